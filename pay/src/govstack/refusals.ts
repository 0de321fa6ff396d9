import type { Text } from "@gov/kit/text.ts";
import type { ConfirmError } from "#src/rails/cash/confirm.ts";
import type { PayoutError } from "#src/rails/cash/payout.ts";
import type { ReserveError } from "#src/rails/cash/reserve.ts";
import type { AskAttemptError } from "#src/rails/instant/ask-attempt.ts";
import type { AliasError } from "#src/rails/instant/payer-alias.ts";
import type { ClaimError, OpenError } from "#src/charge/open-charge.ts";

/**
 * Why a transfer is rejected, in the words of the specification, which does not explain them. As
 * we use them: `Dup` the bill is paid already, `Und` it will not be paid by this request, `Def`
 * not now, and the same request may be sent again.
 */
export const rejectReasons = ["Def", "Dup", "Und"] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What may go wrong: core errors keep their names, and the adapter has a few of its own. */
export type Refused =
  | ReserveError
  | ConfirmError
  | PayoutError
  | ClaimError
  | OpenError
  | Exclude<AskAttemptError, "over">
  | Exclude<AliasError, "empty">
  | "notACollectingParty"
  | "notTheBiller"
  | "inquiryUnknown"
  | "requestUnknown"
  | "keyInFlight"
  | "keyReused"
  | "payerRefused"
  | "voucherDiffers"
  | "payerMissing";

export type Refusal = Readonly<{
  status: 400 | 403 | 409 | 503;
  reject: RejectReason;
  reason: Text;
}>;

const rejected = (reject: RejectReason, ar: string, en: string): Refusal => ({
  status: 400,
  reject,
  reason: { ar, en },
});

const unknownBill = rejected("Und", "لا فاتورة بهذا الرقم.", "There is no such bill.");
const paid = rejected(
  "Dup",
  "الفاتورة مدفوعة من قبل. لم يؤخذ من رصيدكم شيء. أعيدوا المبلغ إلى الدافع.",
  "The bill is paid already. Nothing was taken from your float. Return the payer's money.",
);
const busy = rejected(
  "Def",
  "محاولة دفع أخرى لهذه الفاتورة قائمة. أعيدوا الطلب نفسه بعد قليل.",
  "Another attempt to pay this bill is under way. Send the same request again in a while.",
);
const floatShort = rejected(
  "Def",
  "رصيدكم لا يكفي. لم يؤخذ شيء. أودعوا رصيدا ثم أعيدوا الطلب نفسه.",
  "Your float is too small. Nothing was taken. Top it up, then send the same request again.",
);
const otherAmount = rejected(
  "Und",
  "المستحق ليس المبلغ المطلوب. لم يؤخذ شيء. استعلموا من جديد.",
  "What is due is not this amount. Nothing was taken. Inquire again.",
);
const railRefused = rejected(
  "Und",
  "رفض نظام الدفع الفوري الطلب. لم يؤخذ شيء.",
  "The instant payment system refused the request. Nothing was taken.",
);
const railSilent: Refusal = {
  status: 503,
  reject: "Def",
  reason: {
    ar: "لا يجيب نظام الدفع الفوري الآن. أعيدوا الطلب نفسه.",
    en: "The instant payment system does not answer. Send the same request again.",
  },
};
const aliasWrong = rejected(
  "Und",
  "عنوان الدافع غير صحيح: رقم جوال فلسطيني أو آيبان أو اسم مسجل.",
  "The payer's address is wrong: a Palestinian mobile number, an IBAN or a registered alias.",
);

