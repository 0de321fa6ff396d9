import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { KeyToken } from "./key-token.ts";
import {
  dueStep,
  endedKeys,
  leastPublishedSeconds,
  leastRetiredSeconds,
  type RotationAges,
} from "./rotation-rules.ts";
import {
  deleteKeys,
  insertSigningKey,
  listKeyAges,
  lockSigningKeys,
  promoteKey,
} from "./signing-key-queries.ts";
import { newKid, newSigningKey, type SigningKey } from "./signing-key.ts";

export type RotationStep = Readonly<{ step: "published" | "promoted"; kid: string }>;

export type RotationDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  /** Where new keys are made; in the database without one. */
  token?: KeyToken | undefined;
}>;

type Tx = Transaction<SsoDatabase>;

const makeKey = async (
  token: KeyToken | undefined,
  state: SigningKey["state"],
): Promise<Result<SigningKey, "token-away">> => {
  const kid = newKid();
  if (!token) return ok({ kid, state, place: "database", jwk: await newSigningKey(kid) });
  const made = await token.generate(kid);
  return made.ok ? ok({ kid, state, place: "token", jwk: made.value }) : err("token-away");
};

/** A new installation gets its first key; any number of processes may start at once. */
export const ensureSigningKey = async (deps: RotationDeps): Promise<Result<void, "token-away">> =>
  await inTransaction(deps.db, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listKeyAges(tx);
    if (keys.some(({ state }) => state === "active")) return ok(undefined);
    const made = await makeKey(deps.token, "active");
    if (!made.ok) return made;
    await insertSigningKey(tx, deps.encryptionKey, made.value);
    return ok(undefined);
  });

const publish = async (
  tx: Tx,
  { encryptionKey, token }: RotationDeps,
): Promise<Result<RotationStep, "token-away">> => {
  const made = await makeKey(token, "published");
  if (!made.ok) return made;
  const { kid, place } = made.value;
  await insertSigningKey(tx, encryptionKey, made.value);
  await recordEvent(tx, { event: "key.published", detail: { kid, place } });
  return ok({ step: "published", kid });
};

const promote = async (tx: Tx, kid: string): Promise<RotationStep> => {
  await promoteKey(tx, kid);
  await recordEvent(tx, { event: "key.promoted", detail: { kid } });
  return { step: "promoted", kid };
};

/** Publishes a new key beside the one that signs. */
export const publishNewKey = async (
  deps: RotationDeps,
): Promise<Result<RotationStep, "already-published" | "token-away">> =>
  await inTransaction(deps.db, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listKeyAges(tx);
    if (keys.some(({ state }) => state === "published")) return err("already-published");
    return await publish(tx, deps);
  });

/** Makes the published key the one that signs, once every verifier can know it. */
export const promotePublishedKey = async (
  { db }: RotationDeps,
  minimumSeconds = leastPublishedSeconds,
): Promise<Result<RotationStep, "nothing-published" | "too-early">> =>
  await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    const key = (await listKeyAges(tx)).find(({ state }) => state === "published");
    if (!key) return err("nothing-published");
    if (key.secondsInState < minimumSeconds) return err("too-early");
    return ok(await promote(tx, key.kid));
  });

/** Takes keys out of the published set whose last token has expired; gives their ids. */
export const retireOldKeys = async (
  { db, token }: RotationDeps,
  afterSeconds = leastRetiredSeconds,
): Promise<string[]> => {
  const { kids, inToken } = await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    const ended = endedKeys(await listKeyAges(tx), afterSeconds);
    for (const kid of ended) await recordEvent(tx, { event: "key.retired", detail: { kid } });
    return { kids: ended, inToken: await deleteKeys(tx, ended) };
  });
  // Nothing names these keys any more: one that the token keeps harms nobody.
  for (const kid of inToken) await token?.destroy(kid);
  return kids;
};

/**
 * Takes the step that the keys' ages ask for, if any. Decided and done under one lock: however
 * many processes and timers call it, a key takes each step of its life once.
 */
export const rotateWhenDue = async (
  deps: RotationDeps,
  ages: RotationAges,
): Promise<Result<RotationStep | undefined, "token-away">> => {
  await retireOldKeys(deps, ages.retiredSeconds);
  return await inTransaction(deps.db, async (tx) => {
    await lockSigningKeys(tx);
    const due = dueStep(await listKeyAges(tx), ages);
    if (due.step === "publish") return await publish(tx, deps);
    return ok(due.step === "promote" ? await promote(tx, due.kid) : undefined);
  });
};
