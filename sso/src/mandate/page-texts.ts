import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { GiveFailure } from "./give-mandate.ts";

/** The words of a person's own pages about mandates. */
export const pageTexts = defineTexts({
  title: { ar: "التوكيلات والتمثيل", en: "Acting for others" },
  lede: {
    ar: "من يتصرف عنك أمام خدمات الحكومة، وعمن تتصرف.",
    en: "Who acts for you at government services, and for whom you act.",
  },
  account: { ar: "حسابي", en: "My account" },
  list: { ar: "التوكيلات والتمثيل", en: "Acting for others" },
  waiting: { ar: "ينتظر جوابك", en: "Waits for your answer" },
  given: { ar: "من يتصرف عنك", en: "Who acts for you" },
  received: { ar: "عمن تتصرف", en: "For whom you act" },
  noneGiven: { ar: "لا أحد يتصرف عنك.", en: "Nobody acts for you." },
  noneReceived: { ar: "لا تتصرف عن أحد.", en: "You act for nobody." },
  noneReceivedBody: {
    ar: "الشركات التي تمثلها وأبناؤك القاصرون يظهرون هنا بعد أول دخول عنهم.",
    en: "Companies you represent and your children under age appear here after you first sign in for them.",
  },
  give: { ar: "أعط توكيلا", en: "Give a power of attorney" },
  giveTitle: { ar: "من تريد أن يتصرف عنك؟", en: "Who should act for you?" },
  giveLede: {
    ar: "يبدأ التوكيل حين يقبله. تستطيع إلغاءه في أي وقت.",
    en: "It begins when they accept. You can revoke it at any time.",
  },
  nationalId: { ar: "رقم هوية من توكّله", en: "Identity number of the person you empower" },
  nationalIdHint: { ar: "تسعة أرقام كما على البطاقة", en: "Nine digits, as on the card" },
  reach: { ar: "أين يتصرف عنك؟", en: "Where may they act for you?" },
  reachAll: { ar: "في كل خدمة تقبل التوكيل", en: "At every service that takes powers of attorney" },
  reachAllHint: {
    ar: "والخدمات التي تقبله في المستقبل أيضا",
    en: "Also at services that will take them in the future",
  },
  reachSome: { ar: "في خدمات أحددها", en: "At services that I name" },
  services: { ar: "الخدمات", en: "Services" },
  allServices: { ar: "كل خدمة تقبله", en: "Every service that takes it" },
  from: { ar: "من يوم", en: "From" },
  until: { ar: "إلى نهاية يوم", en: "Until the end of" },
  continue: { ar: "تابع", en: "Continue" },
  checkTitle: { ar: "راجع التوكيل قبل إعطائه", en: "Check before you give it" },
  representative: { ar: "من يتصرف", en: "Who acts" },
  represented: { ar: "عمن", en: "For whom" },
  as: { ar: "بصفته", en: "As" },
  number: { ar: "الرقم", en: "Number" },
  confirmGive: { ar: "أعط التوكيل", en: "Give the power of attorney" },
  change: { ar: "غيّر", en: "Change" },
  checkWarning: {
    ar: "سيدخل إلى هذه الخدمات باسمك ويقدم الطلبات عنك. لا تعط توكيلا لمن طلبه منك في رسالة أو مكالمة.",
    en: "They will enter these services for you and apply in your name. Never give one to somebody who asked for it in a message or a call.",
  },
  since: { ar: "يبدأ", en: "Begins" },
  ends: { ar: "ينتهي", en: "Ends" },
  endsWithRole: { ar: "حين تنتهي الصفة في السجل الرسمي", en: "When the role ends in the registry" },
  endsAtEighteen: { ar: "حين يبلغ الثامنة عشرة", en: "When the child becomes eighteen" },
  where: { ar: "أين", en: "Where" },
  answerBefore: { ar: "يجاب عنه قبل", en: "To be answered before" },
  source: { ar: "المصدر", en: "Source" },
  companiesRegistry: { ar: "سجل الشركات", en: "Companies registry" },
  civilRegistry: { ar: "السجل المدني", en: "Civil registry" },
  history: { ar: "ما جرى به", en: "What happened with it" },
  what: { ar: "ما حدث", en: "What happened" },
  when: { ar: "متى", en: "When" },
  who: { ar: "من", en: "Who" },
  service: { ar: "الخدمة", en: "Service" },
  you: { ar: "أنت", en: "You" },
  otherSide: { ar: "الطرف الآخر", en: "The other side" },
  accept: { ar: "اقبل التوكيل", en: "Accept" },
  decline: { ar: "ارفض", en: "Decline" },
  withdraw: { ar: "اسحب التوكيل", en: "Withdraw it" },
  revoke: { ar: "ألغ", en: "Revoke" },
  revokeMine: { ar: "أوقف تصرفي عنه", en: "Stop acting for them" },
  reconsider: { ar: "اسحب رفضك", en: "Take your refusal back" },
  resume: { ar: "أعد العمل به", en: "Take it up again" },
  revokeTitle: { ar: "هل تلغي هذا الآن؟", en: "Revoke this now?" },
  revokeBody: {
    ar: "ينتهي العمل به فورا، وينتهي كل دخول مفتوح عن طريقه، ونخبر الطرف الآخر.",
    en: "It ends at once, with every sign-in that is open under it, and we tell the other side.",
  },
  revokeFinal: {
    ar: "لا يعود التوكيل بعد إلغائه، لكن يمكن إعطاء توكيل جديد.",
    en: "A revoked power of attorney does not come back, but another can be given.",
  },
  revokeRole: {
    ar: "من ألغاه يستطيع أن يعيد العمل به ما دامت الصفة في السجل الرسمي.",
    en: "Whoever revoked it can take it up again while the role is in the official registry.",
  },
  keep: { ar: "أبقه", en: "Keep it" },
  done: { ar: "تم", en: "Done" },
  givenNext: {
    ar: "أخبرنا من وكّلته. لا يتصرف عنك قبل أن يقبل، ونخبرك حين يجيب.",
    en: "We told the person you empowered. They cannot act before they accept, and we tell you when they answer.",
  },
  acceptedNext: {
    ar: "تستطيع الآن أن تتصرف عنه: اختره حين تدخل إلى خدمة تقبل التوكيل.",
    en: "You can act for them now: choose them when you sign in to a service that takes it.",
  },
  endedNext: {
    ar: "انتهى العمل به، وأخبرنا الطرف الآخر.",
    en: "It has ended, and we told the other side.",
  },
  changedNext: { ar: "تغيرت حاله كما ترى أدناه.", en: "It stands as you see below." },
  notFound: { ar: "لا يوجد توكيل كهذا في حسابك", en: "There is no such mandate in your account" },
  notFoundBody: {
    ar: "ربما كان لحساب آخر. ارجع إلى قائمة توكيلاتك.",
    en: "It may belong to another account. Go back to your list.",
  },
  tooMany: {
    ar: "كتبت أرقاما كثيرة في وقت قصير. انتظر عشر دقائق ثم تابع.",
    en: "You tried many numbers in a short time. Wait ten minutes, then go on.",
  },
});

