import type { Problem } from "@gov/kit/problem.ts";

/** Every expected failure of the cash rail, in words for the agent at the counter. */
export const cashErrors = {
  notACashCompany: {
    status: 403,
    type: "not-a-cash-company",
    title: {
      ar: "هذا العميل لا يمثل شركة دفع نشطة.",
      en: "This client does not speak for an active payment company.",
    },
  },
  agentUnknown: {
    status: 422,
    type: "agent-unknown",
    title: {
      ar: "لا وكيل نشطا للشركة بهذا الرمز.",
      en: "The company has no active agent with this code.",
    },
  },
  companyUnknown: {
    status: 404,
    type: "cash-company-unknown",
    title: { ar: "لا شركة دفع بهذا الرمز.", en: "There is no payment company with this code." },
  },
  companyTaken: {
    status: 409,
    type: "cash-company-taken",
    title: {
      ar: "المؤسسة أو العميل مسجل لشركة دفع أخرى.",
      en: "The institution or the client belongs to another payment company.",
    },
  },
  clerkTaken: {
    status: 409,
    type: "clerk-taken",
    title: {
      ar: "أحد هؤلاء الموظفين مسجل لدى وكيل آخر للشركة. أزله من هناك أولا.",
      en: "One of these people serves at another agent of the company. Remove them there first.",
    },
  },
  depositUnknown: {
    status: 404,
    type: "deposit-unknown",
    title: { ar: "لا إيداع بهذا المرجع.", en: "There is no deposit with this reference." },
  },
  depositDiffers: {
    status: 409,
    type: "deposit-differs",
    title: {
      ar: "سجل إيداع بهذا المرجع بمبلغ آخر أو باسم شخص آخر.",
      en: "A deposit with this reference was recorded with another amount or by another person.",
    },
  },
  depositDecided: {
    status: 409,
    type: "deposit-decided",
    title: { ar: "بت في هذا الإيداع من قبل.", en: "This deposit was decided already." },
  },
  samePerson: {
    status: 409,
    type: "two-people-needed",
    title: {
      ar: "يعتمد الإيداع شخص غير الذي سجله.",
      en: "A deposit is approved by another person than the one who recorded it.",
    },
  },
  billNumberUnknown: {
    status: 404,
    type: "billing-number-unknown",
    title: {
      ar: "لا فاتورة بهذا الرقم. قارنه بالقسيمة رقما رقما. لا تأخذ نقودا.",
      en: "There is no bill with this number. Compare it with the voucher. Take no cash.",
    },
  },
  billPastDue: {
    status: 409,
    type: "bill-past-due",
    title: {
      ar: "انتهت مدة هذه الفاتورة. لا تأخذ نقودا. يطلب الدافع فاتورة جديدة من الجهة.",
      en: "This bill is past its date. Take no cash. The payer asks the institution for a new one.",
    },
  },
  cashOverLimit: {
    status: 422,
    type: "cash-over-limit",
    title: {
      ar: "المبلغ أكبر من المسموح به نقدا في العملية الواحدة. يدفع بطريقة أخرى.",
      en: "The amount is more than may be taken in cash at once. It is paid another way.",
    },
  },
  agentDayLimit: {
    status: 422,
    type: "agent-day-limit",
    title: {
      ar: "بلغ الوكيل حد اليوم. تابع غدا، أو يدفع الدافع عند وكيل آخر.",
      en: "The agent has reached the limit of the day. Go on tomorrow, or at another agent.",
    },
  },
  floatShort: {
    status: 409,
    type: "float-short",
    title: {
      ar: "رصيد شركتك لا يكفي لهذا المبلغ. لا تأخذ نقودا حتى تودع الشركة رصيدا.",
      en: "Your company's float is too small for this amount. Take no cash until it is topped up.",
    },
  },
  floatShortNow: {
    status: 409,
    type: "float-short-now",
    title: {
      ar: "لم تدفع الفاتورة: رصيد شركتك لا يكفي الآن. أودعوا رصيدا ثم أكد، أو أعد النقود وألغ.",
      en: "The bill is not paid: the company's float is too small now. Top it up and confirm again, or give the cash back and cancel.",
    },
  },
  agentReferenceUsed: {
    status: 409,
    type: "agent-reference-used",
    title: {
      ar: "استعمل الوكيل هذا المرجع لعملية أخرى. استعمل مرجعا جديدا.",
      en: "The agent used this reference for something else. Use a new one.",
    },
  },
  collectionUnknown: {
    status: 404,
    type: "collection-unknown",
    title: { ar: "لا تحصيل لشركتك بهذا الرقم.", en: "Your company has no such collection." },
  },
  collectionOfAnotherAgent: {
    status: 409,
    type: "collection-of-another-agent",
    title: {
      ar: "هذا التحصيل لوكيل آخر. لم يتغير شيء.",
      en: "This collection is another agent's. Nothing was changed.",
    },
  },
  amountDiffers: {
    status: 422,
    type: "amount-differs",
    title: {
      ar: "المبلغ لا يساوي المطلوب. لم يسجل شيء. يؤخذ المبلغ كله كما هو.",
      en: "The amount is not what is due. Nothing was recorded. Exactly the whole amount is taken.",
    },
  },
  giveCashBack: {
    status: 409,
    type: "give-the-cash-back",
    title: {
      ar: "لم يقبل الدفع. أعد النقود إلى الدافع. لم يسجل عليه ولا عليك شيء.",
      en: "The payment was not taken. Give the cash back to the payer. Nothing was recorded.",
    },
  },
  collectionConfirmed: {
    status: 409,
    type: "collection-confirmed",
    title: {
      ar: "دفعت الفاتورة بهذا التحصيل، ولا يلغى. يبطل في اليوم نفسه بخطوة الإبطال.",
      en: "This collection paid the bill and is not cancelled. It can be voided on the same day.",
    },
  },
  notVoidable: {
    status: 409,
    type: "not-voidable",
    title: {
      ar: "لا يبطل هذا التحصيل: يبطل المدفوع في يومه فقط. يطلب الدافع رد المبلغ من الجهة.",
      en: "This collection cannot be voided: only a paid one, on its day. The payer asks for a refund.",
    },
  },
  payoutUnknown: {
    status: 404,
    type: "payout-unknown",
    title: {
      ar: "لا مبلغ مستحقا بهذا الرمز. لا تدفع شيئا.",
      en: "No money is due under this code. Pay nothing out.",
    },
  },
  payoutDone: {
    status: 409,
    type: "payout-done",
    title: {
      ar: "دفع هذا المبلغ من قبل. لا تدفعه مرة أخرى.",
      en: "This money was paid out before. Do not pay it again.",
    },
  },
} as const satisfies Record<string, Problem>;
