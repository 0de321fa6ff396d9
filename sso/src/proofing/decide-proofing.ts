import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { Staff } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { Checked } from "./checklist.ts";
import type { CounterPerson } from "./counter-person.ts";
import { findSuspension, lift } from "#src/protection/suspension-queries.ts";
import {
  decideCase,
  type Decision,
  type DecisionFailure,
  type ProofingCase,
} from "./proofing-case.ts";
import { closeProofingCase, findProofingCase, openProofingCase } from "./proofing-case-queries.ts";
import {
  endPendingIdentity,
  putRegistryFacts,
  recordProofing,
  setProofing,
} from "./proofing-queries.ts";

type Deps = Readonly<{ db: Kysely<SsoDatabase> }>;
type Tx = Transaction<SsoDatabase>;
type By = Readonly<{ registrar: Staff; origin: RequestOrigin }>;

/** Opens a case for a second registrar; undefined when one is open already. */
export const proposeProofing = async (
  { db }: Deps,
  { account, registry }: CounterPerson,
  checked: Checked,
  by: By,
): Promise<string | undefined> =>
  await inTransaction(db, async (tx) => {
    const { registrar, origin } = by;
    const personId = account.id;
    const id = await openProofingCase(tx, { personId, ...checked, proposedBy: registrar.id });
    if (id === undefined) return undefined;
    if (registry.kind === "found") await putRegistryFacts(tx, personId, registry.person);
    const detail = { case: id, document: checked.document.kind, inRegistry: checked.inRegistry };
    const actor = registrar.username;
    await recordEvent(tx, { event: "proofing.proposed", personId, actor, ...origin, detail });
    return id;
  });

/**
 * Lets an account work again that was suspended until its person proves who they are anew; what
 * was proposed before that is no new proof. False where it did not wait for this.
 */
const endWait = async (
  tx: Tx,
  { personId, proposedAt }: ProofingCase,
  by: By,
): Promise<boolean> => {
  const suspension = await findSuspension(tx, personId, { lock: true });
  if (suspension?.kind !== "proofing" || proposedAt < suspension.beganAt) return false;
  const actor = by.registrar.username;
  await lift(tx, personId, actor);
  await recordEvent(tx, { event: "intervention.lifted", personId, actor, ...by.origin });
  return true;
};

/** Confirms or refuses a case, tells the person, and writes down who did what. */
export const decideProofing = async (
  { db }: Deps,
  caseId: string,
  decision: Decision,
  by: By,
): Promise<Result<"confirmed" | "refused", DecisionFailure | "no-such-case">> =>
  await inTransaction(db, async (tx) => {
    const found = await findProofingCase(tx, caseId, { lock: true });
    if (!found) return err("no-such-case");
    const { registrar, origin } = by;
    const decided = decideCase(found, registrar.id, decision);
    if (!decided.ok) return decided;
    const { personId, proposedBy } = found;
    const isOwn = proposedBy === registrar.id;
    const reason = decision.kind === "refuse" ? (isOwn ? "withdrawn" : decision.reason) : undefined;
    await closeProofingCase(tx, caseId, decided.value, { registrarId: registrar.id, reason });
    const outcome = decided.value === "confirmed" ? "counter" : "refused";
    const waited = outcome === "counter" && (await endWait(tx, found, { registrar, origin }));
    if (outcome === "counter") {
      await setProofing(tx, personId, outcome);
      await endPendingIdentity(tx, personId);
    }
    const decidedBy = registrar.id;
    await recordProofing(tx, {
      personId,
      outcome,
      method: "counter",
      proposedBy,
      decidedBy,
      reason,
    });
    await recordEvent(tx, {
      event: `proofing.${decided.value}`,
      personId,
      actor: registrar.username,
      ...origin,
      detail: { case: caseId, ...(reason ? { reason } : {}) },
    });
    const confirmed = waited ? "account-restored" : "identity-confirmed";
    const kind = outcome === "counter" ? confirmed : "identity-refused";
    // Whoever withdraws their own proposal has decided nothing about the person.
    if (reason !== "withdrawn") await queueNotice(tx, { personId, kind });
    return ok(decided.value);
  });
