import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { ActError } from "./draft.ts";
import type { PublishError } from "./publish-queries.ts";
import type { RollBackError } from "./roll-back.ts";
import type { ServiceAct } from "./service-event.ts";

/** What the pages of review, publication and versions say. */
export const reviewTexts = defineTexts({
  title: { ar: "المراجعة والنشر", en: "Review and publication" },
  publishesAt: { ar: "تُنشر", en: "Publishes on" },
  inReview: { ar: "تنتظر مراجعة شخص ثان", en: "Waits for a second person's review" },
  inReviewOwn: {
    ar: "أنت كتبتها أو أرسلتها: يراجعها غيرك.",
    en: "You wrote or sent it: somebody else reviews it.",
  },
  inReviewTheirs: {
    ar: "اقرأ ما تغيّر وما ينقص وأثره على الطلبات السابقة، ثم قرر.",
    en: "Read what changes, what is missing and what it would have changed before, then decide.",
  },
  approved: { ar: "معتمدة وجاهزة للنشر", en: "Approved and ready to be published" },
  scheduled: { ar: "ستُنشر في وقتها", en: "Will be published at its time" },
  changes: { ar: "ما تغيّره عن النسخة المنشورة", en: "What it changes in the published version" },
  changesNew: {
    ar: "خدمة جديدة: لا نسخة منشورة قبلها.",
    en: "A new service: nothing was published before.",
  },
  changesNone: { ar: "لا شيء يتغير.", en: "Nothing changes." },
  before: { ar: "كان", en: "Was" },
  after: { ar: "صار", en: "Becomes" },
  place: { ar: "المكان", en: "Place" },
  problems: { ar: "ما ينقص", en: "What is missing" },
  problemsNone: { ar: "لا ينقص شيء.", en: "Nothing is missing." },
  impact: { ar: "أثرها على الطلبات السابقة", en: "What it would have changed before" },
  impactBody: {
    ar: "جرّبها على الطلبات السابقة: من كان رسمه أو نتيجته ستختلف؟",
    en: "Try it over past requests: whose fee or outcome would have been different?",
  },
  approve: { ar: "اعتمد النسخة", en: "Approve the version" },
  approveWords: { ar: "كلمة للسجل", en: "A word for the record" },
  optional: { ar: "يمكن تركها فارغة.", en: "You may leave it empty." },
  return: { ar: "أعدها للتعديل", en: "Send it back" },
  returnWords: { ar: "ماذا ينبغي أن يُعدّل؟", en: "What has to be changed?" },
  wordsMissing: {
    ar: "اكتب كلمات من 2000 حرف على الأكثر.",
    en: "Write a few words, at most 2000 characters.",
  },
  withdraw: { ar: "استرجعها للتعديل", en: "Take it back to change it" },
  publishNow: { ar: "انشر الآن", en: "Publish now" },
  publishNote: {
    ar: "يراها الناس في الحال. الطلبات الجارية تبقى على نسختها.",
    en: "People see it at once. Requests under way stay on their version.",
  },
  publishLater: { ar: "انشر في موعد", en: "Publish at a time" },
  date: { ar: "اليوم", en: "Day" },
  time: { ar: "الساعة بتوقيت فلسطين", en: "Time in Palestine" },
  timeHint: { ar: "مثل 08:00.", en: "Such as 08:00." },
  schedule: { ar: "حدّد الموعد", en: "Set the time" },
  unschedule: { ar: "ألغ الموعد", en: "Cancel the time" },
  timeMissing: { ar: "اكتب الساعة مثل 08:00.", en: "Write the time as 08:00." },
  published: { ar: "نُشرت", en: "Published" },
  publishedBody: {
    ar: "الخدمة في دليل الخدمات الآن بهذه النسخة.",
    en: "The catalogue offers the service in this version now.",
  },
  toOverview: { ar: "صفحة الخدمة", en: "The service" },
  nothingToReview: { ar: "لا شيء ينتظر المراجعة", en: "Nothing waits for review" },
  versions: { ar: "النسخ والسجل", en: "Versions and history" },
  version: { ar: "النسخة", en: "Version" },
  publishedOn: { ar: "تاريخ النشر", en: "Published on" },
  by: { ar: "من نشرها", en: "Published by" },
  withSystem: { ar: "جاءت مع النظام", en: "Came with the system" },
  restores: { ar: "تعيد النسخة", en: "Restores version" },
  running: { ar: "طلبات جارية عليها", en: "Open requests on it" },
  newest: { ar: "المنشورة الآن", en: "Published now" },
  audit: { ar: "سجل ما جرى", en: "What happened" },
  auditNone: { ar: "لم يجر شيء بعد.", en: "Nothing has happened yet." },
  system: { ar: "النظام، في الموعد المحدد", en: "The system, at the set time" },
  againstPrevious: { ar: "ما تغيّر عن النسخة السابقة", en: "What changed from the version before" },
  againstNewest: { ar: "الفرق عن المنشورة الآن", en: "Differences from what is published now" },
  rollBack: { ar: "نشر هذه النسخة من جديد", en: "Publishing this version anew" },
  rollBackBody: {
    ar: "تُنشر كما كانت، برقم جديد، حين يوافق شخص ثان. الطلبات الجارية تبقى على نسختها.",
    en: "It is published as it was, under a new number, once a second person agrees. Requests under way stay on theirs.",
  },
  rollBackWords: { ar: "لماذا؟", en: "Why?" },
  rollBackAsk: { ar: "اطلب موافقة زميل", en: "Ask a colleague to agree" },
  rollBackAsked: { ar: "طُلب نشرها من جديد", en: "Asked to be published anew" },
  rollBackWaits: { ar: "تنتظر موافقة شخص ثان", en: "Waits for a second person's agreement" },
  rollBackOwn: {
    ar: "أنت طلبت ذلك: يوافق غيرك من مصممي المؤسسة.",
    en: "You asked for it: another designer of the institution agrees.",
  },
  rollBackOther: { ar: "طُلب نشر نسخة أخرى من جديد", en: "Another version is asked for" },
  rollBackAgree: { ar: "وافق وانشرها الآن", en: "Agree and publish it now" },
  rollBackDecline: { ar: "ارفض الطلب", en: "Decline the request" },
  rollBackDeclineWords: { ar: "لماذا لا؟", en: "Why not?" },
  rollBackWithdraw: { ar: "اسحب الطلب", en: "Take the request back" },
  askedBy: { ar: "بطلب من", en: "asked by" },
  words: { ar: "الكلمات", en: "Words" },
  notThere: { ar: "لا نسخة بهذا الرقم", en: "There is no such version" },
});

