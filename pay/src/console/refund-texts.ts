import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { DecisionRefusal, RefundRefusal } from "#src/refund/order-refund.ts";
import type { RefundEvent, RefundGround, RefundStatus } from "#src/refund/refund-order.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";

export const refundStatusTexts: Readonly<Record<RefundStatus, Text>> = {
  requested: { ar: "ينتظر موافقة ثانية", en: "Waits for a second person" },
  approved: { ar: "ووفق عليه", en: "Approved" },
  due: { ar: "عند المصرف", en: "With the bank" },
  returned: { ar: "أعيد إلى الدافع", en: "Back with the payer" },
  refusedByRail: { ar: "رفضه المصرف", en: "Refused by the bank" },
  rejected: { ar: "لم يوافق عليه", en: "Not approved" },
  withdrawn: { ar: "سحب، وبقي للجهة", en: "Withdrawn, the biller keeps it" },
};

const tones: Readonly<Record<RefundStatus, Tone>> = {
  requested: "waits",
  approved: "waits",
  due: "waits",
  returned: "runs",
  refusedByRail: "late",
  rejected: "done",
  withdrawn: "done",
};

export const refundStatusTag = (status: RefundStatus, lang: Lang): Html =>
  tag(refundStatusTexts[status], tones[status], lang);

export const groundTexts: Readonly<Record<RefundGround, Text>> = {
  serviceNotGiven: { ar: "لم تقدم الخدمة", en: "The service was not given" },
  paidTwice: { ar: "دفع المبلغ مرتين", en: "Paid twice" },
  wrongAmount: { ar: "المبلغ غير صحيح", en: "The amount was wrong" },
  wrongPayer: { ar: "دفع عن غير صاحب الشأن", en: "Paid for somebody else by mistake" },
  withdrawnByPayer: { ar: "تراجع الدافع عن طلبه", en: "The payer withdrew the application" },
  courtOrder: { ar: "قرار محكمة", en: "A court's order" },
  other: { ar: "سبب آخر، في الملاحظة", en: "Another reason, in the note" },
};

/** Why money goes back, whoever set it going. */
export const reasonTexts: Readonly<Record<RefundGround | SurplusReason, Text>> = {
  ...groundTexts,
  billSettled: { ar: "كانت الفاتورة قد دفعت", en: "The bill was paid already" },
  takenTwice: { ar: "أخذ أكثر من المستحق", en: "More was taken than was due" },
  takenShort: { ar: "أخذ أقل من المطلوب", en: "Less was taken than was asked" },
};

export const refundEventTexts: Readonly<Record<RefundEvent | "requested", Text>> = {
  requested: { ar: "طلبت إعادة المبلغ", en: "The refund was asked for" },
  approved: { ar: "ووفق على الإعادة", en: "The refund was approved" },
  rejected: { ar: "لم يوافق على الإعادة", en: "The refund was not approved" },
  handedToRail: { ar: "أمر المصرف بالإعادة", en: "The bank was told to send it back" },
  railReturned: { ar: "أعاد المصرف المبلغ", en: "The bank sent the money back" },
  railRefused: { ar: "رفض المصرف الإعادة", en: "The bank refused to send it back" },
  askedAgain: { ar: "أمر المصرف مرة أخرى", en: "The bank was told again" },
  withdrawn: { ar: "سحبت الإعادة وعاد المبلغ للجهة", en: "Withdrawn; the biller has it again" },
};

