import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { Kysely, Transaction } from "kysely";
import {
  deleteAccount,
  findAccountByNationalId,
  insertAccount,
  type OpenedAccount,
} from "#src/account/account-queries.ts";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { putPassword } from "#src/credential/credential-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteFactors } from "#src/factor/factor-queries.ts";
import { keepPendingIdentity, recordProofing } from "#src/proofing/proofing-queries.ts";
import { proofingByMatch } from "#src/proofing/proofing.ts";
import { claimOf } from "./confirm-identity.ts";
import type { Answers } from "./registration.ts";
import { finishRegistration, giveSignIn, type Registration } from "./registration-queries.ts";

/** Which wording of the terms was agreed to. */
export const termsVersion = "2026-11";

export type OpenDeps = Readonly<{ db: Kysely<SsoDatabase>; encryptionKey: Uint8Array }>;
export type OpenFailure = "incomplete" | "exists" | "ended";
type Tx = Transaction<SsoDatabase>;

const accountOf = (answers: Answers, lang: Lang, now: Date): OpenedAccount | undefined => {
  const claim = claimOf(answers);
  const { outcome, phone, provenPhone } = answers;
  if (!claim || !phone || phone !== provenPhone) return undefined;
  const common = { nationalId: claim.nationalId, phone, language: lang };
  if (outcome?.kind === "matched") {
    const { name, dateOfBirth, at } = outcome;
    const proofing = proofingByMatch(dateOfBirth, now);
    return { ...common, name, dateOfBirth, proofing, registryCheckedAt: new Date(at) };
  }
  if (outcome?.kind !== "pending") return undefined;
  const typed = `${claim.firstName} ${claim.familyName}`;
  const name = { ar: typed, en: typed };
  return { ...common, name, dateOfBirth: claim.dateOfBirth, proofing: "pending" };
};

/** Whoever is proven takes the place of an account that anybody could have opened in their name. */
const makeWay = async (tx: Tx, account: OpenedAccount): Promise<"free" | "taken"> => {
  const before = await findAccountByNationalId(tx, account.nationalId);
  if (!before) return "free";
  if (before.proofing !== "pending" || account.proofing === "pending") return "taken";
  await deleteFactors(tx, before.id);
  await deleteAccount(tx, before.id);
  await recordEvent(tx, { event: "account.superseded", personId: before.id });
  return "free";
};

const store = async (
  tx: Tx,
  { encryptionKey }: OpenDeps,
  account: OpenedAccount,
  { answers, hash, origin }: Readonly<{ answers: Answers; hash: string; origin: RequestOrigin }>,
): Promise<string | undefined> => {
  const personId = await insertAccount(tx, account);
  if (personId === undefined) return undefined;
  await putPassword(tx, personId, hash);
  const { proofing } = account;
  await recordProofing(tx, { personId, outcome: proofing, method: "self" });
  const claim = claimOf(answers);
  if (proofing === "pending" && claim) {
    await keepPendingIdentity(tx, encryptionKey, personId, claim);
  }
  const detail = { terms: termsVersion, proofing };
  await recordEvent(tx, { event: "account.registered", personId, ...origin, detail });
  return personId;
};

/**
 * Opens the account that a registration asks for, once. An unproven one gives nobody away: where
 * the identity has an account already nothing happens, and the person reads the same page.
 */
export const openAccount = async (
  deps: OpenDeps,
  registration: Registration,
  who: Readonly<{ lang: Lang; now: Date; origin: RequestOrigin }>,
): Promise<Result<OpenedAccount["proofing"], OpenFailure>> => {
  const { answers, token } = registration;
  const account = accountOf(answers, who.lang, who.now);
  const hash = answers.passwordHash;
  if (!account || hash === undefined) return err("incomplete");
  return await inTransaction(deps.db, async (tx) => {
    if (!(await finishRegistration(tx, token))) return err("ended");
    const isPending = account.proofing === "pending";
    const free = (await makeWay(tx, account)) === "free";
    const { origin } = who;
    const personId = free ? await store(tx, deps, account, { answers, hash, origin }) : undefined;
    if (isPending) return ok("pending");
    if (personId === undefined) return err("exists");
    await giveSignIn(tx, token, personId);
    return ok(account.proofing);
  });
};