export const giveFailureTexts: Readonly<Record<GiveFailure, Text>> = {
  "giver-unproved": {
    ar: "لم نتحقق من هويتك بعد، ولا يعطى التوكيل قبل ذلك. راجع مكتب خدمة ببطاقتك.",
    en: "Your identity is not confirmed yet, and no power of attorney is given before. Visit a service office with your card.",
  },
  "no-account": {
    ar: "لا حساب بهذا الرقم. اطلب من صاحبه أن يفتح حسابا، ثم أعطه التوكيل.",
    en: "There is no account with this number. Ask its owner to open one, then give it to them.",
  },
  "under-age": {
    ar: "صاحب هذا الرقم دون الثامنة عشرة. اختر شخصا بلغها.",
    en: "The owner of this number is under eighteen. Choose somebody who is of age.",
  },
  "giver-under-age": {
    ar: "يعطي التوكيل من بلغ الثامنة عشرة. يتصرف والداك عنك حتى ذلك.",
    en: "Whoever gives it must be eighteen. Until then your parents act for you.",
  },
  "already-given": {
    ar: "بينكما توكيل قائم أو ينتظر القبول. ألغه أولا، ثم أعط الجديد.",
    en: "One is in force between you or waits for acceptance. Revoke it first, then give the new one.",
  },
};
