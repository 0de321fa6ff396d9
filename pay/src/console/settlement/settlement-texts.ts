import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { Verdict } from "#src/settlement/due.ts";
import type { AskRefusal, ChangeRefusal } from "#src/settlement/iban-change-queries.ts";
import type { PayoutStatus } from "#src/settlement/payout.ts";
import type { ApproveRefusal } from "#src/settlement/approve-run.ts";
import type { ProposeRefusal } from "#src/settlement/propose-run.ts";
import type { RunStatus } from "#src/settlement/run.ts";
import type { PayoutEventRow } from "#src/settlement/payout-queries.ts";
import type { Unmatched } from "#src/settlement/settlement-tables.ts";

export const settlementPath = "/console/settlement";
export const accountsPath = `${settlementPath}/accounts`;
export const payoutsPath = "/console/payouts";
export const runHref = (id: string): string => `${settlementPath}/runs/${id}`;
export const payoutHref = (id: string): string => `${payoutsPath}/${id}`;

export const settlementTexts = defineTexts({
  title: { ar: "التسوية", en: "Settlement" },
  lead: {
    ar: "ما حصل للجهات حتى آخر اليوم المحدد ولم يحول بعد، ناقصا ما أعيد إلى الدافعين والأجور.",
    en: "What was collected for billers by the cut-off and not paid out yet, less refunds and fees.",
  },
  due: { ar: "المستحق الآن", en: "Due now" },
  until: { ar: "محصل حتى نهاية", en: "Collected until the end of" },
  untilNow: { ar: "محصل حتى الآن", en: "Collected until now" },
  nothingDue: { ar: "لا مبالغ مستحقة لأي جهة.", en: "Nothing is due to any biller." },
  lane: { ar: "حصلته", en: "Collected by" },
  iban: { ar: "الحساب", en: "Account" },
  noIban: { ar: "لا حساب", en: "None" },
  amount: { ar: "المستحق", en: "Due" },
  proposedAmount: { ar: "المقترح", en: "Proposed" },
  paidAmount: { ar: "المحول", en: "Paid out" },
  verdict: { ar: "الحكم", en: "Verdict" },
  propose: { ar: "اقترح تحويل المستحق", en: "Propose to pay out what is due" },
  proposeHint: {
    ar: "يقترح موظف ويعتمد موظف آخر. لا يخرج مال قبل الاعتماد.",
    en: "One person proposes and another approves. No money leaves before that.",
  },
  noBank: {
    ar: "لم يضبط مصرف الخزينة في هذا النظام، فلا شيء يحول منه.",
    en: "No treasury bank is configured here, so nothing can be paid out.",
  },
  runs: { ar: "دورات التسوية", en: "Settlement runs" },
  run: { ar: "دورة تسوية", en: "Settlement run" },
  noRuns: { ar: "لا دورات بعد.", en: "No run yet." },
  waits: { ar: "دورة تنتظر القرار", en: "A run waits for a decision" },
  openRun: { ar: "افتح الدورة", en: "Open the run" },
  madeOn: { ar: "أعدت في", en: "Made on" },
  proposedBy: { ar: "اقترحها", en: "Proposed by" },
  decidedBy: { ar: "قررها", en: "Decided by" },
  bySchedule: { ar: "الجدول اليومي", en: "The daily schedule" },
  cutOff: { ar: "ما حصل قبل", en: "Collected before" },
  payoutsIn: { ar: "التحويلات", en: "Payouts" },
  takeOver: { ar: "راجعتها وأقترحها", en: "I checked it and propose it" },
  approve: { ar: "اعتمد وحول المال", en: "Approve and pay out" },
  withdraw: { ar: "اسحب الدورة", en: "Withdraw the run" },
  decision: { ar: "القرار", en: "Decision" },
  own: {
    ar: "اقترحت هذه الدورة بنفسك. يعتمدها زميل غيرك.",
    en: "You proposed this run. Another person approves it.",
  },
  supervisorApproves: {
    ar: "يعتمدها مشرف أو مدير في الخزينة.",
    en: "A supervisor or administrator of the treasury approves it.",
  },
  sums: { ar: "المجموع", en: "In all" },
  orders: { ar: "الأوامر إلى المصرف", en: "Orders to the bank" },
  order: { ar: "رقم الرسالة", en: "Message" },
  noOrders: { ar: "لا أوامر قبل الاعتماد.", en: "No order before the approval." },
  answer: { ar: "جواب المصرف", en: "The bank's answer" },
  payments: { ar: "تحويلات", en: "Payments" },
  payout: { ar: "تحويل إلى جهة", en: "Payout" },
  payouts: { ar: "التحويلات إلى الجهات", en: "Payouts" },
  allPayouts: { ar: "كل التحويلات", en: "All payouts" },
  noPayouts: { ar: "لا تحويلات بهذه الشروط.", en: "No payouts fit these filters." },
  find: {
    ar: "رمز الجهة أو الحساب أو رقم التحويل",
    en: "Biller's code, account, or the payout's bank id",
  },
  endToEndId: { ar: "رقم التحويل عند المصرف", en: "End-to-end id" },
  orderedOn: { ar: "تاريخ الأمر", en: "Ordered on" },
  paidOn: { ar: "قيد في", en: "Booked on" },
  from: { ar: "من حساب الخزينة", en: "From the treasury's account" },
  reason: { ar: "سبب المصرف", en: "The bank's reason" },
  date: { ar: "التاريخ", en: "Date" },
  paymentId: { ar: "رقم الدفعة", en: "Payment" },
  statement: { ar: "مم يتكون", en: "What it is made of" },
  carried: { ar: "مرحل من قبل", en: "Carried over from before" },
  held: {
    ar: "أعيد بعد اليوم المحدد، أو لم يعتمد",
    en: "Refunded after the cut-off, or not approved",
  },
  window: { ar: "الفترة", en: "Period" },
  fromStart: { ar: "من البداية", en: "From the beginning" },
  contents: { ar: "نزّل مدفوعات هذا التحويل CSV", en: "Download its payments (CSV)" },
  history: { ar: "ما جرى", en: "What happened" },
  mend: { ar: "لإتمام التحويل", en: "To get it paid" },
  mendBody: {
    ar: "المبلغ عاد إلى مستحقات الجهة، ولا يحول لها بهذه العملة حتى يصحح حسابها أو يتأكد موظف أنه صحيح.",
    en: "The money is owed to the biller again, and nothing in this currency is paid to it until its account is corrected, or somebody makes sure that it is right.",
  },
  changeAccount: { ar: "صحح الحساب", en: "Correct the account" },
  sameAccount: { ar: "الحساب صحيح، حول إليه مجددا", en: "The account is right: pay to it again" },
  mended: { ar: "عولج، ويدخل في الدورة التالية.", en: "Mended: it is in the next run." },
  problems: { ar: "تحويلات لم تتم", en: "Payouts that did not arrive" },
  noProblems: { ar: "لا تحويلات تنتظر معالجة.", en: "No payout waits to be mended." },
  troubled: { ar: "أوامر لم يجب عنها المصرف", en: "Orders that the bank has not answered" },
  troubledBody: {
    ar: "نسأل المصرف عنها مرة بعد مرة، ولا نرسل أمرا جديدا بدلها.",
    en: "The bank is asked about them again and again; no other order is sent in their place.",
  },
  bank: { ar: "حسابات الخزينة في المصرف", en: "The treasury's bank accounts" },
  noStatement: { ar: "لم يقرأ كشف حساب بعد.", en: "No statement was read yet." },
  atBank: { ar: "الرصيد في المصرف", en: "Balance at the bank" },
  atFirst: { ar: "أول رصيد قرئ", en: "First balance read" },
  moved: { ar: "حركة تحويلاتنا", en: "Moved by our payouts" },
  unmatchedSum: { ar: "حركات أخرى", en: "Other entries" },
  unexplained: { ar: "غير مفسر", en: "Unexplained" },
  readAt: { ar: "قرئ في", en: "Read at" },
  unmatched: { ar: "حركات لا تخص تحويلا لنا", en: "Entries that are none of our payouts" },
  noUnmatched: { ar: "لا حركات كهذه.", en: "There are none." },
  bankReference: { ar: "مرجع المصرف", en: "The bank's reference" },
  why: { ar: "لماذا", en: "Why" },
  accounts: { ar: "حسابات الجهات", en: "Billers' accounts" },
  accountsLead: {
    ar: "إلى هذه الحسابات يحول ما حصل. يطلب التغيير شخص ويعتمده شخص آخر في الخزينة.",
    en: "What was collected is paid to these. One person asks for a change, another in the treasury approves it.",
  },
  noAccounts: { ar: "لا حسابات.", en: "There are no accounts." },
  newIban: { ar: "رقم الحساب الدولي الجديد", en: "The new IBAN" },
  ask: { ar: "اطلب تغيير الحساب", en: "Ask for the change" },
  change: { ar: "غيّر الحساب", en: "Change the account" },
  changes: { ar: "طلبات تغيير الحسابات", en: "Changes of accounts" },
  noChanges: { ar: "لا طلبات.", en: "No change was asked for." },
  oldIban: { ar: "الحساب السابق", en: "Before" },
  askedBy: { ar: "طلبه", en: "Asked by" },
  askedDone: {
    ar: "سجلنا الطلب. لا يتغير الحساب حتى يعتمده شخص آخر.",
    en: "The change is noted. The account stays as it is until another person approves.",
  },
  approveChange: { ar: "اعتمد", en: "Approve" },
  rejectChange: { ar: "ارفض", en: "Reject" },
  yours: { ar: "يعتمده شخص آخر", en: "Another person approves it" },
});

