import { cleanTyped } from "@gov/country/digits.ts";
import { parseMobile, phoneErrorTexts } from "@gov/country/phone.ts";
import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { parseTypedDate, typedDate, typedDateTexts } from "@gov/kit/ui/typed-date.ts";
import type { TypedDate } from "@gov/kit/ui/typed-date.ts";
import { z } from "zod";
import { staffRoles, type StaffRole } from "#src/staff/staff-role.ts";
import { formTexts as texts } from "./act-texts.ts";
import { inOrder } from "./directory.ts";

/** A posted form as it came: a field that was ticked several times is a list. */
export type Posted = Readonly<Record<string, unknown>>;

const text = (posted: Posted, name: string): string => {
  const value = posted[name];
  return typeof value === "string" ? value.slice(0, 1_000) : "";
};

/** What was read of a form, and what is wrong with it; what was typed is kept either way. */
export type Read<T> = Readonly<{ value: T; errors: readonly FieldError[] }>;

/** The roles that were ticked, in their order; names that nobody knows are left out. */
export const readRoles = (posted: Posted): StaffRole[] => {
  const given = posted["roles"];
  const list = (Array.isArray(given) ? given : [given]).filter((one) => typeof one === "string");
  return inOrder(list, staffRoles);
};

export type Contact = Readonly<{ phone: string; email: string }>;
type Stored = Readonly<{ phone: string | null; email: string | null }>;

const isEmail = (value: string): boolean => z.email().max(254).safeParse(value).success;

/** A mobile number, and an address where there is one. */
export const readContact = (posted: Posted): Read<Readonly<{ typed: Contact; stored: Stored }>> => {
  const typed = { phone: text(posted, "phone"), email: text(posted, "email") };
  const phone = parseMobile(typed.phone);
  const email = cleanTyped(typed.email);
  const errors: FieldError[] = [];
  if (!phone.ok) errors.push({ name: "phone", text: phoneErrorTexts[phone.error] });
  if (email !== "" && !isEmail(email)) errors.push({ name: "email", text: texts.emailShape });
  const stored = { phone: phone.ok ? phone.value : null, email: email === "" ? null : email };
  return { value: { typed, stored }, errors };
};

const nameError = (name: "nameAr" | "nameEn", value: string): FieldError[] => {
  if (value === "") return [{ name, text: texts.nameEmpty }];
  const fits = value.length <= 200 && value.isWellFormed() && !/\p{Cc}/u.test(value);
  return fits ? [] : [{ name, text: texts.nameLong }];
};

export type TypedJoiner = Contact &
  Readonly<{ nameAr: string; nameEn: string; username: string; roles: readonly string[] }>;

export const nobodyTyped: TypedJoiner = {
  nameAr: "",
  nameEn: "",
  username: "",
  phone: "",
  email: "",
  roles: [],
};

/** Also what a person types into the first step of a sign-in: never nine digits. */
export const isUsername = (value: string): boolean =>
  /^[a-z0-9][a-z0-9._-]{1,63}$/.test(value) && !/^\d{9}$/.test(value);

/** The form by which a joiner is invited. */
export const readJoiner = (
  posted: Posted,
): Read<
  Readonly<{
    typed: TypedJoiner;
    stored: Stored & Readonly<{ name: Text; username: string; roles: readonly StaffRole[] }>;
  }>
> => {
  const contact = readContact(posted);
  const nameAr = text(posted, "nameAr").trim().replace(/\s+/g, " ");
  const nameEn = text(posted, "nameEn").trim().replace(/\s+/g, " ");
  const username = cleanTyped(text(posted, "username")).toLowerCase();
  const roles = readRoles(posted);
  return {
    value: {
      typed: { ...contact.value.typed, nameAr, nameEn, username, roles },
      stored: { ...contact.value.stored, name: { ar: nameAr, en: nameEn }, username, roles },
    },
    errors: [
      ...nameError("nameAr", nameAr),
      ...nameError("nameEn", nameEn),
      ...(isUsername(username) ? [] : [{ name: "username", text: texts.usernameShape }]),
      ...contact.errors,
    ],
  };
};

export type TypedLeave = Readonly<{ when: string; day: TypedDate }>;

/** When an account ends: now (`undefined`) or when a day is over; `today` is Palestine's. */
export const readLeave = (
  posted: Posted,
  today: string,
): Read<Readonly<{ typed: TypedLeave; on: string | undefined }>> => {
  const typed = { when: text(posted, "when").slice(0, 10), day: typedDate(posted, "day") };
  const answer = (on: string | undefined, ...errors: FieldError[]) => ({
    value: { typed, on },
    errors,
  });
  if (typed.when === "now") return answer(undefined);
  if (typed.when !== "day") return answer(undefined, { name: "when", text: texts.whenEmpty });
  const day = parseTypedDate(typed.day);
  if (!day.ok) return answer(undefined, { name: "day", text: typedDateTexts[day.error] });
  return day.value < today
    ? answer(day.value, { name: "day", text: texts.dayPast })
    : answer(day.value);
};
