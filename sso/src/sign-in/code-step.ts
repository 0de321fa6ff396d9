import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { timingSafeEqual } from "node:crypto";
import type { Account } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { saveChallenge, takeAttempt } from "#src/otp/otp-queries.ts";
import { codeHash, codeMessage, newCode } from "#src/otp/otp.ts";
import { refund, takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import { smsBuckets, type Buckets } from "#src/throttle/throttle.ts";
import type { Origin } from "./password-step.ts";

/** Sends one text message; the SMS centre's client is one. */
export type SmsSender = Readonly<{
  send: (message: { to: string; text: string }) => Promise<Result<unknown, unknown>>;
}>;

export type CodeDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  buckets: Buckets;
  sms: SmsSender;
  encryptionKey: Uint8Array;
  /** The host that phones bind the code to. */
  host: string;
}>;

export type SendFailure =
  | Throttled
  | Readonly<{ kind: "no-more-codes" }>
  | Readonly<{ kind: "not-sent" }>;

/** Sends a new code to the account's phone; the one before it is void. */
export const sendCode = async (
  { db, buckets, sms, encryptionKey, host }: CodeDeps,
  interactionId: string,
  account: Account,
  origin: Origin,
): Promise<Result<void, SendFailure>> => {
  const { id: accountId, phone } = account;
  const counted = smsBuckets(buckets, { accountId, phone, address: origin.address });
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const code = newCode();
  if (!(await saveChallenge(db, interactionId, codeHash(encryptionKey, interactionId, code)))) {
    return err({ kind: "no-more-codes" });
  }
  const sent = await sms.send({ to: account.phone, text: codeMessage(code, host) });
  if (!sent.ok) return err({ kind: "not-sent" });
  await recordEvent(db, { event: "sign-in.code-sent", personId: account.id, ...origin });
  return ok(undefined);
};

export type CodeFailure = Throttled | Readonly<{ kind: "wrong" }> | Readonly<{ kind: "void" }>;

/** Judges a code: `void` when it expired or was tried too often, and a new one is needed. */
export const checkCode = async (
  { db, buckets, encryptionKey }: CodeDeps,
  interactionId: string,
  personId: string,
  code: string,
  origin: Origin,
): Promise<Result<void, CodeFailure>> => {
  const counted = [buckets("code/account", personId)];
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const expected = await takeAttempt(db, interactionId);
  const given = codeHash(encryptionKey, interactionId, code);
  if (expected && timingSafeEqual(expected, given)) {
    await refund(db, counted);
    return ok(undefined);
  }
  await recordEvent(db, { event: "sign-in.code-refused", personId, ...origin });
  return err({ kind: expected ? "wrong" : "void" });
};
