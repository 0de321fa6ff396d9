import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import type { TransferSource } from "#src/ledger/ledger.ts";
import { accountTexts } from "#src/console/console-texts.ts";
import type { LedgerAccount } from "#src/ledger/explorer-queries.ts";

export const ledgerTexts = defineTexts({
  title: { ar: "الدفتر", en: "Ledger" },
  lead: {
    ar: "المدين موجب والدائن سالب. مجموع كل عملة صفر دائما.",
    en: "Debits are positive, credits negative. Every currency always sums to zero.",
  },
  accounts: { ar: "الحسابات", en: "Accounts" },
  account: { ar: "الحساب", en: "Account" },
  kind: { ar: "النوع", en: "Kind" },
  institution: { ar: "المؤسسة", en: "Institution" },
  currency: { ar: "العملة", en: "Currency" },
  at: { ar: "كما كان في", en: "As it was at" },
  now: { ar: "الآن", en: "Now" },
  balance: { ar: "الرصيد", en: "Balance" },
  entries: { ar: "القيود", en: "Entries" },
  none: { ar: "لا حسابات بهذه الشروط.", en: "No accounts fit these filters." },
  noEntries: { ar: "لا قيود على هذا الحساب.", en: "Nothing was posted to this account." },
  trial: { ar: "ميزان المراجعة", en: "Trial balance" },
  debit: { ar: "مدين", en: "Debit" },
  credit: { ar: "دائن", en: "Credit" },
  difference: { ar: "الفرق", en: "Difference" },
  wrongMoment: {
    ar: "هذا الوقت غير موجود. اكتبه هكذا: 2026-11-26T12:00",
    en: "There is no such time. Write it like 2026-11-26T12:00.",
  },
  transfers: { ar: "القيود على الحساب", en: "Transfers of the account" },
  transfer: { ar: "قيد", en: "Transfer" },
  postedAt: { ar: "الوقت", en: "Posted at" },
  cause: { ar: "السبب", en: "Cause" },
  effect: { ar: "أثره على الحساب", en: "Effect on the account" },
  legs: { ar: "أطراف القيد", en: "Legs of the transfer" },
  causeId: { ar: "رقم السبب", en: "Cause's id" },
  toBill: { ar: "الفاتورة", en: "Bill" },
  toPayment: { ar: "الدفعة", en: "Payment" },
  toBreak: { ar: "فرق المطابقة", en: "The break" },
  toRefund: { ar: "الإعادة", en: "Refund" },
  opened: { ar: "فتح في", en: "Opened" },
  show: { ar: "اعرض", en: "Show" },
  clear: { ar: "امسح الشروط", en: "Clear the filters" },
});

const sourceTexts: Readonly<Record<TransferSource, Text>> = {
  capture: { ar: "دفعة وصلت", en: "Payment captured" },
  fee: { ar: "أجر طريقة الدفع", en: "Rail's fee" },
  surplus: { ar: "مبلغ زائد وصل", en: "Surplus came" },
  refund: { ar: "أعاده المصرف", en: "Sent back by the rail" },
  reversal: { ar: "سحب المصرف دفعة", en: "Taken back by the rail" },
  refundDue: { ar: "إعادة أمرت بها الجهة", en: "Refund ordered by the biller" },
  refundWithdrawal: { ar: "إعادة سحبت", en: "Refund withdrawn" },
  floatDeposit: { ar: "إيداع رصيد شركة دفع", en: "Float paid in" },
  cashHold: { ar: "حجز لتحصيل نقدي", en: "Held for a cash collection" },
  cashRelease: { ar: "فك حجز تحصيل نقدي", en: "Cash hold let go" },
  cashCollected: { ar: "تحصيل نقدي", en: "Cash collected" },
  cashVoid: { ar: "إلغاء تحصيل نقدي", en: "Cash collection voided" },
  cashPayout: { ar: "رد نقدي", en: "Cash paid out" },
  laneMove: { ar: "مقاصة بين المؤسسات", en: "Moved between institutions" },
  payout: { ar: "تحويل إلى الجهة", en: "Payout to the biller" },
  payoutPaid: { ar: "المصرف نفذ التحويل", en: "Payout booked by the bank" },
  payoutReturned: { ar: "تحويل لم يتم وعاد", en: "Payout that came back" },
  breakAccepted: { ar: "فرق مطابقة قبل", en: "Difference accepted" },
};

/** What caused a transfer, in words; a kind that is not known yet is shown by its name. */
export const sourceText = (kind: string): Text =>
  Object.entries(sourceTexts).find(([name]) => name === kind)?.[1] ?? { ar: kind, en: kind };

/** `علينا لجهة التحصيل · transport`. */
export const accountName = (account: Pick<LedgerAccount, "kind" | "owner">, lang: Lang): Html =>
  html`${words(accountTexts[account.kind], lang)} · ${bdi(account.owner, "latin")}`;