export const verdictTexts: Readonly<Record<Verdict, Text>> = {
  pay: { ar: "يحول", en: "To be paid" },
  carriedOver: { ar: "سالب، يخصم من القادم", en: "Negative: netted from what comes next" },
  nothingDue: { ar: "لم يبق مستحق", en: "Nothing is left" },
  belowMinimum: { ar: "دون الحد الأدنى", en: "Below the minimum" },
  noIban: { ar: "لا حساب للجهة", en: "The biller has no account" },
  ibanRefused: { ar: "رد المصرف آخر تحويل", en: "The last payout did not arrive" },
  noTreasuryAccount: { ar: "لا حساب للخزينة بالعملة", en: "No treasury account in it" },
  ibanChanged: { ar: "تغير الحساب بعد الاقتراح", en: "The account changed since" },
};

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  pay: "runs",
  carriedOver: "waits",
  nothingDue: "done",
  belowMinimum: "waits",
  noIban: "late",
  ibanRefused: "late",
  noTreasuryAccount: "late",
  ibanChanged: "waits",
};

export const verdictTag = (verdict: Verdict, lang: Lang): Html =>
  tag(verdictTexts[verdict], verdictTones[verdict], lang);

const runStatusTexts: Readonly<Record<RunStatus, Text>> = {
  drafted: { ar: "مسودة تنتظر من يقترحها", en: "Drafted, waits to be proposed" },
  proposed: { ar: "تنتظر الاعتماد", en: "Waits for approval" },
  approved: { ar: "معتمدة", en: "Approved" },
  withdrawn: { ar: "مسحوبة", en: "Withdrawn" },
};

