import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import type { StaffStatus } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { actingOrigin, actorFor, type Acting } from "./acting.ts";
import { applyAct, factsOf } from "./apply-act.ts";
import { decide, endsAdministrator, isPrivileged } from "./directory.ts";
import type { Actor, DirectoryRefusal, Verdict } from "./directory.ts";
import {
  countOtherAdministrators,
  findEmployee,
  isEnrolled,
  lockEmployee,
  type Employee,
} from "./directory-queries.ts";
import { lockInstitutions, type Institution } from "./institution-queries.ts";
import { insertRequest, type RequestAct } from "./request-queries.ts";
import { detailOf, type Wish } from "./wish.ts";

type Tx = Transaction<SsoDatabase>;

export type ActRefusal =
  | DirectoryRefusal
  | "unknown"
  | "role-not-here"
  | "no-such-institution"
  | "asked-already"
  | "nothing-changes";

/** What became of an act. A set-up code is to be sent to the employee, and to nobody else. */
export type ActOutcome =
  | Readonly<{ kind: "done"; to: StaffStatus; employee: Employee; setUpCode?: string | undefined }>
  | Readonly<{ kind: "asked"; requestId: string; employee: Employee }>;

/** An employee and what they may be, held for the rest of the transaction. */
export type Held = Readonly<{ employee: Employee; institutions: readonly Institution[] }>;

/** Holds what an act is about, institutions first: whoever counts administrators waits there. */
export const holdEmployee = async (
  tx: Tx,
  staffId: string,
  alsoInstitution?: string,
): Promise<Held | undefined> => {
  const seen = await findEmployee(tx, staffId);
  if (!seen) return undefined;
  const codes = [seen.institution, ...(alsoInstitution === undefined ? [] : [alsoInstitution])];
  const institutions = await lockInstitutions(tx, codes);
  const employee = await lockEmployee(tx, staffId);
  // Moved in between: the caller looks again.
  return employee?.institution === seen.institution ? { employee, institutions } : undefined;
};

const rolesProblem = ({ employee, institutions }: Held, wish: Wish): ActRefusal | undefined => {
  if (wish.act !== "move" && wish.act !== "grant") return undefined;
  const code = wish.act === "move" ? wish.to : employee.institution;
  const institution = institutions.find((one) => one.code === code);
  const isOpen = institution?.status === "active";
  if (!isOpen || (wish.act === "move" && wish.to === employee.institution)) {
    return "no-such-institution";
  }
  const handsOut = wish.roles.every((role) => institution.roles.includes(role));
  const isMoveUp = wish.act === "move" && wish.roles.some(isPrivileged);
  return handsOut && !isMoveUp ? undefined : "role-not-here";
};

const changesNothing = (employee: Employee, wish: Wish): boolean => {
  if (wish.act === "grant") return wish.roles.every((role) => employee.roles.includes(role));
  if (wish.act === "stay") return employee.leavesOn === null;
  return wish.act === "revoke" && !wish.roles.some((role) => employee.roles.includes(role));
};

/** What the directory says to a wish, given how everything stands in this transaction. */
export const judgeWish = async (
  tx: Tx,
  held: Held,
  wish: Wish,
  actor: Actor,
): Promise<Verdict | Readonly<{ kind: "refused"; why: ActRefusal }>> => {
  const { employee } = held;
  const wrongRoles = rolesProblem(held, wish);
  if (wrongRoles) return { kind: "refused", why: wrongRoles };
  const touched = wish.act === "grant" || wish.act === "revoke" ? wish.roles : employee.roles;
  const isAdministrator = employee.status === "active" && employee.roles.includes("administrator");
  const losesOne = isAdministrator && endsAdministrator(wish.act, touched);
  const others = losesOne
    ? await countOtherAdministrators(tx, employee.institution, [employee.id])
    : 1;
  const verdict = decide({
    state: employee.status,
    act: wish.act,
    actor,
    privileged: touched.some(isPrivileged),
    lastAdministrator: others === 0,
    enrolled: await isEnrolled(tx, employee.id),
  });
  if (verdict.kind === "refused") return verdict;
  return changesNothing(employee, wish) ? { kind: "refused", why: "nothing-changes" } : verdict;
};

const ask = async (
  tx: Tx,
  employee: Employee,
  wish: Wish,
  acting: Acting,
): Promise<Result<ActOutcome, ActRefusal>> => {
  const requestId = await insertRequest(tx, {
    staffId: employee.id,
    act: wish.act as RequestAct,
    detail: detailOf(wish),
    institution: wish.act === "move" ? wish.to : employee.institution,
    ...(acting.kind === "person"
      ? { requestedBy: acting.id }
      : { requestedClient: acting.clientId }),
  });
  if (requestId === undefined) return err("asked-already");
  await recordEvent(tx, {
    event: "staff.request-made",
    personId: employee.id,
    detail: { act: wish.act, ...factsOf(wish) },
    ...actingOrigin(acting),
  });
  return ok({ kind: "asked", requestId, employee });
};

/** Does something with an employee's account in a transaction that is open already. */
export const performActIn = async (
  tx: Tx,
  acting: Acting,
  staffId: string,
  wish: Wish,
): Promise<Result<ActOutcome, ActRefusal>> => {
  const held = await holdEmployee(tx, staffId, wish.act === "move" ? wish.to : undefined);
  if (!held) return err("unknown");
  const { employee } = held;
  const verdict = await judgeWish(tx, held, wish, await actorFor(tx, acting, employee));
  if (verdict.kind === "refused") return err(verdict.why);
  if (verdict.kind === "second-person") return await ask(tx, employee, wish, acting);
  const origin = actingOrigin(acting);
  const setUpCode = await applyAct(tx, employee, { wish, to: verdict.to, origin });
  return ok({ kind: "done", to: verdict.to, employee, setUpCode });
};

/**
 * Does something with an employee's account, or asks for a second person where the act takes two.
 * Everything is judged by what stands in the database at this moment, not by what a page showed.
 */
export const performAct = async (
  db: Kysely<SsoDatabase>,
  acting: Acting,
  staffId: string,
  wish: Wish,
): Promise<Result<ActOutcome, ActRefusal>> =>
  await inTransaction(db, (tx) => performActIn(tx, acting, staffId, wish));
