import type { Text } from "@gov/kit/text.ts";
import { quoted } from "./expression/problem-texts.ts";
import type { Problem } from "./problem.ts";

type Say = (what: string) => Text;

/** What can be wrong with a whole definition, and what its author is told. */
const texts = {
  duplicateCode: (what) => ({
    ar: `الرمز ${what} مستعمل مرتين. غيّر أحدهما.`,
    en: `The code ${what} is used twice. Change one.`,
  }),
  reservedName: (what) => ({
    ar: `الاسم ${what} من كلمات اللغة. اختر غيره.`,
    en: `${what} is a word of the language. Choose another name.`,
  }),
  namedTwice: (what) => ({
    ar: `الاسم ${what} لأكثر من حقل أو معلومة. غيّر أحدها.`,
    en: `The name ${what} stands for more than one field or fact. Change one.`,
  }),
  namesLater: (what) => ({
    ar: `${what} لا يُعرف قبل هذه الخطوة. الشرط لا يسمي إلا ما سبقه.`,
    en: `${what} is not known before this step. A condition names only what came before.`,
  }),
  neverTrue: () => ({ ar: "هذا الشرط لا يتحقق أبدا.", en: "This condition can never hold." }),
  unknownBinding: (what) => ({
    ar: `لا يوجد ربط بالرمز ${what}.`,
    en: `There is no binding ${what}.`,
  }),
  noRecords: (what) => ({
    ar: `الربط ${what} لا يعطي قائمة. حدّد «records».`,
    en: `The binding ${what} gives no list. Set “records”.`,
  }),
  neverAsked: (what) => ({
    ar: `لا شيء يستعمل الربط ${what}. احذفه أو اعرض معلوماته.`,
    en: `Nothing uses the binding ${what}. Remove it or show its facts.`,
  }),
  optionsNeeded: () => ({
    ar: "الخيار يحتاج قائمة خياراته.",
    en: "A choice needs its list of options.",
  }),
  emptyPage: () => ({
    ar: "الصفحة لا تسأل ولا تعرض شيئا.",
    en: "The page neither asks nor shows anything.",
  }),
  unknownField: (what) => ({
    ar: `لا يوجد حقل ${what} في هذه الصفحة.`,
    en: `There is no field ${what} on this page.`,
  }),
  unknownPlace: (what) => ({
    ar: `النص يذكر ${what} وهو غير معروف.`,
    en: `The text mentions ${what}, which is not known.`,
  }),
  placesDiffer: () => ({
    ar: "النصان العربي والإنجليزي لا يذكران القيم نفسها.",
    en: "The Arabic and the English text do not mention the same values.",
  }),
  sameFrom: (what) => ({
    ar: `لائحتان للرسوم تبدآن في ${what}.`,
    en: `Two schedules of fees begin on ${what}.`,
  }),
  feeCurrency: (what) => ({
    ar: `عملة البند ${what} غير عملة اللائحة.`,
    en: `The currency of line ${what} is not that of its schedule.`,
  }),
  lastRow: () => ({
    ar: "الصف الأخير يكون بلا شرط، لتجد كل حالة رسمها.",
    en: "The last row must have no condition, so that every case finds its fee.",
  }),
  rowNeverReached: () => ({
    ar: "صف بلا شرط قبل الأخير: ما بعده لا يُبلغ.",
    en: "A row without a condition before the last: those after it are never reached.",
  }),
  unknownState: (what) => ({ ar: `لا توجد حالة بالرمز ${what}.`, en: `There is no state ${what}.` }),
  initialNotDraft: () => ({
    ar: "الحالة الأولى تكون مسودة (draft).",
    en: "The initial state must be a draft.",
  }),
  unreachableState: (what) => ({
    ar: `لا طريق يصل إلى الحالة ${what}.`,
    en: `No path leads to the state ${what}.`,
  }),
  deadEnd: (what) => ({
    ar: `الحالة ${what} لا تصل إلى نهاية.`,
    en: `From the state ${what} no path reaches an end.`,
  }),
  onlyWithdrawal: (what) => ({
    ar: `لا مخرج من الحالة ${what} إلا سحب الطلب.`,
    en: `The only way out of the state ${what} is withdrawal.`,
  }),
  finalGoesOn: (what) => ({
    ar: `الحالة ${what} نهائية ولها انتقال بعدها.`,
    en: `The state ${what} is final, yet a transition leaves it.`,
  }),
  outcomeNeeded: (what) => ({
    ar: `الحالة النهائية ${what} تحتاج نتيجة (outcome).`,
    en: `The final state ${what} needs an outcome.`,
  }),
  outcomeOnlyFinal: (what) => ({
    ar: `الحالة ${what} ليست نهائية فلا نتيجة لها.`,
    en: `The state ${what} is not final, so it has no outcome.`,
  }),
  taskNeeded: (what) => ({
    ar: `حالة العمل ${what} تحتاج مهمة ودورا ومدة.`,
    en: `The state of work ${what} needs a task with a role and a time.`,
  }),
  taskOnlyWork: (what) => ({
    ar: `الحالة ${what} لا تنتظر المؤسسة فلا مهمة لها.`,
    en: `The state ${what} does not wait for the institution, so it has no task.`,
  }),
  guardFallback: (what) => ({
    ar: `آخر انتقال للحدث ${what} يكون بلا شرط.`,
    en: `The last transition for ${what} must have no condition.`,
  }),
  transitionShadowed: (what) => ({
    ar: `انتقال بلا شرط للحدث ${what} يسبق غيره فيحجبه.`,
    en: `An unconditional transition for ${what} hides those after it.`,
  }),
  wrongActor: (what) => ({
    ar: `الحدث ${what} ليس لهذا الفاعل في هذه الحالة.`,
    en: `The event ${what} does not belong to this actor in this state.`,
  }),
  unknownDocument: (what) => ({
    ar: `لا توجد وثيقة بالرمز ${what}.`,
    en: `There is no document ${what}.`,
  }),
  neverIssued: (what) => ({
    ar: `الوثيقة ${what} لا تصدر في أي حالة.`,
    en: `The document ${what} is issued in no state.`,
  }),
  noPayment: () => ({
    ar: "للخدمة رسوم ولا حالة دفع في سيرها.",
    en: "The service has fees, but its workflow has no state of payment.",
  }),
  noFees: () => ({
    ar: "في السير حالة دفع ولا رسوم للخدمة.",
    en: "The workflow has a state of payment, but the service has no fees.",
  }),
  wrongInstitution: (what) => ({
    ar: `رمز الخدمة يبدأ برمز مؤسستها ${what}.`,
    en: `The code must begin with the institution's, ${what}.`,
  }),
  sameText: () => ({
    ar: "النصان العربي والإنجليزي واحد. اكتب كلا منهما بلغته.",
    en: "The Arabic and the English text are the same. Write each in its language.",
  }),
  noArabic: () => ({
    ar: "النص العربي بلا حرف عربي. اكتبه بالعربية.",
    en: "The Arabic text has no Arabic letter. Write it in Arabic.",
  }),
  noEnglish: () => ({
    ar: "النص الإنجليزي بلا حرف لاتيني. اكتبه بالإنجليزية.",
    en: "The English text has no Latin letter. Write it in English.",
  }),
  neverShown: (what) => ({
    ar: `شروط ${what} تتعارض، فلا يظهر لأحد.`,
    en: `The conditions of ${what} contradict each other: nobody is ever shown it.`,
  }),
  notAskedOfAll: (what) => ({
    ar: `${what} لا يُسأل عنه كل الناس. قل ما يُعمل به إن لم يُعرف، مثل: ليس معلوم(س) أو …`,
    en: `${what} is not asked of everybody. Say what counts without it: not known(x) or …`,
  }),
  leastOverMost: () => ({
    ar: "الحد الأدنى أكبر من الحد الأعلى.",
    en: "The lower bound is above the upper one.",
  }),
  noPrefillHere: () => ({
    ar: "هذا النوع من الأسئلة لا يُعبأ مسبقا.",
    en: "A question of this kind cannot be filled in beforehand.",
  }),
  unknownLine: (what) => ({
    ar: `لا يوجد بند رسوم بالرمز ${what}.`,
    en: `There is no fee line ${what}.`,
  }),
  notWhole: (what) => ({
    ar: `مجموع الأجزاء ${what} من عشرة آلاف. اجعله 10,000.`,
    en: `The parts add up to ${what} of ten thousand. Make it 10,000.`,
  }),
  firstPartLater: () => ({
    ar: "الدفعة الأولى تُستحق يوم الطلب: اجعل موعدها 0.",
    en: "The first part is due on the day itself: set it to 0.",
  }),
  partsOutOfOrder: () => ({
    ar: "هذه الدفعة لا تُستحق بعد التي قبلها.",
    en: "This part is not due after the one before it.",
  }),
  noRail: (what) => ({
    ar: `لا وسيلة دفع تقبل ${what}.`,
    en: `No way of paying takes ${what}.`,
  }),
  taskAndChecks: (what) => ({
    ar: `الحالة ${what} لها مهمة واستيضاحات معا. اجعل كلا منهما في حالة.`,
    en: `The state ${what} has both a task and checks. Give each a state of its own.`,
  }),
  checksOnlyWork: (what) => ({
    ar: `الحالة ${what} ليست حالة عمل فلا استيضاحات لها.`,
    en: `The state ${what} is not one of work, so it has no checks.`,
  }),
  checkedNeeded: (what) => ({
    ar: `الحالة ${what} تستوضح مؤسسات ولا انتقال منها حين تجيب (checked).`,
    en: `The state ${what} has checks, but no transition once they are answered (checked).`,
  }),
  checkedWithoutChecks: (what) => ({
    ar: `الحالة ${what} بلا استيضاحات، فلا يقع فيها الحدث checked.`,
    en: `The state ${what} has no checks, so the event checked never happens there.`,
  }),
  unknownInstitution: (what) => ({
    ar: `لا توجد مؤسسة بالرمز ${what}.`,
    en: `There is no institution ${what}.`,
  }),
  unknownShown: (what) => ({
    ar: `لا يوجد جواب ولا معلومة باسم ${what}.`,
    en: `There is no answer or fact named ${what}.`,
  }),
  notOffered: (what) => ({
    ar: `منصة التبادل لا تعرض ${what}. اختر سجلا تعرضه، أو اطلب من صاحبه أن يعرضه.`,
    en: `The exchange offers no ${what}. Choose a registry that it offers, or have its holder offer it.`,
  }),
  fieldNotOffered: (what) => ({
    ar: `ليس في جواب هذا السجل ${what}. اختر معلومة يعرضها.`,
    en: `This registry's answer has no ${what}. Choose a field that it offers.`,
  }),
  purposeNotAllowed: (what) => ({
    ar: `الغرض ${what} لا يجيز سؤال هذا السجل. اختر غرضا مسجلا له، أو اطلب تسجيله في منصة التبادل.`,
    en: `The purpose ${what} does not allow asking this registry. Choose one that does, or have it registered in the exchange.`,
  }),
  mayBeMissing: (what) => ({
    ar: `قد تصدر الوثيقة و${what} غير معروف. استعمل أول_معلوم أو إذا … فإن … وإلا.`,
    en: `The document may be issued while ${what} is not known. Use firstKnown or if … then … else.`,
  }),
} as const satisfies Record<string, Say>;

export type ProofCode = keyof typeof texts;

export const proofCodes = Object.keys(texts) as readonly ProofCode[];

export const proofProblem = (path: string, code: ProofCode, what = ""): Problem => ({
  path,
  code,
  reason: texts[code](what === "" ? "" : quoted(what)),
});