/** Why an act did nothing, and what to do. */
export const actErrorTexts = {
  stale: {
    ar: "تغيّرت المسودة بعد أن فتحت الصفحة. راجعها ثم قرر.",
    en: "The draft changed after you opened the page. Look at it again, then decide.",
  },
  notFound: { ar: "لم تعد هناك مسودة لهذه الخدمة.", en: "This service has no draft any more." },
  notNow: {
    ar: "لا يمكن ذلك الآن: تغيّرت حالة المسودة أو النسخة.",
    en: "That cannot be done now: the draft or version stands elsewhere.",
  },
  ownWork: {
    ar: "أنت كتبتها أو أرسلتها: يعتمدها وينشرها شخص آخر.",
    en: "You wrote or sent it: another person approves and publishes it.",
  },
  notPublishable: {
    ar: "فيها ما يمنع النشر. ما ينقص مكتوب في هذه الصفحة.",
    en: "Something keeps it from being published. It stands on this page.",
  },
  baseMoved: {
    ar: "نُشرت نسخة أخرى منذ أرسلت للمراجعة. استرجعها وأرسلها من جديد ليُراجع الفرق الصحيح.",
    en: "Another version was published since it was sent for review. Take it back and send it again, so that the right difference is reviewed.",
  },
  alreadyAsked: {
    ar: "طُلب نشر نسخة سابقة من هذه الخدمة، ولم يُجب الطلب بعد. أجيبوه أولا.",
    en: "An earlier version of this service is asked for already. Answer that request first.",
  },
  badTime: {
    ar: "اختر موعدا بعد الآن وخلال سنة.",
    en: "Choose a time after now and within a year.",
  },
} as const satisfies Record<ActError | PublishError | RollBackError | "badTime", Text>;

/** Acts as the audit tells them. */
export const actTexts = {
  begun: { ar: "بدأ مسودة", en: "Began a draft" },
  submitted: { ar: "أرسل للمراجعة", en: "Sent for review" },
  withdrawn: { ar: "استرجع للتعديل", en: "Took back to change" },
  returned: { ar: "أعاد للتعديل", en: "Sent back" },
  approved: { ar: "اعتمد", en: "Approved" },
  scheduled: { ar: "حدّد موعد النشر", en: "Set the time of publication" },
  unscheduled: { ar: "ألغى موعد النشر", en: "Cancelled the time of publication" },
  published: { ar: "نشر", en: "Published" },
  publishFailed: { ar: "تعذر النشر في موعده", en: "Could not be published at its time" },
  rollBackAsked: { ar: "طلب نشر نسخة سابقة من جديد", en: "Asked for an earlier version anew" },
  rollBackWithdrawn: {
    ar: "سحب طلب نسخة سابقة",
    en: "Took back the request for an earlier version",
  },
  rollBackDeclined: { ar: "رفض نشر نسخة سابقة", en: "Declined an earlier version" },
  rolledBack: {
    ar: "وافق على نشر نسخة سابقة من جديد",
    en: "Agreed to publish an earlier version anew",
  },
  discarded: { ar: "حذف المسودة", en: "Discarded the draft" },
  imported: { ar: "استورد من ملف", en: "Imported from a file" },
  dryRun: { ar: "جرّب على الطلبات السابقة", en: "Tried over past requests" },
} as const satisfies Record<ServiceAct, Text>;
