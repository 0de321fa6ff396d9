import { z } from "zod";
import { parseMobile } from "@gov/country/phone.ts";
import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { money } from "@gov/kit/money.ts";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { SmsError, SmsSender } from "@gov/kit/sms/smpp-client.ts";
import { payUrl } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { receiptShortUrl } from "#src/receipt/receipt.ts";
import { openContact } from "./contact-queries.ts";
import {
  claimMessage,
  findMessageFacts,
  releaseMessage,
  type MessageFacts,
} from "./message-queries.ts";
import { messageText, type PayerNews } from "./message-text.ts";

const jobSchema = z.object({
  institutionId: z.string(),
  chargeId: z.string(),
  position: z.number().int().min(0),
});

/** Waits between tries: a receipt a day late is still one, later nobody waits for it. */
export const messageDelaysMs = [30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000];

/** The message surely did not leave, and may be sent later. */
const neverLeft: ReadonlySet<SmsError["kind"]> = new Set([
  "queueFull",
  "closed",
  "unreachable",
  "throttled",
  "refused",
]);

const newsOf = (facts: MessageFacts, publicUrl: string): PayerNews | undefined => {
  const { billing_number: billingNumber, refund_minor, refund_currency } = facts;
  const common = { billingNumber, billerName: { ar: facts.name_ar, en: facts.name_en } };
  if (refund_minor !== null && refund_currency !== null) {
    const kind = facts.rail === "cash" ? "cashRefund" : "refund";
    return { ...common, kind, amount: money(refund_minor, refund_currency), link: undefined };
  }
  // Nothing of a basket was due any more: its refund is told when it is back.
  if (facts.paid_minor === 0n) return undefined;
  const amount = money(facts.paid_minor, facts.bill_currency);
  if (facts.kind === "basket") {
    return { ...common, kind: "basket", amount, link: payUrl(publicUrl, billingNumber) };
  }
  const { receipt_number: number } = facts;
  if (number === null) return undefined;
  return { ...common, kind: "receipt", amount, link: receiptShortUrl(publicUrl, number) };
};

const phoneOf = (deps: PayDeps, facts: MessageFacts): string | undefined => {
  const { subject_id, phone_sealed, payer_phone } = facts;
  const left =
    subject_id && phone_sealed
      ? openContact(deps.encryptionKey, { subject_id, phone_sealed })
      : payer_phone;
  const parsed = parseMobile(left ?? "");
  return parsed.ok ? parsed.value : undefined;
};

/**
 * Tells a payer of a receipt or a returned refund, at most once: what may have left is never sent
 * again, because the page shows it all anyway. One after the other, so that a burst of payments
 * meets the SMS centre's window and not its limit.
 */
export const sendPayerMessage =
  (deps: PayDeps, sms: SmsSender | undefined, mostADay: number): OutboxHandler<PayDatabase> =>
  async (payload) => {
    const key = jobSchema.parse(payload);
    const facts = sms && (await findMessageFacts(deps.db, key));
    const news = facts && newsOf(facts, deps.publicUrl);
    const phone = facts && phoneOf(deps, facts);
    if (!sms || !news || !phone) return undefined;
    const hash = hmacSha256(deriveKey(deps.encryptionKey, "payer-message"), phone);
    const claimed = await claimMessage(deps.db, key, hash, mostADay);
    if (claimed === "tooMany") deps.log.warn({ chargeId: key.chargeId }, "too many SMS in a day");
    if (claimed !== "claimed") return undefined;
    const sent = await sms.send({ to: phone, text: messageText(news, facts.lang ?? "ar") });
    if (sent.ok || !neverLeft.has(sent.error.kind)) return undefined;
    await releaseMessage(deps.db, key);
    throw new Error(`the SMS centre: ${sent.error.kind}`);
  };
