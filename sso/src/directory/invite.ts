import { inTransaction, violatedConstraint } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { staffRoles } from "#src/staff/staff-role.ts";
import { actingOrigin, actorFor, type Acting } from "./acting.ts";
import { newSetUpCode } from "./apply-act.ts";
import { decide, inOrder, ordinaryOf, privilegedOf } from "./directory.ts";
import { findEmployee, insertEmployee } from "./directory-queries.ts";
import type { Employee, EmployeeFacts } from "./directory-queries.ts";
import { lockInstitutions } from "./institution-queries.ts";
import { performActIn } from "./perform-act.ts";
import { putSetUp } from "./set-up-queries.ts";

type Tx = Transaction<SsoDatabase>;

export type Joiner = EmployeeFacts &
  Readonly<{ username: string; institution: string; roles: readonly string[] }>;

export type InviteRefusal =
  | "not-yours"
  | "role-not-here"
  | "username-taken"
  | "email-taken"
  | "external-id-taken";

export type Invited = Readonly<{
  employee: Employee;
  setUpCode: string;
  /** Privileged roles wait for a second person. */
  asked: readonly string[];
}>;

/** Which unique fact of a joiner somebody else has already. */
export const takenFact = (error: unknown): "email-taken" | "external-id-taken" | undefined => {
  const constraint = violatedConstraint(error);
  if (constraint === "staff_email") return "email-taken";
  return constraint === "staff_external_id" ? "external-id-taken" : undefined;
};

export const inviteIn = async (
  tx: Tx,
  acting: Acting,
  joiner: Joiner,
): Promise<Result<Invited, InviteRefusal>> => {
  const [institution] = await lockInstitutions(tx, [joiner.institution]);
  const actor = await actorFor(tx, acting, joiner);
  const verdict = decide({
    state: "absent",
    act: "invite",
    actor,
    privileged: false,
    lastAdministrator: false,
    enrolled: false,
  });
  if (verdict.kind !== "done" || institution?.status !== "active") return err("not-yours");
  if (!joiner.roles.every((role) => institution.roles.includes(role))) return err("role-not-here");
  const roles = inOrder(ordinaryOf(joiner.roles), staffRoles);
  const id = await insertEmployee(tx, { ...joiner, roles });
  if (id === undefined) return err("username-taken");
  const setUpCode = newSetUpCode();
  await putSetUp(tx, id, setUpCode);
  await recordEvent(tx, {
    event: "staff.invited",
    personId: id,
    detail: { institution: joiner.institution, roles: roles.join(" ") },
    ...actingOrigin(acting),
  });
  const asked = privilegedOf(joiner.roles);
  if (asked.length > 0) await performActIn(tx, acting, id, { act: "grant", roles: asked });
  const employee = await findEmployee(tx, id);
  if (!employee) throw new Error("a joiner that was written down is not there");
  return ok({ employee, setUpCode, asked });
};

/** Writes a joiner down, who then sets up a password and an authenticator with the code. */
export const invite = async (
  db: Kysely<SsoDatabase>,
  acting: Acting,
  joiner: Joiner,
): Promise<Result<Invited, InviteRefusal>> => {
  try {
    return await inTransaction(db, (tx) => inviteIn(tx, acting, joiner));
  } catch (error) {
    const taken = takenFact(error);
    if (taken) return err(taken);
    throw error;
  }
};
