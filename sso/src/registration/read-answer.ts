import { nationalIdErrorTexts, parseNationalId } from "@gov/country/national-id.ts";
import { parseMobile, phoneErrorTexts } from "@gov/country/phone.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { parseTypedDate, typedDate, typedDateTexts } from "@gov/kit/ui/typed-date.ts";
import { dayOf } from "#src/proofing/age.ts";
import { documentNumberOf } from "#src/proofing/claimed-identity.ts";
import { documentKinds, type IdentityDocument } from "#src/registry/civil-registry.ts";
import type { TypedForm } from "#src/sign-in/typed-form.ts";
import type { Answers } from "./registration.ts";
import { registrationTexts as texts } from "./registration-texts.ts";

type Read<T> = Result<T, FieldError[]>;

const one = (name: string, text: Text): Read<never> => err([{ name, text }]);

export const readNationalId = (form: TypedForm): Read<Pick<Answers, "nationalId">> => {
  const parsed = parseNationalId(form["nationalId"] ?? "");
  return parsed.ok
    ? ok({ nationalId: parsed.value })
    : one("nationalId", nationalIdErrorTexts[parsed.error]);
};

const nameOf = (typed: string): string => cleanTyped(typed).replace(/\s+/g, " ");

const nameErrors = (name: string, value: string, empty: Text): FieldError[] => {
  if (value === "") return [{ name, text: empty }];
  const shaped = value.length <= 60 && /^[\p{L}\p{M}\u0640][\p{L}\p{M}\u0640 '’-]*$/u.test(value);
  return shaped ? [] : [{ name, text: texts.nameShape }];
};

export const readName = (form: TypedForm): Read<Pick<Answers, "firstName" | "familyName">> => {
  const firstName = nameOf(form["firstName"] ?? "");
  const familyName = nameOf(form["familyName"] ?? "");
  const errors = [
    ...nameErrors("firstName", firstName, texts.firstNameEmpty),
    ...nameErrors("familyName", familyName, texts.familyNameEmpty),
  ];
  return errors.length > 0 ? err(errors) : ok({ firstName, familyName });
};

export const readBirthDate = (
  form: TypedForm,
  now: Date,
): Read<Readonly<{ dateOfBirth: string }>> => {
  const parsed = parseTypedDate(typedDate(form, "dateOfBirth"));
  if (!parsed.ok) return one("dateOfBirth", typedDateTexts[parsed.error]);
  const isPast = parsed.value > "1900-01-01" && parsed.value <= dayOf(now);
  return isPast ? ok({ dateOfBirth: parsed.value }) : one("dateOfBirth", texts.birthDateRange);
};

const numberErrors = (typed: string): FieldError[] => {
  const name = "documentNumber";
  if (cleanTyped(typed) === "") return [{ name, text: texts.documentNumberEmpty }];
  const shaped = /^[A-Z0-9]{4,20}$/.test(documentNumberOf(typed));
  return shaped ? [] : [{ name, text: texts.documentNumberShape }];
};

export const readDocument = (form: TypedForm): Read<Readonly<{ document: IdentityDocument }>> => {
  const kind = documentKinds.find((known) => known === form["documentKind"]);
  const typed = form["documentNumber"] ?? "";
  const errors = [
    ...(kind ? [] : [{ name: "documentKind", text: texts.documentKindEmpty }]),
    ...numberErrors(typed),
  ];
  return !kind || errors.length > 0
    ? err(errors)
    : ok({ document: { kind, number: documentNumberOf(typed) } });
};

export const readPhone = (form: TypedForm): Read<Readonly<{ phone: string }>> => {
  const parsed = parseMobile(form["phone"] ?? "");
  return parsed.ok ? ok({ phone: parsed.value }) : one("phone", phoneErrorTexts[parsed.error]);
};