/** Every expected failure, once; a new one of the core does not compile until it is here. */
export const refusals: Readonly<Record<Refused, Refusal>> = {
  billNumberUnknown: unknownBill,
  billPaid: paid,
  giveCashBack: rejected(
    "Dup",
    "دفعت الفاتورة بطريقة أخرى أو ألغيت. لم يؤخذ من رصيدكم شيء. أعيدوا المبلغ إلى الدافع.",
    "The bill was paid another way or ended. Your float is untouched. Return the payer's money.",
  ),
  billCancelled: rejected("Und", "الفاتورة ملغاة.", "The bill is cancelled."),
  billPastDue: rejected(
    "Und",
    "انتهت مدة هذه الفاتورة. تصدر الجهة فاتورة جديدة.",
    "The bill is past its date. Its institution makes a new one.",
  ),
  billClaimed: busy,
  amountDiffers: otherAmount,
  amountNotAllowed: otherAmount,
  cashOverLimit: rejected(
    "Und",
    "المبلغ أكبر من حد العملية الواحدة.",
    "The amount is above the limit of one transaction.",
  ),
  agentDayLimit: rejected(
    "Def",
    "بلغتم حد اليوم. أعيدوا الطلب نفسه غدا.",
    "The limit of the day is reached. Send the same request again tomorrow.",
  ),
  agentReferenceUsed: rejected(
    "Dup",
    "استعمل مرجع الدفع هذا لفاتورة أخرى.",
    "This payment reference was used for another bill.",
  ),
  floatShort,
  floatShortNow: floatShort,
  collectionOfAnotherAgent: rejected("Und", "المرجع لوكيل آخر.", "The reference is another's."),
  notVoidable: rejected(
    "Und",
    "أبطلت هذه الدفعة من قبل. أعيدوا المبلغ إلى الدافع.",
    "This payment was voided. Return the payer's money.",
  ),
  payoutUnknown: rejected(
    "Und",
    "لا مبلغ مستحقا بهذا الرمز.",
    "There is no voucher with this code.",
  ),
  voucherDiffers: rejected(
    "Und",
    "قيمة القسيمة ليست مبلغ الفاتورة. لم يصرف شيء.",
    "The voucher's value is not the bill's amount. Nothing was redeemed.",
  ),
  payoutDone: rejected("Dup", "صرفت هذه القسيمة من قبل.", "The voucher was redeemed already."),
  railNotOffered: rejected(
    "Und",
    "طريقة الدفع هذه غير متاحة لهذه الفاتورة.",
    "This way to pay is not offered for this bill.",
  ),
  railSilent,
  noAnswer: railSilent,
  railRefused,
  payerRefused: railRefused,
  unknownPayer: rejected(
    "Und",
    "لا حساب في الدفع الفوري بهذا العنوان.",
    "No account in instant payment has this address.",
  ),
  tooManyAsks: rejected(
    "Und",
    "أرسلت طلبات كثيرة لهذه المحاولة.",
    "Too many requests were sent for this attempt.",
  ),
  phoneWrong: aliasWrong,
  ibanWrong: aliasWrong,
  aliasWrong,
  payerMissing: rejected(
    "Und",
    "سموا الدافع: payerFiDetails مع requestType 00، أو alias مع 01.",
    "Name the payer: payerFiDetails with requestType 00, or alias with 01.",
  ),
  notACollectingParty: {
    status: 403,
    reject: "Und",
    reason: {
      ar: "هذا العميل لا يمثل جهة تحصيل نشطة بهذا الرمز، أو لم تفتح لها الخزينة هذا الباب.",
      en: "This client speaks for no active collecting party of this code with a govstack counter.",
    },
  },
  notTheBiller: rejected(
    "Und",
    "الفاتورة ليست لجهة التحصيل هذه.",
    "The bill is not this biller's.",
  ),
  inquiryUnknown: rejected(
    "Und",
    "لا استعلام لكم بهذا الرقم عن هذه الفاتورة. استعلموا أولا.",
    "You made no such inquiry about this bill. Inquire first.",
  ),
  requestUnknown: rejected(
    "Und",
    "لا طلب لكم بهذا الرقم، أو لم يقبل. لم يؤخذ به شيء.",
    "You have no such request, or it was not accepted. Nothing was taken under it.",
  ),
  keyInFlight: {
    status: 409,
    reject: "Def",
    reason: {
      ar: "هذا الطلب قيد التنفيذ. أعيدوه بعد ثوان.",
      en: "This request is being carried out. Send it again in a few seconds.",
    },
  },
  keyReused: rejected(
    "Und",
    "استعمل رقم الطلب هذا لطلب آخر.",
    "This request id was used for another request.",
  ),
};

/** Whether the same request will always be answered so: the payer's money is on its way back. */
export const isFinal = (refused: Refused): boolean => refusals[refused].reject !== "Def";
