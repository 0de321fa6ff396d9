import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { RefusalReason } from "./proofing-case.ts";
import type { Proofing } from "./proofing.ts";

export const counterTexts = defineTexts({
  title: { ar: "إثبات الهوية في المكتب", en: "Proving identity at the counter" },
  lede: {
    ar: "موظفان يريان صاحب الهوية: واحد يقترح وآخر يؤكد. كل خطوة مسجلة باسمك.",
    en: "Two registrars see the person: one proposes, another confirms. Each step is recorded in your name.",
  },
  nationalId: { ar: "رقم هوية الحاضر أمامك", en: "Identity number of the person before you" },
  find: { ar: "ابحث", en: "Find" },
  noAccount: {
    ar: "لا حساب بهذا الرقم. يفتح صاحبه حسابا من هاتفه أولا، في صفحة الدخول: افتح حسابا.",
    en: "There is no account with this number. The person opens one on their phone first: Open an account, on the sign-in page.",
  },
  waiting: { ar: "تنتظر موظفا ثانيا", en: "Waiting for a second registrar" },
  nothingWaits: { ar: "لا شيء ينتظر", en: "Nothing waits" },
  nothingWaitsBody: {
    ar: "ما يقترحه زملاؤك يظهر هنا لتؤكده.",
    en: "What your colleagues propose appears here for you to confirm.",
  },
  person: { ar: "الشخص", en: "Person" },
  proposedBy: { ar: "اقترحه", en: "Proposed by" },
  proposedAt: { ar: "متى", en: "When" },
  open: { ar: "افتح", en: "Open" },
  back: { ar: "كل الحالات", en: "All cases" },
  account: { ar: "الحساب", en: "The account" },
  accountPhone: { ar: "هاتف الحساب", en: "Phone of the account" },
  proofing: { ar: "إثبات الهوية", en: "Proof of identity" },
  registry: { ar: "السجل المدني", en: "Civil registry" },
  registryNow: { ar: "السجل المدني، الآن", en: "Civil registry, now" },
  name: { ar: "الاسم", en: "Name" },
  dateOfBirth: { ar: "تاريخ الميلاد", en: "Date of birth" },
  life: { ar: "القيد", en: "Entry" },
  alive: { ar: "قائم", en: "Open" },
  closedByDeath: { ar: "مقفل بالوفاة", en: "Closed by a death" },
  documentKind: { ar: "آخر وثيقة", en: "Last document" },
  registryDown: {
    ar: "السجل المدني لا يجيب الآن، ولا إثبات بلا سؤاله. أعد فتح الصفحة بعد دقيقة.",
    en: "The civil registry does not answer now, and nobody is proven without asking it. Open the page again in a minute.",
  },
  registryDownTitle: { ar: "السجل المدني لا يجيب", en: "The civil registry does not answer" },
  registryUnknown: {
    ar: "السجل المدني لا يعرف هذا الرقم بعد",
    en: "The civil registry does not know this number yet",
  },
  registryUnknownBody: {
    ar: "يكفي أن ترى وثيقة رسمية أصلية فيها هذا الرقم، ويؤكد ذلك زميل.",
    en: "It is enough that you see an original official document with this number, and a colleague confirms it.",
  },
  deceased: {
    ar: "القيد مقفل بالوفاة في السجل المدني. حوّل الحاضر إلى تصحيح القيود.",
    en: "The entry is closed by a death. Send the person to the correction of entries.",
  },
  checklist: { ar: "ما رأيته بنفسك", en: "What you saw yourself" },
  documentSeen: {
    ar: "رأيت الوثيقة الأصلية، وليست صورة عنها.",
    en: "I saw the original document, not a copy of it.",
  },
  documentSeenMissing: {
    ar: "ضع العلامة بعد أن ترى الوثيقة الأصلية.",
    en: "Tick this once you have seen the original document.",
  },
  faceMatches: {
    ar: "وجه الحاضر هو الوجه الذي في الوثيقة.",
    en: "The face before me is the face in the document.",
  },
  faceMatchesMissing: {
    ar: "ضع العلامة بعد أن تقارن الوجه بالوثيقة.",
    en: "Tick this once you have compared the face with the document.",
  },
  documentSeenKind: { ar: "الوثيقة التي رأيتها", en: "The document you saw" },
  documentNumber: { ar: "رقمها كما تقرؤه", en: "Its number as you read it" },
  notLastDocument: {
    ar: "ليست آخر وثيقة صدرت له في السجل المدني. راجع النوع والرقم، أو اطلب الوثيقة الأحدث.",
    en: "It is not the last document in the civil registry. Check kind and number, or ask for the newer one.",
  },
  phoneCode: {
    ar: "الرمز الذي يقرؤه الحاضر من هاتفه",
    en: "The code that the person reads from their phone",
  },
  phoneCodeHint: {
    ar: "أرسله إلى هاتف الحساب بالزر أدناه. بلا رمز قد يكون الحساب لغيره.",
    en: "Send it to the account's phone with the button below. Without it the account may be somebody else's.",
  },
  sendCode: { ar: "أرسل رمزا إلى هاتف الحساب", en: "Send a code to the account's phone" },
  codeSent: { ar: "أرسلنا الرمز", en: "We sent the code" },
  codeSentNext: {
    ar: "اطلب من الحاضر أن يقرأه لك.",
    en: "Ask the person to read it to you.",
  },
  codeNotSent: { ar: "لم نستطع إرسال الرمز", en: "We could not send the code" },
  codeEmpty: {
    ar: "اكتب الرمز الذي وصل إلى هاتفه.",
    en: "Enter the code that reached their phone.",
  },
  codeShape: { ar: "الرمز ستة أرقام.", en: "The code has six digits." },
  propose: { ar: "اقترح التأكيد", en: "Propose to confirm" },
  openCase: {
    ar: "اقترح زميل تأكيد هذا الشخص",
    en: "A colleague has proposed to confirm this person",
  },
  openCaseBody: {
    ar: "افتح الحالة وقرر فيها.",
    en: "Open the case and decide it.",
  },
  caseTitle: { ar: "تأكيد هوية", en: "Confirming an identity" },
  yours: { ar: "اقترحته أنت", en: "You proposed this" },
  yoursBody: {
    ar: "يؤكده موظف آخر يرى الشخص والوثيقة بنفسه. لك أن تسحبه.",
    en: "Another registrar confirms it, having seen person and document. You may withdraw it.",
  },
  confirm: { ar: "أكّد الهوية", en: "Confirm the identity" },
  refuseTitle: { ar: "أو ارفض", en: "Or refuse" },
  reason: { ar: "السبب", en: "Reason" },
  reasonMissing: { ar: "اختر السبب.", en: "Choose the reason." },
  refuse: { ar: "ارفض", en: "Refuse" },
  withdraw: { ar: "اسحب الاقتراح", en: "Withdraw the proposal" },
  sameRegistrar: {
    ar: "لا تؤكد ما اقترحته أنت. يؤكده موظف آخر.",
    en: "You cannot confirm what you proposed. Another registrar does.",
  },
  decidedAlready: {
    ar: "قُرر في هذه الحالة من قبل. لم يتغير شيء الآن.",
    en: "This case was decided before. Nothing changed now.",
  },
  proposedTitle: { ar: "سُجل الاقتراح", en: "The proposal is recorded" },
  proposedNext: {
    ar: "اطلب من زميل أن يفتح هذه الصفحة ويرى الشخص والوثيقة.",
    en: "Ask a colleague to open this page and to see person and document.",
  },
  confirmedTitle: { ar: "تأكدت الهوية", en: "The identity is confirmed" },
  refusedTitle: { ar: "رُفض التأكيد", en: "The confirmation is refused" },
  told: { ar: "وصلت إلى صاحب الحساب رسالة.", en: "The owner of the account was sent a message." },
  notFound: { ar: "لا حالة بهذا العنوان", en: "There is no such case" },
  officeCard: {
    ar: "أثبت هوية شخص حاضر أمامك، أو أكّد ما اقترحه زميل.",
    en: "Prove the identity of a person before you, or confirm what a colleague proposed.",
  },
});

export const refusalTexts: Readonly<Record<RefusalReason, Text>> = {
  "document-not-genuine": { ar: "الوثيقة غير سليمة", en: "The document is not genuine" },
  "face-differs": { ar: "الوجه غير الوجه", en: "The face is another" },
  "details-differ": {
    ar: "معلومات الوثيقة غير معلومات السجل",
    en: "The document's details differ from the registry's",
  },
  "not-here": { ar: "لم أر الشخص بنفسي", en: "I did not see the person myself" },
  withdrawn: { ar: "سحبه من اقترحه", en: "Withdrawn by the proposer" },
};

export const proofingTexts: Readonly<Record<Proofing, Text>> = {
  none: {
    ar: "يعرفه السجل المدني، ودون السن",
    en: "Known to the civil registry, under age",
  },
  pending: { ar: "لم يعرفه السجل المدني بعد", en: "Not yet known to the civil registry" },
  registry: { ar: "مؤكد من السجل المدني", en: "Confirmed by the civil registry" },
  counter: { ar: "مؤكد وجها لوجه في مكتب", en: "Confirmed face to face at an office" },
};
