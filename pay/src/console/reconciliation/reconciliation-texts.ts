import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import type { BreakClass, BreakEvent, BreakStatus, Resolution } from "#src/reconciliation/break.ts";
import type { DecideError } from "#src/reconciliation/decide.ts";
import type { Direction, ReportSource } from "#src/reconciliation/report.ts";

export const recTexts = defineTexts({
  title: { ar: "المطابقة", en: "Reconciliation" },
  lead: {
    ar: "ما قالته كل طريقة دفع عن يومها في ملفها، وما في دفترنا عنه.",
    en: "What each rail says of its day in its own file, and what our books have of it.",
  },
  day: { ar: "اليوم", en: "Day" },
  rail: { ar: "طريقة الدفع", en: "Rail" },
  report: { ar: "الملف", en: "Report" },
  reported: { ar: "حركات الملف", en: "Reported" },
  matched: { ar: "المطابق منها", en: "Matched" },
  breaks: { ar: "فروق مفتوحة", en: "Open breaks" },
  difference: { ar: "الفرق", en: "Difference" },
  noDays: { ar: "لم ينقض يوم بعد.", en: "No day has passed yet." },
  notArrived: { ar: "لم يصل", en: "Not arrived" },
  notDue: { ar: "لم يحن موعده", en: "Not due yet" },
  missingSince: { ar: "منتظر منذ", en: "Missing since" },
  expected: { ar: "ينتظر في", en: "Expected" },
  reading: { ar: "يقرأ الآن", en: "Being read" },
  read: { ar: "قرئ", en: "Read" },
  refused: { ar: "رفض", en: "Refused" },
  replaced: { ar: "حل محله تصحيح", en: "Replaced" },
  allBreaks: { ar: "كل الفروق", en: "All breaks" },
  upload: { ar: "أرسل ملفا", en: "Upload a file" },
  earlier: { ar: "الأيام السابقة", en: "Earlier days" },
  newest: { ar: "أحدث الأيام", en: "The newest days" },
  lastTry: { ar: "آخر محاولة لجلبه", en: "Last tried" },
  files: { ar: "الملفات التي وصلت", en: "Files that came" },
  noFiles: { ar: "لم يصل ملف.", en: "No file came." },
  version: { ar: "النسخة", en: "Version" },
  cameBy: { ar: "كيف وصل", en: "How it came" },
  fetched: { ar: "جلبه النظام", en: "Fetched" },
  cameAt: { ar: "متى وصل", en: "When it came" },
  lines: { ar: "الأسطر", en: "Lines" },
  why: { ar: "السبب", en: "Why" },
  status: { ar: "الحالة", en: "Status" },
  errors: { ar: "أسطر لا تقرأ", en: "Lines that cannot be read" },
  line: { ar: "السطر", en: "Line" },
  field: { ar: "الخانة", en: "Field" },
  totals: { ar: "ما يقوله الملف", en: "What the file says" },
  currency: { ar: "العملة", en: "Currency" },
  taken: { ar: "قبض", en: "Taken" },
  returned: { ar: "أعيد", en: "Returned" },
  fees: { ar: "أجور", en: "Fees" },
  paysOut: { ar: "يدفعه لنا", en: "Pays out" },
  ours: { ar: "ما في دفترنا عن اليوم", en: "What our books have of the day" },
  nothingBooked: { ar: "لا شيء في دفترنا عن هذا اليوم.", en: "Nothing was booked on this day." },
  noBreaks: { ar: "لا فروق.", en: "There are no breaks." },
  noSuchBreaks: { ar: "لا فروق بهذه الشروط.", en: "No breaks fit these filters." },
  breaksOfDay: { ar: "فروق هذا اليوم", en: "Breaks of this day" },
  break: { ar: "فرق", en: "Break" },
  kind: { ar: "نوع الفرق", en: "Kind" },
  order: { ar: "العملية عند طريقة الدفع", en: "The rail's order" },
  reference: { ar: "رقم الحركة", en: "Reference" },
  direction: { ar: "الاتجاه", en: "Direction" },
  opened: { ar: "ظهر في", en: "Found" },
  age: { ar: "العمر", en: "Age" },
  railSays: { ar: "تقول طريقة الدفع", en: "The rail says" },
  weSay: { ar: "في دفترنا", en: "Our books say" },
  bothSides: { ar: "الجانبان", en: "Both sides" },
  amount: { ar: "المبلغ", en: "Amount" },
  movements: { ar: "الحركات", en: "Movements" },
  theirMovements: { ar: "حركات الملف", en: "Movements in the file" },
  ourMovements: { ar: "حركات دفترنا", en: "Movements in our books" },
  fact: { ar: "البيان", en: "What" },
  none: { ar: "لا شيء", en: "Nothing" },
  history: { ar: "ما حدث", en: "What happened" },
  decision: { ar: "القرار", en: "Decision" },
  offered: { ar: "ماذا يمكن أن يقيد", en: "What could be posted" },
  resolution: { ar: "ماذا يقيد؟", en: "What is to be posted?" },
  debit: { ar: "مدين", en: "Debit" },
  credit: { ar: "دائن", en: "Credit" },
  lane: { ar: "دفتر", en: "Books of" },
  note: { ar: "ملاحظة", en: "Note" },
  noteWhy: { ar: "لماذا؟ يقرؤها من يقرر.", en: "Why? Whoever decides reads it." },
  propose: { ar: "اقترح القيد", en: "Propose it" },
  watch: { ar: "استمر في الانتظار", en: "Keep watching" },
  accept: { ar: "اقبل وقيد", en: "Accept and post" },
  reject: { ar: "ارفض الاقتراح", en: "Reject the proposal" },
  takeBack: { ar: "اسحب اقتراحي", en: "Take my proposal back" },
  proposedBy: { ar: "اقترحه", en: "Proposed by" },
  acceptedBy: { ar: "قبله", en: "Accepted by" },
  ownProposal: {
    ar: "هذا اقتراحك. يقبله شخص آخر من الخزينة.",
    en: "This proposal is yours. Somebody else at the treasury accepts it.",
  },
  supervisorAccepts: {
    ar: "يقبله مشرف أو مدير من الخزينة غير من اقترحه.",
    en: "A supervisor or administrator of the treasury accepts it, other than who proposed it.",
  },
  endsByItself: {
    ar: "لا شيء يقيد الآن: ينتهي هذا الفرق وحده حين يصل الطرف الآخر في ملف اليوم التالي.",
    en: "Nothing is posted now: this ends by itself when the other side comes in the next day's file.",
  },
  railAsked: { ar: "سئلت طريقة الدفع", en: "The rail was asked" },
  notAsked: { ar: "لم تجب بعد", en: "Not answered yet" },
  transfer: { ar: "القيد في الدفتر", en: "The transfer in the ledger" },
  nothingTyped: { ar: "اكتب ملاحظة.", en: "Write a note." },
  chooseOne: { ar: "اختر ماذا يقيد.", en: "Choose what is to be posted." },
  found: { ar: "من يوم", en: "From" },
  olderThan: { ar: "العمر", en: "Age" },
  anyAge: { ar: "أي عمر", en: "Any age" },
  sourceField: { ar: "طريقة الدفع", en: "Whose report" },
  dayField: { ar: "عن أي يوم", en: "Of which day" },
  fileField: { ar: "الملف", en: "The file" },
  send: { ar: "أرسل الملف", en: "Send the file" },
  uploadLead: {
    ar: "يكفي هذا حين لا يصل الملف وحده. إن كان للملف تصحيح فأرسله: يحل محل الذي قبله ويبقى ذاك محفوظا.",
    en: "For when a file does not come by itself. A corrected file replaces the one before, which is kept.",
  },
  taken1: { ar: "وصل الملف، ويقرأ الآن.", en: "The file came and is being read." },
  same: {
    ar: "هذا الملف نفسه وصل من قبل. لم يتغير شيء.",
    en: "This very file came before. Nothing changed.",
  },
  noSource: { ar: "اختر طريقة الدفع.", en: "Choose whose report it is." },
  noDay: {
    ar: "هذا اليوم غير موجود أو لم ينقض بعد. اكتبه هكذا: 2026-11-26",
    en: "There is no such day, or it is not over yet. Write it like 2026-11-26.",
  },
  noFile: { ar: "اختر ملفا فيه شيء.", en: "Choose a file with something in it." },
  fileTooLarge: {
    ar: "الملف أكبر من 16 ميغابايت. يجلب النظام مثله وحده.",
    en: "The file is larger than 16 MB. Such a file is fetched, not uploaded.",
  },
});

