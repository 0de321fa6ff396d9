import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { timingSafeEqual } from "node:crypto";
import { findVerifiedEmail } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { MailSender } from "#src/message/mail-sender.ts";
import { codeMail } from "#src/otp/otp-mail.ts";
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
  mail: Pick<MailSender, "send">;
  encryptionKey: Uint8Array;
  /** Our host: phones bind the code to it, letters name it. */
  host: string;
}>;

export type SendFailure =
  | Throttled
  | Readonly<{ kind: "no-more-codes" }>
  | Readonly<{ kind: "not-sent" }>;

/** The ways by which a code is sent. */
export type SentBy = "sms" | "email";

/** A code counts for the way it was sent by: what is told of a sign-in stays true. */
const aboutCode = (interactionId: string, by: SentBy): string =>
  by === "sms" ? interactionId : `${interactionId} ${by}`;

const deliver = async (
  { db, sms, mail, host }: CodeDeps,
  account: Account,
  by: SentBy,
  code: string,
): Promise<boolean> => {
  if (by === "sms") {
    return (await sms.send({ to: account.phone, text: codeMessage(code, host) })).ok;
  }
  const to = await findVerifiedEmail(db, account.id);
  return to !== undefined && (await mail.send(codeMail(to, account.language, code, host))).ok;
};

/** Sends a new code to the account's phone or address; the one before it is void. */
export const sendCode = async (
  deps: CodeDeps,
  interactionId: string,
  account: Account,
  origin: Origin,
  by: SentBy,
): Promise<Result<void, SendFailure>> => {
  const { db, buckets, encryptionKey } = deps;
  const { id: accountId, phone } = account;
  const counted = smsBuckets(buckets, { accountId, phone, address: origin.address });
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const code = newCode();
  const hash = codeHash(encryptionKey, aboutCode(interactionId, by), code);
  if (!(await saveChallenge(db, interactionId, hash))) return err({ kind: "no-more-codes" });
  if (!(await deliver(deps, account, by, code))) return err({ kind: "not-sent" });
  const detail = { way: by };
  await recordEvent(db, { event: "sign-in.code-sent", personId: account.id, ...origin, detail });
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
  by: SentBy,
): Promise<Result<void, CodeFailure>> => {
  const counted = [buckets("code/account", personId)];
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const expected = await takeAttempt(db, interactionId);
  const given = codeHash(encryptionKey, aboutCode(interactionId, by), code);
  if (expected && timingSafeEqual(expected, given)) {
    await refund(db, counted);
    return ok(undefined);
  }
  await recordEvent(db, { event: "sign-in.code-refused", personId, ...origin });
  return err({ kind: expected ? "wrong" : "void" });
};
