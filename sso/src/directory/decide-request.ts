import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { actingOrigin, type Acting } from "./acting.ts";
import { applyAct } from "./apply-act.ts";
import { mayCancel, mayDecide, type DecisionRefusal } from "./directory.ts";
import { countOtherAdministrators, findEmployee, type Employee } from "./directory-queries.ts";
import { holdEmployee, judgeWish, type ActRefusal } from "./perform-act.ts";
import { closeRequest, findRequest, lockRequest, type StaffRequest } from "./request-queries.ts";
import { wishOf } from "./wish.ts";

type Tx = Transaction<SsoDatabase>;
export type Choice = "confirm" | "refuse" | "cancel";

export type RequestRefusal = DecisionRefusal | ActRefusal | "gone";
export type Decided = Readonly<{
  request: StaffRequest;
  employee: Employee;
  setUpCode?: string | undefined;
}>;

type Person = Extract<Acting, { kind: "person" }>;

const closed = { confirm: "confirmed", refuse: "refused", cancel: "cancelled" } as const;

const permission = async (
  tx: Tx,
  person: Person,
  request: StaffRequest,
  choice: Choice,
): Promise<DecisionRefusal | undefined> => {
  const decider = await findEmployee(tx, person.id);
  if (decider?.status !== "active") return "not-yours";
  if (choice === "cancel") return mayCancel(decider, request) ? undefined : "not-yours";
  const beside = [request.requestedBy, request.staffId];
  const others = await countOtherAdministrators(tx, request.institution, beside);
  return mayDecide(decider, request, others);
};

const carryOut = async (
  tx: Tx,
  person: Person,
  request: StaffRequest,
  choice: Choice,
): Promise<Result<Decided, RequestRefusal>> => {
  const held = await holdEmployee(tx, request.staffId, request.institution);
  const current = await lockRequest(tx, request.id);
  if (!held || !current) return err("gone");
  const refused = await permission(tx, person, current, choice);
  if (refused) return err(refused);
  const { employee } = held;
  const origin = actingOrigin(person);
  const state = closed[choice];
  const note = { act: request.act };
  if (choice !== "confirm") {
    await closeRequest(tx, request.id, state, person.id);
    await recordEvent(tx, {
      event: `staff.request-${state}`,
      personId: employee.id,
      detail: note,
      ...origin,
    });
    return ok({ request, employee });
  }
  const wish = wishOf(request.act, request.detail);
  // Much may have happened since it was asked for.
  const verdict = await judgeWish(tx, held, wish, "administrator");
  if (verdict.kind === "refused") return err(verdict.why);
  await closeRequest(tx, request.id, state, person.id);
  await recordEvent(tx, {
    event: "staff.request-confirmed",
    personId: employee.id,
    detail: note,
    ...origin,
  });
  const setUpCode = await applyAct(tx, employee, { wish, to: verdict.to, origin });
  return ok({ request, employee, setUpCode });
};

/** Agrees to a request, says no to it, or takes one's own back. */
export const decideRequest = async (
  db: Kysely<SsoDatabase>,
  person: Person,
  requestId: string,
  choice: Choice,
): Promise<Result<Decided, RequestRefusal>> =>
  await inTransaction(db, async (tx) => {
    const request = await findRequest(tx, requestId);
    return request ? await carryOut(tx, person, request, choice) : err("gone");
  });