const runTones: Readonly<Record<RunStatus, Tone>> = {
  drafted: "waits",
  proposed: "waits",
  approved: "runs",
  withdrawn: "done",
};

export const runTag = (status: RunStatus, lang: Lang): Html =>
  tag(runStatusTexts[status], runTones[status], lang);

export const payoutStatusTexts: Readonly<Record<PayoutStatus, Text>> = {
  ordered: { ar: "أمر به", en: "Ordered" },
  accepted: { ar: "عند المصرف", en: "With the bank" },
  paid: { ar: "وصل", en: "Paid" },
  rejected: { ar: "رفضه المصرف", en: "Rejected by the bank" },
  returned: { ar: "عاد", en: "Came back" },
};

const payoutTones: Readonly<Record<PayoutStatus, Tone>> = {
  ordered: "waits",
  accepted: "waits",
  paid: "runs",
  rejected: "late",
  returned: "late",
};

export const payoutTag = (status: PayoutStatus, lang: Lang): Html =>
  tag(payoutStatusTexts[status], payoutTones[status], lang);

export const payoutEventTexts: Readonly<Record<PayoutEventRow["event"], Text>> = {
  ordered: { ar: "اعتمد التحويل وأمر به المصرف", en: "Approved, and the bank was told to pay" },
  accepted: { ar: "قبل المصرف الأمر", en: "The bank took the order" },
  rejected: { ar: "رفض المصرف التحويل", en: "The bank rejected it" },
  booked: { ar: "قيد في كشف حساب الخزينة", en: "Booked on the treasury's statement" },
  returned: { ar: "عاد المال إلى حساب الخزينة", en: "The money came back" },
  ibanChanged: { ar: "صحح حساب الجهة", en: "The biller's account was corrected" },
  sameIban: { ar: "تأكد موظف أن الحساب صحيح", en: "Somebody made sure that the account is right" },
};