export const failureTexts: Readonly<Record<string, Text>> = defineTexts({
  noAnswer: { ar: "لا تجيب طريقة الدفع.", en: "The rail does not answer." },
  notReady: { ar: "ليس عندها ملف اليوم بعد.", en: "The rail has no file of this day yet." },
  notBelieved: {
    ar: "الملف ليس موقعا بمفتاحها.",
    en: "The file is not signed with the rail's key.",
  },
  empty: { ar: "الملف فارغ.", en: "The file is empty." },
  tooLarge: { ar: "الملف أكبر من المسموح.", en: "The file is larger than allowed." },
  tooManyLines: { ar: "أسطر الملف أكثر من المسموح.", en: "The file has more lines than allowed." },
  notUtf8: {
    ar: "ترميز الملف ليس UTF-8. احفظه بهذا الترميز.",
    en: "The file is not in UTF-8. Save it in that encoding.",
  },
  columnsMissing: {
    ar: "ليست فيه الأعمدة المتفق عليها، كل منها مرة.",
    en: "It does not have the agreed columns, each once.",
  },
  forbiddenXml: {
    ar: "في الملف ما لا يحتاجه كشف: DTD أو كيان أو تعليق.",
    en: "It holds what no statement needs: a DTD, an entity, a comment.",
  },
  otherDocument: {
    ar: "ليس كشف camt.053.001.08 كاملا.",
    en: "It is not a whole camt.053.001.08 statement.",
  },
  otherAccount: { ar: "الحساب ليس حسابنا.", en: "It is of an account that is not ours." },
  otherDay: { ar: "الملف عن يوم آخر.", en: "It is the file of another day." },
  totalMissing: {
    ar: "ينقصه مجموع عملة. ربما انقطع.",
    en: "A currency's total is missing. It may have been cut off.",
  },
  linesMissing: {
    ar: "عدد أسطره غير ما يقوله مجموعه. ربما انقطع.",
    en: "It has another number of lines than its total says. It may have been cut off.",
  },
  linesWrong: {
    ar: "فيه أسطر لا تقرأ. لا شيء منه يحسب حتى يصل ملف مصحح.",
    en: "It has lines that cannot be read. Nothing of it counts until a corrected file comes.",
  },
});