export const refundTexts = defineTexts({
  refund: { ar: "إعادة مبلغ", en: "Refund" },
  give: { ar: "أعد مبلغا إلى الدافع", en: "Send money back to the payer" },
  amount: { ar: "كم تعيد؟", en: "How much goes back?" },
  left: { ar: "الباقي من الدفعة", en: "Left of the payment" },
  reason: { ar: "لماذا؟", en: "Why?" },
  note: { ar: "ملاحظة", en: "Note" },
  noteHint: {
    ar: "رقم الكتاب أو ما يفهمه من يراجع بعدك. يراها موظفو جهتك والخزينة.",
    en: "A letter's number, or what a later reader needs. Your staff and the treasury see it.",
  },
  send: { ar: "اطلب الإعادة", en: "Ask for the refund" },
  byItself: { ar: "يعود من نفسه", en: "Goes back by itself" },
  asked: { ar: "سجلنا طلب الإعادة", en: "The refund is recorded" },
  nothingLeft: {
    ar: "لم يبق من هذه الدفعة ما يعاد.",
    en: "Nothing of this payment is left to refund.",
  },
  none: { ar: "لم يعد من هذه الدفعة شيء.", en: "Nothing of this payment was refunded." },
  approve: { ar: "وافق وأعد المبلغ", en: "Approve and send it back" },
  reject: { ar: "لا توافق", en: "Do not approve" },
  takeBack: { ar: "اسحب طلبك", en: "Take your request back" },
  again: { ar: "أرسله إلى المصرف مرة أخرى", en: "Ask the bank again" },
  withdraw: { ar: "اسحب الإعادة وأبق المبلغ للجهة", en: "Withdraw it; the biller keeps the money" },
  decision: { ar: "القرار", en: "Decision" },
  decisionNote: { ar: "ملاحظة على القرار", en: "Note on the decision" },
  own: { ar: "هذا طلبك. يوافق عليه زميل غيرك.", en: "You asked for this. Another person decides." },
  supervisorDecides: {
    ar: "يوافق عليه مشرف أو مدير في جهتك.",
    en: "A supervisor or administrator of your institution decides.",
  },
  refusedBody: {
    ar: "المبلغ في الأمانات. أرسله مرة أخرى، أو اسحبه وأعده إلى الدافع بطريقة أخرى.",
    en: "The money waits in suspense. Ask again, or withdraw it and repay the payer another way.",
  },
  taken: { ar: "يؤخذ من", en: "Taken from" },
  history: { ar: "ما جرى", en: "What happened" },
  decidedBy: { ar: "قرره", en: "Decided by" },
  withinLimit: {
    ar: "ضمن حد الجهة، بلا موافقة ثانية",
    en: "Within the biller's limit, no second person",
  },
  payment: { ar: "الدفعة", en: "Payment" },
  queue: { ar: "تنتظر موافقتك أو موافقة زميل", en: "Waiting for a second person" },
  queueNone: { ar: "لا طلبات تنتظر.", en: "Nothing waits." },
  limits: { ar: "حدود الإعادة", en: "Refund limits" },
  limitsLead: {
    ar: "حتى هذا الحد من كل دفعة يكفي شخص واحد أو نظام. فوقه، أو بلا حد، يوافق شخص ثان.",
    en: "Up to the limit of each payment one person or system is enough. Beyond, or without one, a second person decides.",
  },
  limit: { ar: "الحد", en: "Limit" },
  noLimit: { ar: "دائما شخصان", en: "Always two people" },
  setBy: { ar: "حدده", en: "Set by" },
  setLimit: { ar: "غيّر الحد", en: "Set the limit" },
  limitSaved: { ar: "حفظنا الحد", en: "The limit is saved" },
  treasuryOnly: {
    ar: "يغيرها مدير في الخزينة.",
    en: "An administrator of the treasury sets them.",
  },
});

export const refundErrorTexts: Readonly<Record<RefundRefusal | DecisionRefusal, Text>> = {
  refundTooLarge: {
    ar: "المبلغ أكبر من الباقي من الدفعة. اكتب مبلغا لا يزيد على الباقي.",
    en: "That is more than is left of the payment. Enter no more than what is left.",
  },
  paymentReversed: {
    ar: "استعاد المصرف هذه الدفعة، فلا شيء منها يعاد. لا توافق على الطلب.",
    en: "The bank took this payment back; nothing of it is left to refund. Do not approve it.",
  },
  refundCurrency: {
    ar: "العملة ليست عملة الدفعة.",
    en: "That is not the payment's currency.",
  },
  refundPositions: {
    ar: "بلغت هذه الدفعة أكبر عدد من الطلبات إلى المصرف. راجع الخزينة.",
    en: "The bank was asked for this payment as often as is possible. Turn to the treasury.",
  },
  refundDecided: {
    ar: "قرر زميل في هذا الطلب قبلك، أو تغيرت حاله. انظر ما جرى أدناه.",
    en: "Somebody decided before you, or its state changed. See what happened below.",
  },
  refundByOneself: {
    ar: "أنت من طلب هذه الإعادة. يوافق عليها شخص آخر.",
    en: "You asked for this refund. Another person must approve it.",
  },
};

export const refundFieldTexts = defineTexts({
  amount: {
    ar: "اكتب مبلغا أكبر من صفر ولا يزيد على الباقي.",
    en: "Enter an amount above zero and no more than what is left.",
  },
  reason: { ar: "اختر السبب.", en: "Choose the reason." },
  note: {
    ar: "اكتب ملاحظة من 1 إلى 500 حرف.",
    en: "Write a note of 1 to 500 characters.",
  },
  limit: {
    ar: "اكتب مبلغا، أو صفرا ليكون القرار دائما لشخصين.",
    en: "Enter an amount, or zero so that two people always decide.",
  },
});