/** What the codes mean that banks refuse and return payments with (ISO 20022 external codes). */
const reasonTexts: Readonly<Record<string, Text>> = {
  AC01: { ar: "رقم الحساب غير صحيح", en: "The account number is wrong" },
  AC04: { ar: "الحساب مغلق", en: "The account is closed" },
  AC06: { ar: "الحساب محجوز", en: "The account is blocked" },
  AG01: { ar: "الحساب لا يقبل التحويلات", en: "The account takes no transfers" },
  AM04: { ar: "رصيد حساب الخزينة لا يكفي", en: "The treasury's account has too little in it" },
  AM05: { ar: "عده المصرف مكررا", en: "The bank takes it for a duplicate" },
  BE01: { ar: "الاسم لا يطابق صاحب الحساب", en: "The name is not the account holder's" },
  NARR: { ar: "لم يذكر المصرف سببا", en: "The bank gave no reason" },
};

/** `الحساب مغلق (AC04)`; an unknown code stands for itself. */
export const reasonText = (code: string, lang: Lang): Html => {
  const text = reasonTexts[code];
  return text ? html`${text[lang]} (${bdi(code, "latin")})` : bdi(code, "latin");
};

export const unmatchedTexts: Readonly<Record<Unmatched, Text>> = {
  noPayout: { ar: "ليست من تحويلاتنا", en: "None of our payouts" },
  amountDiffers: {
    ar: "المبلغ أو الحساب يخالف الأمر",
    en: "Another amount or account than ordered",
  },
  bookedTwice: { ar: "خصم مرة ثانية", en: "Debited a second time" },
  returnedTwice: { ar: "عاد مرة ثانية", en: "Came back a second time" },
  notBookedYet: { ar: "عاد قبل أن يخصم", en: "Came back before it was debited" },
};

/** `notYours`: the run waits for somebody with another role. */
export type RunRefusalShown = ProposeRefusal | ApproveRefusal | "notYours";

export const runRefusalTexts: Readonly<Record<RunRefusalShown, Text>> = {
  notYours: settlementTexts.supervisorApproves,
  runOpen: {
    ar: "هناك دورة تنتظر القرار. اعتمدوها أو اسحبوها قبل دورة جديدة.",
    en: "A run waits for a decision. Approve or withdraw it before another.",
  },
  nothingToPay: {
    ar: "لا شيء يمكن تحويله الآن. انظر الحكم بجانب كل مبلغ.",
    en: "Nothing can be paid out now. See the verdict beside each amount.",
  },
  noBank: settlementTexts.noBank,
  runDecided: {
    ar: "قرر زميل في هذه الدورة قبلك. انظر حالها أدناه.",
    en: "Somebody decided about this run before you. See below how it stands.",
  },
  samePerson: settlementTexts.own,
  runUnknown: { ar: "لا دورة كهذه.", en: "There is no such run." },
};

export const changeRefusalTexts: Readonly<Record<AskRefusal | ChangeRefusal, Text>> = {
  billerUnknown: { ar: "لا جهة تحصيل بهذا الرمز.", en: "There is no such biller." },
  ibanSame: { ar: "هذا هو الحساب المسجل الآن.", en: "This is the account that is registered now." },
  ibanChangeOpen: {
    ar: "تغيير آخر لهذا الحساب ينتظر القرار. قرروا فيه أولا.",
    en: "Another change of this account waits. Decide about it first.",
  },
  changeUnknown: { ar: "لا طلب كهذا.", en: "There is no such change." },
  changeDecided: {
    ar: "قرر زميل في هذا الطلب قبلك.",
    en: "Somebody decided about this change before you.",
  },
  samePerson: {
    ar: "طلبت هذا التغيير بنفسك. يعتمده شخص آخر.",
    en: "You asked for this change. Another person approves it.",
  },
};
