import { err, ok, type Result } from "@gov/kit/result.ts";
import { parseMobile } from "@gov/country/phone.ts";
import { z } from "zod";
import type { Employee, EmployeeFacts } from "#src/directory/directory-queries.ts";
import { isUsername } from "#src/directory/staff-form.ts";
import { roleName } from "#src/directory/role-texts.ts";
import type { Attributes } from "./patch.ts";
import { invalid, type ScimFailure } from "./scim-failure.ts";

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";

const line = z
  .string()
  .max(200)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));
const optional = <S extends z.ZodType>(schema: S) => schema.nullish();

const truth = z.union([
  z.boolean(),
  // Some directories send the word.
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((word) => word.toLowerCase() === "true"),
]);

const valued = (value: z.ZodType<string>) =>
  z.array(z.object({ value, type: optional(line), primary: optional(truth) })).max(1);

/** A user as another directory sends one (RFC 7643, 4.1): what we keep of it, bounded. */
const userBody = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(userSchema)),
  userName: z.string().max(200),
  externalId: optional(line.min(1)),
  displayName: optional(line),
  name: optional(
    z.object({
      formatted: optional(line),
      givenName: optional(line),
      familyName: optional(line),
    }),
  ),
  emails: optional(valued(z.email().max(254))),
  phoneNumbers: optional(valued(z.string().max(60))),
  active: optional(truth),
});

/** A user that was read: facts as the directory keeps them. */
export type ReadUser = Readonly<{
  username: string;
  facts: Required<EmployeeFacts>;
  /** Undefined where nothing was said of it. */
  active: boolean | undefined;
}>;

const names: Readonly<Record<string, string>> = Object.fromEntries(
  "schemas userName externalId displayName name formatted givenName familyName emails phoneNumbers value type primary active members"
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
);

/** Names of attributes are the same in any case (RFC 7643, 2.1); deeper than four is nothing of ours. */
export const canonical = (value: unknown, depth = 0): unknown => {
  if (Array.isArray(value)) return value.map((one) => canonical(one, depth + 1));
  if (typeof value !== "object" || value === null || depth > 4) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const known = key.toLowerCase();
      return [Object.hasOwn(names, known) ? names[known] : key, canonical(inner, depth + 1)];
    }),
  );
};

const clean = (value: string | null | undefined): string | null => {
  const text = value?.trim().replace(/\s+/g, " ") ?? "";
  return text === "" ? null : text;
};

/** The first issue in words, naming the attribute. */
export const issueDetail = (error: z.ZodError): string => {
  const [issue] = error.issues;
  const path = issue?.path.join(".") ?? "";
  if (issue?.code === "too_big" && issue.origin === "array") {
    return `${path}: one value is kept; send the one that is used at work.`;
  }
  return `${path === "" ? "The body" : path}: ${issue?.message ?? "not valid"}.`;
};

const mobile = (typed: string | undefined): Result<string | null, ScimFailure> => {
  if (typed === undefined) return ok(null);
  const parsed = parseMobile(typed.replace(/^tel:/i, ""));
  return parsed.ok
    ? ok(parsed.value)
    : err(invalid("invalidValue", "phoneNumbers.0.value: a mobile number, like +970599123456."));
};

/** Reads a user; what is wrong is named. Attributes that we do not keep are left out. */
export const readUser = (body: unknown): Result<ReadUser, ScimFailure> => {
  const parsed = userBody.safeParse(canonical(body));
  if (!parsed.success) return err(invalid("invalidValue", issueDetail(parsed.error)));
  const user = parsed.data;
  const username = user.userName.toLowerCase();
  if (!isUsername(username)) {
    const detail = "userName: small Latin letters, digits, dots, dashes; 2 to 64; like m.odeh.";
    return err(invalid("invalidValue", detail));
  }
  const phone = mobile(user.phoneNumbers?.[0]?.value);
  if (!phone.ok) return phone;
  const givenName = clean(user.name?.givenName);
  const familyName = clean(user.name?.familyName);
  const joined = clean([givenName, familyName].filter(Boolean).join(" "));
  const latin = clean(user.name?.formatted) ?? joined;
  const shown = clean(user.displayName);
  return ok({
    username,
    active: user.active ?? undefined,
    facts: {
      name: { ar: shown ?? latin ?? username, en: latin ?? shown ?? username },
      email: user.emails?.[0]?.value ?? null,
      phone: phone.value,
      externalId: user.externalId ?? null,
      givenName,
      familyName,
    },
  });
};

export const etagOf = ({ version }: Pick<Employee, "version">): string => `W/"${version}"`;

/** An employee as a user of SCIM. The Arabic name is the one that is displayed. */
export const toUser = (employee: Employee, base: string) => ({
  schemas: [userSchema],
  id: employee.id,
  ...(employee.externalId === null ? {} : { externalId: employee.externalId }),
  userName: employee.username,
  displayName: employee.name.ar,
  name: {
    formatted: employee.name.en,
    ...(employee.givenName === null ? {} : { givenName: employee.givenName }),
    ...(employee.familyName === null ? {} : { familyName: employee.familyName }),
  },
  ...(employee.email === null
    ? {}
    : { emails: [{ value: employee.email, type: "work", primary: true }] }),
  ...(employee.phone === null
    ? {}
    : { phoneNumbers: [{ value: employee.phone, type: "mobile", primary: true }] }),
  active: employee.status === "invited" || employee.status === "active",
  groups: employee.roles.map((role) => ({
    value: role,
    display: roleName(role).en,
    $ref: `${base}/Groups/${role}`,
    type: "direct",
  })),
  meta: {
    resourceType: "User",
    created: employee.createdAt.toISOString(),
    lastModified: employee.updatedAt.toISOString(),
    version: etagOf(employee),
    location: `${base}/Users/${employee.id}`,
  },
});

const person = ["value", "type", "primary", "display"] as const;

export const userAttributes: Attributes = {
  username: { name: "userName" },
  externalid: { name: "externalId" },
  displayname: { name: "displayName" },
  name: { name: "name", subs: ["formatted", "givenName", "familyName"] },
  emails: { name: "emails", many: true, subs: person },
  phonenumbers: { name: "phoneNumbers", many: true, subs: person },
  active: { name: "active" },
  id: { name: "id", readOnly: true },
  groups: { name: "groups", readOnly: true, many: true, subs: ["value"] },
  meta: { name: "meta", readOnly: true, subs: ["version"] },
  schemas: { name: "schemas", readOnly: true, many: true },
};
