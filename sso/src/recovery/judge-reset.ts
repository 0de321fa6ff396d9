import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import { recordingEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueingNotice } from "#src/message/notice-queries.ts";
import { isLastDocument } from "#src/proofing/claimed-identity.ts";
import { findPendingIdentity } from "#src/proofing/proofing-queries.ts";
import type { CivilRegistry, IdentityDocument } from "#src/registry/civil-registry.ts";
import { takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
import { writeTogether, type Write } from "#src/write-queries.ts";
import { findSetup } from "./recovery-queries.ts";
import { setupCodeHash } from "./setup-code.ts";

export type JudgeDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  buckets: Buckets;
  registry: CivilRegistry;
  encryptionKey: Uint8Array;
  clock: () => Date;
}>;

export type JudgeFailure = Throttled | Readonly<{ kind: "down" }>;

const count = async (
  { db, buckets }: JudgeDeps,
  nationalId: string,
  { address }: RequestOrigin,
): Promise<Result<void, Throttled>> =>
  await takeTry(db, [buckets("recovery/person", nationalId), buckets("recovery/address", address)]);

/** The document of somebody the registry does not know is the one they registered with. */
const isPendingDocument = async (
  { db, encryptionKey }: JudgeDeps,
  account: Account | undefined,
  document: IdentityDocument,
): Promise<boolean> => {
  const claim = account && (await findPendingIdentity(db, encryptionKey, account.id));
  return claim?.document.kind === document.kind && claim.document.number === document.number;
};

type Asked = Readonly<{
  account: string | undefined;
  /** Whoever proved to be the account's owner. */
  owner: Readonly<{ id: string; status: Account["status"] }> | undefined;
  origin: RequestOrigin;
  facts?: Readonly<Record<string, boolean>>;
}>;

/**
 * Writes down that a new password was asked for. The owner of a suspended account gets no code,
 * which no page says; their phone is told why and what to do, in the same statement, so that the
 * time of the answer says nothing either.
 */
const noteAsked = async ({ db }: JudgeDeps, asked: Asked): Promise<void> => {
  const { account, owner, origin, facts } = asked;
  const suspended = owner?.status === "suspended";
  const detail = { matched: owner?.status === "active", suspended, ...facts };
  const event = { event: "recovery.password-asked", personId: account, ...origin, detail } as const;
  const notice = { personId: owner?.id ?? "", kind: "reset-while-suspended" } as const;
  const writes: Record<string, Write> = { asked: recordingEvent(event) };
  if (suspended) writes["told"] = queueingNotice(notice);
  await writeTogether(db, writes);
};

/**
 * Whose account a number and a document open, undefined for nobody's. The registry is asked once,
 * whether or not there is an account.
 */
export const judgeDocument = async (
  deps: JudgeDeps,
  { nationalId, document }: Readonly<{ nationalId: string; document: IdentityDocument }>,
  origin: RequestOrigin,
): Promise<Result<string | undefined, JudgeFailure>> => {
  const taken = await count(deps, nationalId, origin);
  if (!taken.ok) return taken;
  const account = await findAccountByNationalId(deps.db, nationalId);
  const found = await deps.registry.find(nationalId, {
    purpose: "account-recovery",
    asker: { nationalId },
  });
  if (!found.ok && found.error.kind === "down") return err({ kind: "down" });
  const isTheirs = found.ok
    ? found.value.isAlive && isLastDocument(document, found.value)
    : await isPendingDocument(deps, account, document);
  const owner = isTheirs ? account : undefined;
  await noteAsked(deps, { account: account?.id, owner, origin });
  return ok(owner?.status === "active" ? owner.id : undefined);
};

/** Whose account a number and a code printed at a counter open, undefined for nobody's. */
export const judgeSetupCode = async (
  deps: JudgeDeps,
  { nationalId, code }: Readonly<{ nationalId: string; code: string }>,
  origin: RequestOrigin,
): Promise<Result<Readonly<{ personId: string; recoveryId: string }> | undefined, Throttled>> => {
  const taken = await count(deps, nationalId, origin);
  if (!taken.ok) return taken;
  const hash = setupCodeHash(deps.encryptionKey, nationalId, code);
  const found = await findSetup(deps.db, hash, deps.clock());
  const owner = found && { id: found.personId, status: found.status };
  await noteAsked(deps, { account: owner?.id, owner, origin, facts: { setup: true } });
  if (found?.status !== "active") return ok(undefined);
  return ok({ personId: found.personId, recoveryId: found.recoveryId });
};
