import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { verifyRequest } from "@gov/kit/http-signature.ts";
import { problem } from "@gov/kit/problem.ts";
import type { PayDeps } from "#src/deps.ts";
import { bankKeyId, type InstantSettings } from "./instant-config.ts";
import { readCreditNotice, type NoticeError } from "./iso/credit-notice.ts";
import { takeReversal, type ReversalOutcome } from "./take-reversal.ts";
import { takeCredit, type CreditOutcome } from "./take-credit.ts";

const instantNotificationPath = "/rails/instant/notifications";

const refusals = {
  unsigned: {
    status: 401,
    type: "signature-wrong",
    title: { ar: "التوقيع غير صحيح.", en: "The notification is not signed by the bank's key." },
  },
  unreadable: {
    status: 400,
    type: "invalid-input",
    title: {
      ar: "ليست رسالة camt.054.001.08 يمكن قراءتها.",
      en: "It is not a camt.054.001.08 that can be read.",
    },
  },
  otherAccount: {
    status: 422,
    type: "account-unknown",
    title: { ar: "الحساب ليس حسابنا.", en: "It speaks of an account that is not ours." },
  },
  creditUnknown: {
    status: 409,
    type: "credit-unknown",
    title: {
      ar: "لم نبلغ بالمبلغ الذي استرد. أعد الإشعار بعد إشعاره.",
      en: "We were not told of the credit that was taken back. Notify of it, then repeat this.",
    },
  },
  contradictsItself: {
    status: 422,
    type: "contradiction",
    title: {
      ar: "مبالغ الرسالة لا تتفق، أو تخالف ما أبلغ من قبل.",
      en: "Its amounts disagree, or differ from what was notified before.",
    },
  },
} as const satisfies Record<NoticeError | "unsigned" | "creditUnknown", object>;

const refuse = (c: AppContext, reason: keyof typeof refusals): Response =>
  problem(c, refusals[reason]);

/**
 * The bank's notification of credits. It is acknowledged only when every credit in it is
 * committed; until then the bank sends it again, which changes nothing that was done.
 */
export const addInstantRoutes = (app: HttpApp, deps: PayDeps, settings: InstantSettings): void => {
  const findKey = async (keyId: string) => (keyId === bankKeyId ? settings.bankKey : undefined);

  app.post(instantNotificationPath, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const url = deps.publicUrl + instantNotificationPath;
    const { headers } = c.req.raw;
    const signed = await verifyRequest({ method: "POST", url, headers, body }, findKey);
    if (!signed.ok) {
      deps.log.warn({ reason: signed.error }, "a notification of the instant rail was refused");
      return refuse(c, "unsigned");
    }
    const notice = readCreditNotice(Buffer.from(body).toString("utf8"), settings.creditor.iban);
    if (!notice.ok) return refuse(c, notice.error);
    const taken = notice.value.credits.map((credit) => takeCredit(deps, credit));
    const outcomes: (CreditOutcome | ReversalOutcome)[] = await Promise.all(taken);
    for (const undone of notice.value.reversals) outcomes.push(await takeReversal(deps, undone));
    if (outcomes.includes("contradicts")) return refuse(c, "contradictsItself");
    return outcomes.includes("unknown") ? refuse(c, "creditUnknown") : c.body(null, 204);
  });
};
