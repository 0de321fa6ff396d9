import { err, ok, type Result } from "@gov/kit/result.ts";
import { defineTexts, type Text } from "@gov/kit/text.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import type { Kysely } from "kysely";
import { timingSafeEqual } from "node:crypto";
import type { SsoDatabase } from "#src/db-types.ts";
import type { SmsSender } from "#src/sign-in/code-step.ts";
import { refund, takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Bucket, Buckets } from "#src/throttle/throttle.ts";
import {
  saveContactCode,
  spendContactCode,
  takeContactAttempt,
  type ContactCodeKey,
} from "./contact-code-queries.ts";
import { codeHash, newCode } from "./otp.ts";

export type ContactCodeDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  buckets: Buckets;
  encryptionKey: Uint8Array;
}>;

/** What a code proves: that who acts for `subject` reads what is sent to `destination`. */
export type ContactProof = ContactCodeKey & Readonly<{ destination: string }>;

export type ContactSendFailure =
  | Throttled
  | Readonly<{ kind: "no-more-codes" }>
  | Readonly<{ kind: "not-sent" }>;

export type ContactCodeFailure =
  | Throttled
  | Readonly<{ kind: "wrong" }>
  | Readonly<{ kind: "void" }>;

/** A code is bound to what it is for and to the address it went to. */
const hashOf = (
  { encryptionKey }: ContactCodeDeps,
  { purpose, subject, destination }: ContactProof,
  code: string,
): Buffer => codeHash(encryptionKey, JSON.stringify([purpose, subject, destination]), code);

/** Makes a new code, void all before it, and hands it to `send`. */
export const sendContactCode = async (
  deps: ContactCodeDeps,
  proof: ContactProof,
  counted: readonly Bucket[],
  send: (code: string) => Promise<Result<unknown, unknown>>,
): Promise<Result<void, ContactSendFailure>> => {
  const taken = await takeTry(deps.db, counted);
  if (!taken.ok) return taken;
  const code = newCode();
  if (!(await saveContactCode(deps.db, proof, hashOf(deps, proof, code)))) {
    return err({ kind: "no-more-codes" });
  }
  const sent = await send(code);
  return sent.ok ? ok(undefined) : err({ kind: "not-sent" });
};

/** The same to the phone that the code is to prove; `host` is where phones will fill it in. */
export const sendSmsCode = async (
  deps: ContactCodeDeps & Readonly<{ sms: SmsSender; host: string }>,
  proof: ContactProof,
  counted: readonly Bucket[],
): Promise<Result<void, ContactSendFailure>> =>
  await sendContactCode(deps, proof, counted, (code) =>
    deps.sms.send({ to: proof.destination, text: contactCodeMessage(code, deps.host) }),
  );

/** Judges a code and spends it: it is right once. */
export const checkContactCode = async (
  deps: ContactCodeDeps,
  proof: ContactProof,
  code: string,
): Promise<Result<void, ContactCodeFailure>> => {
  const counted = [deps.buckets("code/account", proof.purpose, proof.subject)];
  const taken = await takeTry(deps.db, counted);
  if (!taken.ok) return taken;
  const expected = await takeContactAttempt(deps.db, proof);
  if (!expected) return err({ kind: "void" });
  const isRight = timingSafeEqual(expected, hashOf(deps, proof, code));
  if (!isRight) return err({ kind: "wrong" });
  if (!(await spendContactCode(deps.db, proof, expected))) return err({ kind: "void" });
  await refund(deps.db, counted);
  return ok(undefined);
};

/** One UCS-2 part, ending in the line by which phones fill the code in on our own site alone. */
export const contactCodeMessage = (code: string, host: string): string =>
  `رمز الحساب ${code} سري\nAccount code ${code}\n@${host} #${code}`;

const texts = defineTexts({
  wrong: {
    ar: "الرمز غير صحيح. راجع الأرقام أو اطلب رمزا جديدا.",
    en: "The code is not right. Check the digits or ask for a new code.",
  },
  void: {
    ar: "انتهى هذا الرمز. اطلب رمزا جديدا.",
    en: "This code has ended. Ask for a new one.",
  },
  noMore: {
    ar: "أرسلنا أكثر عدد من الرموز. انتظر نصف ساعة ثم اطلب رمزا.",
    en: "We sent as many codes as we may. Wait half an hour, then ask for a code.",
  },
  notSent: {
    ar: "شبكة الرسائل لا تجيب الآن. لم يضع شيء مما كتبته: انتظر قليلا ثم اطلب رمزا جديدا.",
    en: "The message network does not answer now. Nothing you typed is lost: wait a little, then ask for a new code.",
  },
});

export const contactCodeText = (failure: ContactCodeFailure): Text =>
  failure.kind === "throttled" ? retryAfterText(failure.retryAfterSeconds) : texts[failure.kind];

export const contactSendText = (failure: ContactSendFailure): Text => {
  switch (failure.kind) {
    case "throttled":
      return retryAfterText(failure.retryAfterSeconds);
    case "no-more-codes":
      return texts.noMore;
    case "not-sent":
      return texts.notSent;
  }
};

export const statusOfSendFailure = {
  throttled: 429,
  "no-more-codes": 429,
  "not-sent": 503,
} as const;
