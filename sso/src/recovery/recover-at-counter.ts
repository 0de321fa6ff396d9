import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { findAccountById, setPhone } from "#src/account/account-queries.ts";
import type { Account, Staff } from "#src/account/account.ts";
import { recordEvent, type AuditEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteFactors } from "#src/factor/factor-queries.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import { endSessions } from "#src/logout/end-session.ts";
import {
  nextRecovery,
  readyAfter,
  setupHours,
  type RecoveryAct,
  type RecoveryFailure,
  type RecoveryState,
} from "./recovery.ts";
import {
  completeRecovery,
  confirmRecovery,
  endRecovery,
  findRecovery,
  hasSignedInSince,
  insertRecovery,
  type KeptRecovery,
} from "./recovery-queries.ts";
import { newSetupCode, setupCodeHash } from "./setup-code.ts";
import { undoPath } from "./undo-link.ts";

export type RecoverDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  clock: () => Date;
}>;
type By = Readonly<{ registrar: Staff; origin: RequestOrigin }>;
type Tx = Transaction<SsoDatabase>;

/**
 * Begins a recovery for a second registrar, and tells the owner by every way they can be reached,
 * with a link that stops it. Undefined when one is under way.
 */
export const proposeRecovery = async (
  { db, encryptionKey, clock }: RecoverDeps,
  account: Account,
  newPhone: string,
  { registrar, origin }: By,
): Promise<string | undefined> =>
  await inTransaction(db, async (tx) => {
    const personId = account.id;
    const proposedBy = registrar.id;
    const id = await insertRecovery(tx, { personId, newPhone, proposedBy, at: clock() });
    if (id === undefined) return undefined;
    const actor = registrar.username;
    const detail = { recovery: id };
    await recordEvent(tx, { event: "recovery.proposed", personId, actor, ...origin, detail });
    const path = undoPath(encryptionKey, "recovery", id);
    await queueNotice(tx, { personId, kind: "recovery-started", undoPath: path });
    return id;
  });

export type Recovered = Readonly<{
  state: RecoveryState;
  /** The code to print, where the phone was changed just now. */
  setupCode?: string;
}>;

const complete = async (
  tx: Tx,
  deps: RecoverDeps,
  { id, personId, newPhone }: KeptRecovery,
  registrarId: string,
): Promise<string> => {
  const account = await findAccountById(tx, personId);
  if (!account) throw new Error("a recovery of nobody");
  const at = deps.clock();
  const setupCode = newSetupCode();
  await completeRecovery(tx, id, {
    registrarId,
    at,
    setupHash: setupCodeHash(deps.encryptionKey, account.nationalId, setupCode),
    setupExpiresAt: new Date(at.getTime() + setupHours * 3_600_000),
  });
  await setPhone(tx, personId, newPhone);
  await deleteFactors(tx, personId);
  await endSessions(tx, personId, { by: "protection" });
  const alsoTo = { phone: account.phone };
  await queueNotice(tx, { personId, kind: "recovery-completed", alsoTo });
  return setupCode;
};

/** Keeps what an act made of a recovery; gives the code to print where it was completed. */
const keep = async (
  tx: Tx,
  deps: RecoverDeps,
  recovery: KeptRecovery,
  act: RecoveryAct,
  state: RecoveryState,
): Promise<string | undefined> => {
  const at = deps.clock();
  const { id } = recovery;
  if (state === "waiting" && act.kind === "confirm") {
    const { registrarId } = act;
    await confirmRecovery(tx, id, { registrarId, at, readyAt: readyAfter(at) });
  }
  if (state === "stopped") {
    const reason = act.kind === "complete" ? "signed-in" : "owner";
    await endRecovery(tx, id, "stopped", { at, reason });
  }
  if (state === "refused") await endRecovery(tx, id, "refused", { at, reason: "registrar" });
  if (state === "completed" && act.kind === "complete") {
    return await complete(tx, deps, recovery, act.registrarId);
  }
  return undefined;
};

const events: Readonly<Record<RecoveryState, AuditEvent["event"]>> = {
  proposed: "recovery.proposed",
  waiting: "recovery.confirmed",
  completed: "recovery.completed",
  stopped: "recovery.stopped",
  refused: "recovery.refused",
};

type Act =
  | Readonly<{ kind: "confirm" | "refuse" | "complete"; by: By }>
  | Readonly<{ kind: "stop"; origin: RequestOrigin }>;

const actOf = async (tx: Tx, act: Act, recovery: KeptRecovery): Promise<RecoveryAct> => {
  if (act.kind === "stop") return { kind: "stop" };
  const registrarId = act.by.registrar.id;
  if (act.kind !== "complete") return { kind: act.kind, registrarId };
  const signedInSince = await hasSignedInSince(tx, recovery.personId, recovery.proposedAt);
  return { kind: "complete", registrarId, signedInSince };
};

/** One act on a recovery: decided by `nextRecovery`, kept, written down, in one transaction. */
export const actOnRecovery = async (
  deps: RecoverDeps,
  id: string,
  act: Act,
): Promise<Result<Recovered, RecoveryFailure | "no-such-recovery">> =>
  await inTransaction(deps.db, async (tx) => {
    const recovery = await findRecovery(tx, id, { lock: true });
    if (!recovery) return err("no-such-recovery");
    const meant = await actOf(tx, act, recovery);
    const next = nextRecovery(recovery, meant, deps.clock());
    if (!next.ok) return next;
    const setupCode = await keep(tx, deps, recovery, meant, next.value);
    await recordEvent(tx, {
      event: events[next.value],
      personId: recovery.personId,
      actor: act.kind === "stop" ? undefined : act.by.registrar.username,
      ...(act.kind === "stop" ? act.origin : act.by.origin),
      detail: { recovery: id },
    });
    return ok(setupCode === undefined ? { state: next.value } : { state: next.value, setupCode });
  });
