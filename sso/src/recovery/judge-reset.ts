import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { isLastDocument } from "#src/proofing/claimed-identity.ts";
import { findPendingIdentity } from "#src/proofing/proofing-queries.ts";
import type { CivilRegistry, IdentityDocument } from "#src/registry/civil-registry.ts";
import { takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
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
  const personId = isTheirs && account?.status === "active" ? account.id : undefined;
  const detail = { matched: personId !== undefined };
  await recordEvent(deps.db, {
    event: "recovery.password-asked",
    personId: account?.id,
    ...origin,
    detail,
  });
  return ok(personId);
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
  await recordEvent(deps.db, {
    event: "recovery.password-asked",
    personId: found?.personId,
    ...origin,
    detail: { matched: found !== undefined, setup: true },
  });
  return ok(found);
};