export const classTexts: Readonly<Record<BreakClass, Text>> = {
  timing: { ar: "يوم آخر", en: "Another day" },
  fee: { ar: "أجر", en: "Fee" },
  amount: { ar: "مبلغ آخر", en: "Another amount" },
  currency: { ar: "عملة أخرى", en: "Another currency" },
  duplicate: { ar: "مكرر", en: "Told twice" },
  missingHere: { ar: "ليس في دفترنا", en: "Not in our books" },
  missingThere: { ar: "ليس في ملفهم", en: "Not in their file" },
};

/** What a break is called; a total that is other than its lines has a name of its own. */
export const breakTitle = (one: Readonly<{ class: BreakClass; direction: Direction }>): Text =>
  one.direction === "settled"
    ? { ar: "يدفع غير مجموع أسطره", en: "Pays out other than its lines come to" }
    : classTexts[one.class];

const statusTexts: Readonly<Record<BreakStatus, Text>> = {
  open: { ar: "مفتوح", en: "Open" },
  proposed: { ar: "ينتظر شخصا ثانيا", en: "Waits for a second person" },
  accepted: { ar: "قبل وقيد", en: "Accepted and posted" },
  resolvedByItself: { ar: "انتهى وحده", en: "Ended by itself" },
};
const statusTones: Readonly<Record<BreakStatus, Tone>> = {
  open: "late",
  proposed: "waits",
  accepted: "runs",
  resolvedByItself: "done",
};
export const breakStatusTexts = statusTexts;
export const breakStatusTag = (status: BreakStatus, lang: Lang): Html =>
  tag(statusTexts[status], statusTones[status], lang);

export const directionTexts: Readonly<Record<Direction, Text>> = {
  taken: recTexts.taken,
  returned: recTexts.returned,
  settled: recTexts.paysOut,
};

export const breakEventTexts: Readonly<Record<BreakEvent | "opened", Text>> = {
  opened: { ar: "ظهر الفرق", en: "The break was found" },
  changed: { ar: "تغير الفرق", en: "It changed" },
  railAsked: { ar: "سئلت طريقة الدفع", en: "The rail was asked" },
  watched: { ar: "ما زال منتظرا", en: "It is being watched" },
  proposed: { ar: "اقترح قيد", en: "A journal was proposed" },
  withdrawn: { ar: "سحب الاقتراح", en: "The proposal was taken back" },
  rejected: { ar: "رفض الاقتراح", en: "The proposal was rejected" },
  accepted: { ar: "قبل وقيد", en: "It was accepted and posted" },
  resolved: { ar: "انتهى وحده", en: "It ended by itself" },
};

export const resolutionTexts: Readonly<Record<Resolution, Text>> = {
  billerBears: { ar: "الأجر على الجهة", en: "The biller bears the fee" },
  treasuryBears: { ar: "الأجر فرق على الخزينة", en: "The fee is a difference of the treasury's" },
  takeRailsWord: {
    ar: "يؤخذ بقول طريقة الدفع، ويقيد الفرق",
    en: "The rail's word is taken; what differs is posted as a difference",
  },
};

export const decideErrorTexts: Readonly<Record<DecideError, Text>> = {
  unknownBreak: { ar: "لا فرق كهذا.", en: "There is no such break." },
  decided: {
    ar: "تغير هذا الفرق أو قرر غيرك فيه. هذه حاله الآن.",
    en: "This break changed, or somebody else decided it. This is how it stands now.",
  },
  notOffered: { ar: "لا يقيد هذا لهذا الفرق.", en: "That cannot be posted for this break." },
  byOneself: {
    ar: "لا يقبل الاقتراح من اقترحه.",
    en: "Whoever proposed it may not accept it.",
  },
};

/** `نقدا لدى وكيل · sandbox-cash`. */
export const sourceName = ({ rail, party }: ReportSource, lang: Lang): Html =>
  party === ""
    ? html`${railTexts[rail][lang]}`
    : html`${railTexts[rail][lang]} · ${bdi(party, "latin")}`;

/** How long ago, in whole days. */
export const ageText = (from: Date, now: Date): Text => {
  const days = Math.floor((now.getTime() - from.getTime()) / 86_400_000);
  const ar = days === 0 ? "اليوم" : days === 1 ? "يوم" : days === 2 ? "يومان" : undefined;
  return {
    ar: ar ?? (days <= 10 ? `${days} أيام` : `${days} يوما`),
    en: days === 0 ? "today" : days === 1 ? "1 day" : `${days} days`,
  };
};
