import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { Step } from "./check-inclusion.ts";

export const logTexts = defineTexts({
  title: { ar: "سجل الإيصالات", en: "Receipt log" },
  lead: {
    ar: "كل يوم له سجل واحد وبصمة واحدة، فلا يتغير إيصال ولا يحذف دون أن ينكشف.",
    en: "Each day has one log and one fingerprint: no receipt can be changed or removed unnoticed.",
  },
  how: { ar: "كيف يعمل", en: "How it works" },
  find: { ar: "ابحث عن إيصالك في السجل", en: "Find your receipt in the log" },
  code: { ar: "رقم الإيصال أو رمزه", en: "The receipt's number or code" },
  codeHint: {
    ar: "اكتب رقم الإيصال، أو الصق ما يقرؤه هاتفك من رمزه المربع.",
    en: "Type the receipt's number, or paste what your phone reads from its square code.",
  },
  codeEmpty: {
    ar: "اكتب رقم الإيصال أو الصق رمزه.",
    en: "Type the receipt's number or paste its code.",
  },
  codeWrong: {
    ar: "هذا ليس رقم إيصال ولا رمزه. الرقم 16 حرفا ورقما.",
    en: "This is neither a receipt's number nor its code. A number has 16 letters and digits.",
  },
  check: { ar: "تحقق", en: "Check" },
  days: { ar: "الأيام", en: "Days" },
  noDays: {
    ar: "لم يغلق يوم بعد. يغلق سجل كل يوم بعد نهايته بدقائق.",
    en: "No day is closed yet. Each day's log is closed some minutes after its end.",
  },
  day: { ar: "اليوم", en: "Day" },
  receipts: { ar: "الإيصالات", en: "Receipts" },
  fingerprint: { ar: "بصمة اليوم", en: "The day's fingerprint" },
  before: { ar: "بصمة بيان اليوم السابق", en: "Fingerprint of the statement of the day before" },
  first: { ar: "هذا أول أيام السجل", en: "This is the first day of the log" },
  stamp: { ar: "ختم الوقت", en: "Time stamp" },
  stamped: { ar: "مختوم", en: "Stamped" },
  unstamped: { ar: "لم يختم بعد", en: "Not stamped yet" },
  closedAt: { ar: "أغلق في", en: "Closed at" },
  stampedAt: { ar: "ختمته جهة الوقت في", en: "Stamped by the authority at" },
  dayTitle: { ar: "سجل يوم", en: "Log of" },
  unknownDay: { ar: "ليس لهذا اليوم سجل مغلق", en: "This day has no closed log" },
  unknownDayBody: {
    ar: "يغلق سجل كل يوم بعد نهايته بدقائق.",
    en: "Each day's log is closed some minutes after its end.",
  },
  downloads: { ar: "نزّل وتحقق بنفسك", en: "Download and check it yourself" },
  downloadHead: { ar: "نزّل بيان اليوم الموقع", en: "Download the signed statement" },
  downloadStamp: { ar: "نزّل ختم الوقت", en: "Download the time stamp" },
  downloadRoots: { ar: "شهادات جهة الوقت", en: "The authority's certificates" },
  downloadProof: { ar: "نزّل الإثبات", en: "Download the proof" },
  opensslLead: {
    ar: "يتحقق أي حاسوب من الختم بهذا الأمر:",
    en: "Any computer checks the stamp with this command:",
  },
  allDays: { ar: "كل الأيام", en: "All days" },
  toReceipt: { ar: "افتح الإيصال", en: "Open the receipt" },
});

const stampedText: Text = {
  ar: "تختم جهة مستقلة وقت البصمة، فلا نستطيع نحن أيضا أن نكتبها من جديد لاحقا.",
  en: "An independent authority stamps it with the time, so that not even we can write it anew later.",
};

/** What the log is, in order; that it is stamped only where an authority is set. */
export const howTexts = (isStamped: boolean): readonly Text[] => [
  {
    ar: "بعد نهاية كل يوم نجمع إيصالاته في سجل واحد ونحسب له بصمة واحدة. لو تغير حرف في إيصال واحد لتغيرت البصمة كلها.",
    en: "After the end of each day its receipts go into one log, of which one fingerprint is computed. If a letter in a single receipt changed, the whole fingerprint would.",
  },
  {
    ar: "نوقع البصمة وننشرها هنا، وفيها بصمة اليوم الذي قبله، فلا يحذف يوم من الوسط.",
    en: "We sign the fingerprint and publish it here. It holds the one of the day before, so that no day can be taken out.",
  },
  ...(isStamped ? [stampedText] : []),
  {
    ar: "البصمات لا تقول شيئا عن الدافعين ولا عن المبالغ. من معه إيصاله وحده يستطيع أن يجده في السجل.",
    en: "Fingerprints say nothing of payers or amounts. Only who holds a receipt can find it in the log.",
  },
];

export const inclusionTexts = defineTexts({
  title: { ar: "الإيصال في السجل", en: "The receipt in the log" },
  included: { ar: "هذا الإيصال في سجل يومه", en: "This receipt is in its day's log" },
  includedBody: {
    ar: "حسبنا البصمة من الإيصال نفسه فجاءت كما نشرت.",
    en: "The fingerprint computed from the receipt itself is the one that was published.",
  },
  broken: { ar: "الإيصال لا يطابق سجله", en: "The receipt does not match its log" },
  brokenBody: {
    ar: "لا تعتمد عليه. سجلنا الخلل، وستنظر فيه وزارة المالية.",
    en: "Do not rely on it. The fault was recorded and the Ministry of Finance looks into it.",
  },
  waiting: {
    ar: "يضاف إلى السجل بعد نهاية اليوم",
    en: "It will be added after the end of the day",
  },
  waitingBody: {
    ar: "توقيع الإيصال صحيح من الآن. تعال بعد هذا الوقت لترى مكانه في السجل:",
    en: "The receipt's signature holds already. Come after this time to see its place in the log:",
  },
  place: { ar: "رقمه في السجل", en: "Its number in the log" },
  ownFingerprint: { ar: "بصمة الإيصال", en: "The receipt's fingerprint" },
  row: { ar: "سجل الإيصالات", en: "Receipt log" },
  inDay: { ar: "في سجل يوم", en: "In the log of" },
  awaited: { ar: "يضاف بعد نهاية يوم", en: "Will be added after the end of" },
  unlisted: {
    ar: "التوقيع صحيح، لكن الإيصال ليس في سجلنا",
    en: "The signature holds, but our log does not have this receipt",
  },
  unlistedBody: {
    ar: "لا تقبله قبل أن تسأل وزارة المالية عن رقمه.",
    en: "Do not accept it before you have asked the Ministry of Finance about its number.",
  },
});

export const stepTexts: Readonly<Record<Step, Text>> = {
  receipt: { ar: "توقيع الإيصال", en: "The receipt's signature" },
  head: { ar: "توقيع بيان اليوم", en: "The signature of the day's statement" },
  place: { ar: "الإيصال في سجل اليوم", en: "The receipt in the day's log" },
  chain: { ar: "السلسلة إلى اليوم السابق", en: "The chain to the day before" },
  stamp: { ar: "ختم الوقت", en: "The time stamp" },
};

export const outcomeTexts = defineTexts({
  holds: { ar: "صحيح", en: "Holds" },
  fails: { ar: "غير صحيح", en: "Does not hold" },
  firstDay: { ar: "أول أيام السجل", en: "The first day of the log" },
  notYet: { ar: "لم يختم بعد", en: "Not stamped yet" },
});
