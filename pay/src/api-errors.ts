import type { Context } from "hono";
import { problem, type FieldProblem, type Problem } from "@gov/kit/problem.ts";
import type { Text } from "@gov/kit/text.ts";
import { cashErrors } from "#src/rails/cash/cash-errors.ts";

const cursorRemedy: Text = {
  ar: "أرسل ما جاء في الصفحة السابقة كما هو وبالمرشحات نفسها، أو لا ترسله.",
  en: "Send what the page before gave, as it is and with the same filters, or leave it out.",
};

/** Every expected failure of the API: one line each, mapped once. */
export const apiErrors = {
  mediaTypeUnknown: {
    status: 415,
    type: "media-type-unknown",
    title: {
      ar: "لا يؤخذ جسم الطلب بهذا النوع. صحح الترويسة Content-Type.",
      en: "The body is not taken in this media type. Correct the header Content-Type.",
    },
  },
  keyMissing: {
    status: 400,
    type: "idempotency-key-missing",
    title: {
      ar: "أرسل الترويسة Idempotency-Key، من 1 إلى 255 حرفا، وأعدها نفسها عند إعادة المحاولة.",
      en: "Send the header Idempotency-Key (1 to 255 characters), the same one when you retry.",
    },
  },
  keyInFlight: {
    status: 409,
    type: "idempotency-key-in-flight",
    title: {
      ar: "طلب بالمفتاح نفسه قيد التنفيذ. أعد المحاولة بعد ثوان.",
      en: "A request with this key is being carried out. Retry in a few seconds.",
    },
  },
  keyReused: {
    status: 422,
    type: "idempotency-key-reused",
    title: {
      ar: "استعمل هذا المفتاح لطلب آخر. استعمل مفتاحا جديدا.",
      en: "This key was used for another request. Use a new one.",
    },
  },
  billerUnknown: {
    status: 422,
    type: "biller-unknown",
    title: { ar: "لا جهة تحصيل بهذا الرمز.", en: "There is no biller with this code." },
  },
  billerElsewhere: {
    status: 409,
    type: "biller-of-another-institution",
    title: {
      ar: "جهة التحصيل هذه لمؤسسة أخرى ولا تنقل.",
      en: "This biller belongs to another institution and cannot be moved.",
    },
  },
  ibanChangeOpen: {
    status: 409,
    type: "iban-change-open",
    title: {
      ar: "تغيير آخر لحساب هذه الجهة ينتظر القرار. قرروا فيه في لوحة الخزينة أولا.",
      en: "Another change of this biller's account waits. Have it decided at the console first.",
    },
  },
  billerLane: {
    status: 422,
    type: "biller-lane",
    title: {
      ar: "رمز ينتهي بـ -test لجهة تجريبية في مؤسسة تجريبية فقط.",
      en: "Only a test institution has a biller whose code ends in -test, and it has no other.",
    },
  },
  currencyNotTaken: {
    status: 422,
    type: "currency-not-taken",
    title: {
      ar: "ليس لجهة التحصيل حساب بهذه العملة.",
      en: "The biller has no account in this currency.",
    },
  },
  serviceTypeUnknown: {
    status: 422,
    type: "service-type-unknown",
    title: {
      ar: "نوع الخدمة ليس من أنواع جهة التحصيل.",
      en: "The biller does not collect for this service type.",
    },
  },
  serviceTypesFull: {
    status: 409,
    type: "service-types-full",
    title: {
      ar: "بلغت جهة التحصيل أكبر عدد من أنواع الخدمات. احذف نوعا لا يُستعمل أولا.",
      en: "The biller has as many service types as one may have. Remove an unused one first.",
    },
  },
  serviceTypeTaken: {
    status: 409,
    type: "service-type-taken",
    title: {
      ar: "نوع الخدمة هذا مسجل لجهة أخرى. اختر رمزا آخر.",
      en: "This service type is registered for another biller. Choose another code.",
    },
  },
  splitsNotTheAmount: {
    status: 422,
    type: "splits-not-the-amount",
    title: {
      ar: "مجموع الأجزاء لا يساوي مبلغ الفاتورة، أو جهة مكررة.",
      en: "The splits do not sum to the bill's amount, or name a biller twice.",
    },
  },
  referenceTaken: {
    status: 409,
    type: "reference-taken",
    title: {
      ar: "لجهة التحصيل فاتورة بهذا المرجع. اسأل عنها: GET /v1/bills?reference=",
      en: "The biller has a bill with this reference. Ask for it: GET /v1/bills?reference=",
    },
  },
  billUnknown: {
    status: 404,
    type: "bill-unknown",
    title: { ar: "لا فاتورة لك بهذا الرقم.", en: "You have no such bill." },
  },
  billPaid: {
    status: 409,
    type: "bill-already-paid",
    title: { ar: "الفاتورة مدفوعة.", en: "The bill is paid already." },
  },
  billCancelled: {
    status: 409,
    type: "bill-cancelled",
    title: { ar: "الفاتورة ملغاة.", en: "The bill is cancelled." },
  },
  billClaimed: {
    status: 409,
    type: "bill-claimed",
    title: {
      ar: "محاولة دفع لهذه الفاتورة قائمة الآن. انتظر نتيجتها.",
      en: "An attempt to pay this bill is under way. Wait for its outcome.",
    },
  },
  billPartlyPaid: {
    status: 409,
    type: "bill-partly-paid",
    title: {
      ar: "دفع جزء من الفاتورة. أعد ما دفع قبل إلغائها.",
      en: "Part of the bill is paid. Refund it before you cancel the bill.",
    },
  },
  amountNotAllowed: {
    status: 422,
    type: "amount-not-allowed",
    title: {
      ar: "لا يدفع هذا المبلغ من هذه الفاتورة. ادفع المستحق كله أو جزءا ضمن حدودها.",
      en: "The bill is not paid with this amount. Pay all that is due, or a part in its bounds.",
    },
  },
  partsNotTheBill: {
    status: 422,
    type: "parts-not-the-bill",
    title: {
      ar: "حدود الجزء: الأدنى لا يزيد على الأعلى، والأعلى لا يزيد على مبلغ الفاتورة.",
      en: "Bounds of a part: lower at most upper, upper at most the bill's amount.",
    },
  },
  linesNotTheAmount: {
    status: 422,
    type: "lines-not-the-amount",
    title: {
      ar: "مجموع الرسوم ناقصا الإعفاءات لا يساوي مبلغ الفاتورة.",
      en: "The fees less the exemptions are not the bill's amount.",
    },
  },
  instalmentsNotTheAmount: {
    status: 422,
    type: "instalments-not-the-amount",
    title: {
      ar: "مجموع الأقساط لا يساوي مبلغ الفاتورة، أو ليست مرتبة بمواعيدها.",
      en: "The instalments do not sum to the bill's amount, or are not in the order of their days.",
    },
  },
  chargeUnknown: {
    status: 404,
    type: "charge-unknown",
    title: { ar: "لا محاولة دفع لك بهذا الرقم.", en: "You have no such charge." },
  },
  endpointUnknown: {
    status: 404,
    type: "webhook-endpoint-unknown",
    title: {
      ar: "لا عنوان إشعارات لك بهذا الاسم. أنشئه بالطريقة PUT.",
      en: "You have no such webhook endpoint. Make it with PUT.",
    },
  },
  endpointOfAnother: {
    status: 409,
    type: "webhook-endpoint-of-another",
    title: {
      ar: "هذا الاسم أو هذا العميل لغيرك. اختر اسما آخر واستعمل معرفك أنت.",
      en: "This id or client is another's. Choose another id, and your own clientId.",
    },
  },
  endpointDisabled: {
    status: 409,
    type: "webhook-endpoint-disabled",
    title: {
      ar: "أوقفنا هذا العنوان لأنه لم يستجب ثلاثة أيام. أصلحه وأرسله من جديد بالطريقة PUT.",
      en: "The endpoint is disabled: it failed for three days. Mend it and PUT it again.",
    },
  },
  messageUnknown: {
    status: 404,
    type: "webhook-message-unknown",
    title: {
      ar: "لا رسالة لك بهذا الرقم. نحتفظ بالرسائل تسعين يوما.",
      en: "You have no such message. Messages are kept for ninety days.",
    },
  },
  urlInside: {
    status: 422,
    type: "webhook-url-not-public",
    title: {
      ar: "عنوان الإشعارات ليس على الشبكة العامة. استعمل عنوانا عاما.",
      en: "The webhook's address is not on the public network. Use a public one.",
    },
  },
  urlNotHttps: {
    status: 422,
    type: "webhook-url-not-https",
    title: {
      ar: "يجب أن يبدأ عنوان الإشعارات بـ https.",
      en: "The webhook's address must begin with https.",
    },
  },
  uploadUnknown: {
    status: 404,
    type: "upload-unknown",
    title: { ar: "لا ملف لك بهذا الرقم.", en: "You have no such upload." },
  },
  uploadEnded: {
    status: 409,
    type: "upload-not-receiving",
    title: {
      ar: "هذا الملف لا يستقبل شيئا بعد الآن. اسأل عن حاله: GET /v1/bill-uploads/{id}",
      en: "This upload takes nothing more. Ask for its state: GET /v1/bill-uploads/{id}",
    },
  },
  uploadOffset: {
    status: 409,
    type: "upload-offset-wrong",
    title: {
      ar: "الجزء لا يبدأ حيث انتهى ما وصل، أو تجاوز الملف حده. اسأل عن receivedBytes وأكمل منه.",
      en: "The piece does not begin where the file ends, or the file is too large. Go on at receivedBytes.",
    },
  },
  cursorUnknown: {
    status: 400,
    type: "cursor-unknown",
    title: {
      ar: "المؤشر ليس من هذه القائمة بهذه المرشحات. ابدأ من الصفحة الأولى بلا cursor.",
      en: "The cursor is not of this list with these filters. Begin again without cursor.",
    },
    errors: [{ field: "cursor", message: cursorRemedy }],
  },
  pageUnknown: {
    status: 400,
    type: "cursor-unknown",
    title: {
      ar: "لا صفحة تبدأ هنا. ابدأ من الصفحة الأولى بلا after.",
      en: "No page begins here. Begin again without after.",
    },
    errors: [{ field: "after", message: cursorRemedy }],
  },
  paymentUnknown: {
    status: 404,
    type: "payment-unknown",
    title: { ar: "لا دفعة لك بهذا الرقم.", en: "You have no such payment." },
  },
  settlementPayoutUnknown: {
    status: 404,
    type: "settlement-payout-unknown",
    title: { ar: "لا تحويل بهذا الرقم.", en: "There is no such payout." },
  },
  accountUnknown: {
    status: 404,
    type: "account-unknown",
    title: { ar: "لا حساب بهذا الرقم في الدفتر.", en: "The ledger has no such account." },
  },
  transferUnknown: {
    status: 404,
    type: "transfer-unknown",
    title: { ar: "لا قيد بهذا الرقم في الدفتر.", en: "The ledger has no such transfer." },
  },
  refundUnknown: {
    status: 404,
    type: "refund-unknown",
    title: { ar: "لا رد مبلغ لك بهذا الرقم.", en: "You have no such refund." },
  },
  refundTooLarge: {
    status: 422,
    type: "refund-too-large",
    title: {
      ar: "المبلغ أكبر من الباقي من الدفعة. اسأل عن الباقي: GET /v1/payments/{id}",
      en: "More than is left of the payment. Ask what is left: GET /v1/payments/{id}",
    },
  },
  refundCurrency: {
    status: 422,
    type: "refund-currency",
    title: {
      ar: "العملة ليست عملة الدفعة. أرسل المبلغ بعملة الدفعة.",
      en: "Not the payment's currency. Send the amount in the currency that was paid.",
    },
  },
  paymentReversed: {
    status: 409,
    type: "payment-reversed",
    title: {
      ar: "استعيدت هذه الدفعة بالمصرف، فلا شيء منها يعاد.",
      en: "The rail took this payment back; nothing of it is left to refund.",
    },
  },
  refundPositions: {
    status: 409,
    type: "refund-too-often",
    title: {
      ar: "بلغت هذه الدفعة أكبر عدد من الطلبات إلى المصرف. راجع الخزينة.",
      en: "The rail was asked for this payment as often as is possible. Turn to the treasury.",
    },
  },
  railNotOffered: {
    status: 422,
    type: "rail-not-offered",
    title: { ar: "طريقة الدفع هذه غير متاحة.", en: "This way to pay is not offered." },
  },
  railSilent: {
    status: 503,
    type: "rail-not-answering",
    title: {
      ar: "لا تجيب بوابة الدفع الآن. لم يخصم شيء. أعد الطلب بالمفتاح نفسه.",
      en: "The payment rail does not answer. Nothing was taken. Retry with the same key.",
    },
  },
  railRefused: {
    status: 502,
    type: "rail-refused",
    title: {
      ar: "رفضت بوابة الدفع فتح صفحة الدفع. لم يخصم شيء.",
      en: "The payment rail refused to open the payment. Nothing was taken.",
    },
  },
  ...cashErrors,
} as const satisfies Record<string, Problem>;

export type ApiError = keyof typeof apiErrors;

/** Failures that pass by themselves, and after how many seconds it is worth asking again. */
const retryAfter: Partial<Record<ApiError, number>> = { railSilent: 5, keyInFlight: 2 };

/** The one place where a failure becomes an answer. */
export const answerError = (
  c: Context,
  error: ApiError,
  errors?: readonly FieldProblem[],
): Response => {
  const failure: Problem = apiErrors[error];
  const retryAfterS = retryAfter[error];
  if (retryAfterS !== undefined) c.header("retry-after", String(retryAfterS));
  return problem(c, errors ? { ...failure, errors } : failure);
};
