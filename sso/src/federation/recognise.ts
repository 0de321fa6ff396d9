import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { insertEmployee, lockEmployee, updateStanding } from "#src/directory/directory-queries.ts";
import { findEmployeeByUsername, type Employee } from "#src/directory/directory-queries.ts";
import { dropSetUp } from "#src/directory/set-up-queries.ts";
import { isUsername } from "#src/directory/staff-form.ts";
import { findLinked, findNamed, insertLink } from "./link-queries.ts";
import { namedBy, provesSecondFactor, type InstitutionProvider } from "./provider.ts";
import type { Said } from "./visit.ts";

type Tx = Transaction<SsoDatabase>;

export type NotRecognised =
  /** Nobody of this institution, or not by this provider any more. */
  | "not-known"
  /** The employee is somebody else at the provider. */
  | "other-person"
  | "suspended"
  /** The provider asked for one factor alone, and there is none of ours yet. */
  | "set-up-first";

export type Recognised = Readonly<{ employee: Employee; secondFactor: boolean }>;

const line = (value: unknown): string | undefined => {
  const text = typeof value === "string" ? value.trim().replace(/\s+/g, " ") : "";
  const fits = text !== "" && text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text);
  return fits ? text : undefined;
};

/** Takes a joiner in whom the provider names: without a role, until somebody hands one out. */
const takeIn = async (
  tx: Tx,
  provider: InstitutionProvider,
  name: string,
  { claims }: Said,
): Promise<Employee | undefined> => {
  const username = (provider.matches === "email" ? name.split("@")[0] : name)?.toLowerCase() ?? "";
  if (!provider.joiners || !isUsername(username)) return undefined;
  const shown = line(claims["name"]) ?? username;
  const id = await insertEmployee(tx, {
    username,
    institution: provider.institution,
    roles: [],
    name: { ar: shown, en: shown },
    email: provider.matches === "email" ? name : null,
    phone: null,
    externalId: provider.matches === "external-id" ? name : null,
  });
  // Taken by somebody else: an administrator has to invite this one by another username.
  if (id === undefined) return undefined;
  await recordEvent(tx, {
    event: "staff.invited",
    personId: id,
    actor: provider.issuer.slice(0, 100),
    detail: { institution: provider.institution, roles: "" },
  });
  return await findEmployeeByUsername(tx, username);
};

const findFirstTime = async (
  tx: Tx,
  provider: InstitutionProvider,
  said: Said,
): Promise<Result<Employee, NotRecognised>> => {
  const name = namedBy(provider, said.claims);
  if (name === undefined) return err("not-known");
  const found = (await findNamed(tx, provider, name)) ?? (await takeIn(tx, provider, name, said));
  if (!found) return err("not-known");
  if (found.status === "suspended") return err("suspended");
  const link = { issuer: provider.issuer, subject: said.subject, staffId: found.id };
  if (!(await insertLink(tx, link))) return err("other-person");
  await recordEvent(tx, {
    event: "staff.linked",
    personId: found.id,
    detail: { issuer: provider.issuer },
  });
  return ok(found);
};

/**
 * Who a provider's subject is here: whom it was linked to, or the employee of the same institution
 * whom it names for the first time. Only who was invited, or whom the institution lets join.
 */
const recogniseIn = async (
  tx: Tx,
  provider: InstitutionProvider,
  said: Said,
): Promise<Result<Recognised, NotRecognised>> => {
  const linked = await findLinked(tx, provider.issuer, said.subject);
  const found = linked ? ok(linked) : await findFirstTime(tx, provider, said);
  if (!found.ok) return found;
  const employee = await lockEmployee(tx, found.value.id);
  if (employee?.institution !== provider.institution) return err("not-known");
  const secondFactor = provesSecondFactor(provider, said.claims);
  switch (employee.status) {
    case "active":
      return ok({ employee, secondFactor });
    case "invited":
      if (!secondFactor) return err("set-up-first");
      await updateStanding(tx, employee.id, { status: "active" });
      await dropSetUp(tx, employee.id);
      return ok({ employee, secondFactor });
    case "suspended":
      return err("suspended");
    case "left":
      return err("not-known");
  }
};

export const recognise = async (
  db: Kysely<SsoDatabase>,
  provider: InstitutionProvider,
  said: Said,
): Promise<Result<Recognised, NotRecognised>> =>
  await inTransaction(db, (tx) => recogniseIn(tx, provider, said));
