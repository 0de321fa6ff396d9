import { inTransaction } from "@gov/kit/db.ts";
import { ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent, type AuditEventName } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { NoticeKind } from "#src/message/notice.ts";
import { askLift, findSuspension, lift, suspend } from "#src/protection/suspension-queries.ts";
import { decideAct, type Act, type Refusal, type Step } from "./intervention.ts";
import { withdrawPassword } from "./person-queries.ts";

type Tx = Transaction<SsoDatabase>;

export type Intervention = Readonly<{
  personId: string;
  act: Act;
  reason: string;
  operator: Readonly<{ id: string; username: string }>;
  address: string;
  userAgent: string | undefined;
}>;

const told: Readonly<Record<Step, { event: AuditEventName; notice: NoticeKind | undefined }>> = {
  suspend: { event: "intervention.suspended", notice: "account-suspended" },
  "ask-lift": { event: "intervention.lift-asked", notice: undefined },
  lift: { event: "intervention.lifted", notice: "account-restored" },
  reset: { event: "intervention.reset-required", notice: "reset-required" },
  proofing: { event: "intervention.proofing-required", notice: "proofing-required" },
};

const effects: Readonly<Record<Step, (tx: Tx, input: Intervention) => Promise<unknown>>> = {
  suspend: async (tx, { personId, operator, reason }) =>
    await suspend(tx, personId, { kind: "intervention", by: operator.username, reason }),
  "ask-lift": async (tx, { personId, operator, reason }) =>
    await askLift(tx, personId, { by: operator.username, reason }),
  lift: async (tx, { personId, operator }) => await lift(tx, personId, operator.username),
  reset: async (tx, { personId }) => await withdrawPassword(tx, personId),
  proofing: async (tx, { personId, operator, reason }) =>
    await suspend(tx, personId, { kind: "proofing", by: operator.username, reason }),
};

const endsSessions: readonly Step[] = ["suspend", "reset", "proofing"];

/** Carries an operator's act out, writes it down and tells the person, in one transaction. */
export const intervene = async (
  db: Kysely<SsoDatabase>,
  input: Intervention,
): Promise<Result<Step, Refusal>> =>
  await inTransaction(db, async (tx) => {
    const { personId, act, reason, operator, address, userAgent } = input;
    const suspension = await findSuspension(tx, personId, { lock: true });
    const standing = suspension
      ? ({ state: "suspended", ...suspension } as const)
      : ({ state: "active" } as const);
    const isThePerson = operator.id === personId;
    const step = decideAct(standing, act, { username: operator.username, isThePerson });
    if (!step.ok) return step;
    const { event, notice } = told[step.value];
    await effects[step.value](tx, input);
    const origin = { actor: operator.username, address, userAgent };
    if (endsSessions.includes(step.value)) {
      await endSessions(tx, personId, { by: "operator", ...origin });
    }
    await recordEvent(tx, { event, personId, ...origin, detail: { reason } });
    if (notice) await queueNotice(tx, { personId, kind: notice });
    return ok(step.value);
  });
