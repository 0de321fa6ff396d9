import { randomToken } from "@gov/kit/crypto.ts";
import type { Transaction } from "kysely";
import type { StaffStatus } from "#src/account/account.ts";
import { recordEvent, type AuditEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { staffRoles } from "#src/staff/staff-role.ts";
import {
  dropFactors,
  dropLinks,
  dropSignIns,
  updateStanding,
  type Employee,
} from "./directory-queries.ts";
import { inOrder, ordinaryOf } from "./directory.ts";
import { cancelRequestsBy, cancelRequestsWith } from "./request-queries.ts";
import { dropSetUp, putSetUp } from "./set-up-queries.ts";
import type { Wish } from "./wish.ts";

type Tx = Transaction<SsoDatabase>;
type Origin = Pick<AuditEvent, "actor" | "address" | "userAgent">;
type Decided = Readonly<{ wish: Wish; to: StaffStatus; origin: Origin }>;

/** The one-time code that opens the page where an employee sets up their account: 128 bits. */
export const newSetUpCode = (): string => randomToken(16);

/** Ends all that an employee is signed in with, here and at services, and what is under way. */
const endAccess = async (tx: Tx, { id }: Employee, origin: Origin): Promise<void> => {
  await endSessions(tx, id, { by: "operator", ...origin });
  await dropSignIns(tx, id);
};

const applyRoles = async (
  tx: Tx,
  employee: Employee,
  wish: Extract<Wish, { act: "grant" | "revoke" }>,
  origin: Origin,
): Promise<void> => {
  const had = employee.roles;
  const roles =
    wish.act === "grant"
      ? [...had, ...wish.roles]
      : had.filter((role) => !wish.roles.includes(role));
  await updateStanding(tx, employee.id, { roles: inOrder(roles, staffRoles) });
  if (wish.act === "grant") return;
  // Services were told of the role at the sign-in, and let whoever is in go on with it.
  await endAccess(tx, employee, origin);
  if (wish.roles.includes("administrator")) await cancelRequestsBy(tx, employee.id);
};

const end = async (tx: Tx, employee: Employee, origin: Origin): Promise<void> => {
  await updateStanding(tx, employee.id, { status: "left", roles: [], leavesOn: null });
  await dropFactors(tx, employee.id);
  await dropSetUp(tx, employee.id);
  await endAccess(tx, employee, origin);
  await cancelRequestsWith(tx, employee.id);
};

const sendAgain = async (
  tx: Tx,
  employee: Employee,
  wish: Wish,
  origin: Origin,
): Promise<string> => {
  const code = newSetUpCode();
  await updateStanding(tx, employee.id, {
    status: "invited",
    ...(wish.act === "return" ? { roles: ordinaryOf(employee.roles), leavesOn: null } : {}),
  });
  await dropFactors(tx, employee.id);
  await endAccess(tx, employee, origin);
  await putSetUp(tx, employee.id, code);
  return code;
};

/** Does what was decided; gives the code to send where the employee has to set up anew. */
const effect = async (
  tx: Tx,
  employee: Employee,
  { wish, to, origin }: Decided,
): Promise<string | undefined> => {
  switch (wish.act) {
    case "grant":
    case "revoke":
      await applyRoles(tx, employee, wish, origin);
      return undefined;
    case "move":
      await updateStanding(tx, employee.id, {
        institution: wish.to,
        roles: inOrder(wish.roles, staffRoles),
      });
      await dropLinks(tx, employee.id);
      await endAccess(tx, employee, origin);
      await cancelRequestsWith(tx, employee.id);
      return undefined;
    case "suspend":
      await updateStanding(tx, employee.id, { status: "suspended" });
      await endAccess(tx, employee, origin);
      await dropSetUp(tx, employee.id);
      await cancelRequestsBy(tx, employee.id);
      return undefined;
    case "resume":
      if (to === "invited") return await sendAgain(tx, employee, wish, origin);
      await updateStanding(tx, employee.id, { status: to });
      return undefined;
    case "leave":
      if (wish.on === undefined) await end(tx, employee, origin);
      else await updateStanding(tx, employee.id, { leavesOn: wish.on });
      return undefined;
    case "stay":
      await updateStanding(tx, employee.id, { leavesOn: null });
      return undefined;
    case "reset":
    case "return":
      return await sendAgain(tx, employee, wish, origin);
  }
};

const events = {
  grant: "staff.role-granted",
  revoke: "staff.role-revoked",
  move: "staff.moved",
  suspend: "staff.suspended",
  resume: "staff.resumed",
  leave: "staff.left",
  stay: "staff.leave-cancelled",
  reset: "staff.factors-reset",
  return: "staff.returned",
} as const;

const eventOf = (wish: Wish): AuditEvent["event"] =>
  wish.act === "leave" && wish.on !== undefined ? "staff.leave-set" : events[wish.act];

/** Small facts of a wish for the audit. */
export const factsOf = (wish: Wish): Record<string, string> => ({
  ...("roles" in wish ? { roles: wish.roles.join(" ") } : {}),
  ...("to" in wish ? { institution: wish.to } : {}),
  ...("on" in wish && wish.on !== undefined ? { on: wish.on } : {}),
});

/** Carries an act out and writes it down, in the transaction that decided it. */
export const applyAct = async (
  tx: Tx,
  employee: Employee,
  decided: Decided,
): Promise<string | undefined> => {
  const { wish, origin } = decided;
  const code = await effect(tx, employee, decided);
  await recordEvent(tx, {
    event: eventOf(wish),
    personId: employee.id,
    detail: factsOf(wish),
    ...origin,
  });
  return code;
};
