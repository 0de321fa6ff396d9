import { defineTexts, type Text } from "@gov/kit/text.ts";
import type {
  RegistrationField,
  ReviewCheck,
  VersionFailure,
  VersionState,
} from "./client-version.ts";
import type { KeyFailure } from "./public-keys.ts";
import type { PublishFailure } from "./publish-version.ts";

export const consoleTexts = defineTexts({
  title: { ar: "الخدمات المتصلة بالدخول", en: "Services that use the sign-in" },
  lede: {
    ar: "سجّل خدمة لتجربها فورا مع أشخاص التجربة، ثم اطلب تشغيلها للناس.",
    en: "Register a service to try it at once with test people, then ask to open it to everybody.",
  },
  office: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  register: { ar: "سجّل خدمة", en: "Register a service" },
  none: { ar: "لا خدمات مسجلة لمؤسستك", en: "Your institution has no services yet" },
  noneBody: {
    ar: "سجّل الأولى لتحصل فورا على نظام تجربة يعمل.",
    en: "Register the first to get a working test client at once.",
  },
  waiting: { ar: "تنتظر المراجعة", en: "Waiting for review" },
  nothingWaits: { ar: "لا شيء ينتظر المراجعة.", en: "Nothing waits for review." },
  service: { ar: "الخدمة", en: "Service" },
  clientId: { ar: "المعرّف", en: "Client id" },
  institution: { ar: "المؤسسة", en: "Institution" },
  stage: { ar: "المرحلة", en: "Stage" },
  status: { ar: "الحال", en: "Status" },
  test: { ar: "تجربة", en: "Test" },
  live: { ar: "للناس", en: "Live" },
  active: { ar: "تعمل", en: "Works" },
  suspended: { ar: "موقوفة", en: "Suspended" },
  asked: { ar: "طلبها", en: "Asked by" },
  when: { ar: "متى", en: "When" },
  edit: { ar: "غيّر التسجيل", en: "Change the registration" },
  goLive: { ar: "اطلب تشغيلها للناس", en: "Ask to open it to everybody" },
  versions: { ar: "سجل التغييرات", en: "History of changes" },
  setup: { ar: "إعداد نظامك", en: "Set your system up" },
  simulator: { ar: "جرّب دخولا", en: "Try a sign-in" },
  newSecret: { ar: "سرّ جديد", en: "New secret" },
  suspend: { ar: "أوقف الخدمة", en: "Suspend the service" },
  resume: { ar: "أعد تشغيلها", en: "Let it work again" },
  delete: { ar: "احذفها", en: "Delete it" },
  signIns: { ar: "الدخول كل يوم", en: "Sign-ins a day" },
  signInsNone: {
    ar: "لم يدخل أحد في آخر 30 يوما.",
    en: "Nobody signed in during the last 30 days.",
  },
  day: { ar: "اليوم", en: "Day" },
  count: { ar: "مرات الدخول", en: "Sign-ins" },
  secretOnce: { ar: "هذا سرّ الخدمة، ونعرضه مرة واحدة", en: "This is the secret, shown once" },
  secretOnceBody: {
    ar: "انسخه الآن إلى إعدادات نظامك. لا نستطيع عرضه ثانية، ويمكن طلب غيره.",
    en: "Copy it into your system's settings now. We cannot show it again, but you can ask for another.",
  },
  earlierSecret: {
    ar: "السرّ السابق صالح إلى",
    en: "The secret before it is good until",
  },
  newSecretTitle: { ar: "هل تريد سرّا جديدا؟", en: "Do you want a new secret?" },
  newSecretBody: {
    ar: "نعرضه مرة واحدة. يبقى السرّ الحالي صالحا يوما لتنتقل من غير انقطاع.",
    en: "We show it once. The present one stays good for a day, so that you change over without a break.",
  },
  suspendTitle: { ar: "هل توقف هذه الخدمة الآن؟", en: "Suspend this service now?" },
  suspendBody: {
    ar: "لا يدخل إليها أحد ولا تعمل رموزها حتى تعيد تشغيلها. يراه الناس رسالة خطأ.",
    en: "Nobody can sign in to it and its tokens are not renewed until you let it work again. People see an error.",
  },
  deleteTitle: { ar: "هل تحذف هذه الخدمة؟", en: "Delete this service?" },
  deleteBody: {
    ar: "ينتهي كل دخول مفتوح إليها ولا يعود معرّفها إلى العمل. يبقى سجل تغييراتها.",
    en: "Every sign-in open to it ends and its id works no more. The history of its changes stays.",
  },
  typeId: { ar: "اكتب معرّف الخدمة لتأكيد الحذف", en: "Type the client id to confirm" },
  typeIdWrong: {
    ar: "ما كتبته ليس معرّف الخدمة. انسخه كما يظهر أعلاه.",
    en: "What you typed is not the client id. Copy it as it stands above.",
  },
  keep: { ar: "أبقها", en: "Keep it" },
  cancel: { ar: "ارجع", en: "Back" },
  proposedWaits: { ar: "تغيير ينتظر المراجعة", en: "A change waits for review" },
  proposedBody: {
    ar: "يعمل التسجيل الحالي كما هو حتى يوافق موظف التشغيل على التغيير.",
    en: "The present registration goes on working until an operator approves the change.",
  },
  seeProposal: { ar: "انظر التغيير", en: "See the change" },
  done: { ar: "تم", en: "Done" },
  doneProposed: {
    ar: "أرسلنا طلبك إلى موظفي التشغيل. يراجعه شخص غير من طلبه.",
    en: "Your request went to the operators. Somebody other than who asked reviews it.",
  },
  doneEffective: { ar: "يعمل التسجيل الجديد الآن.", en: "The new registration works now." },
  testPeople: { ar: "أشخاص التجربة", en: "Test people" },
  testPeopleBody: {
    ar: "يدخل إلى خدمة التجربة هؤلاء وحدهم. يعطيك موظف التشغيل كلمات سرهم.",
    en: "Only these people enter a test service. An operator gives you their passwords.",
  },
  notFound: { ar: "لا خدمة كهذه في مؤسستك", en: "Your institution has no such service" },
  notFoundBody: {
    ar: "ربما حُذفت أو كانت لمؤسسة أخرى. ارجع إلى القائمة.",
    en: "It may be deleted, or another institution's. Go back to the list.",
  },
});

export const formTexts = defineTexts({
  newTitle: { ar: "سجّل خدمة", en: "Register a service" },
  editTitle: { ar: "غيّر تسجيل الخدمة", en: "Change the registration" },
  liveTitle: { ar: "اطلب تشغيل الخدمة للناس", en: "Ask to open the service" },
  clientId: { ar: "معرّف الخدمة", en: "Client id" },
  clientIdHint: {
    ar: "حروف لاتينية صغيرة وأرقام وشرطات، مثل building-permits",
    en: "Small Latin letters, digits and dashes, such as building-permits",
  },
  nameAr: { ar: "اسم الخدمة بالعربية", en: "Name in Arabic" },
  nameEn: { ar: "اسم الخدمة بالإنجليزية", en: "Name in English" },
  kind: { ar: "نوع النظام", en: "Kind of system" },
  web: { ar: "موقع له خادم", en: "A web site with a server" },
  webHint: { ar: "يحفظ سرّا أو مفتاحا", en: "Keeps a secret or a key" },
  app: { ar: "تطبيق على الهاتف أو في المتصفح", en: "An app on a phone or in a browser" },
  appHint: {
    ar: "لا يحفظ سرّا، ويثبت كل طلب بنفسه",
    en: "Keeps no secret; proves each request by itself",
  },
  homeUrl: { ar: "عنوان الخدمة", en: "Address of the service" },
  redirectUris: { ar: "عناوين العودة بعد الدخول", en: "Addresses to come back to after sign-in" },
  redirectHint: { ar: "عنوان كامل في كل سطر، كما هو تماما", en: "One whole address a line, exact" },
  postLogout: { ar: "عناوين العودة بعد الخروج", en: "Addresses to come back to after sign-out" },
  scopes: { ar: "ما تحتاجه الخدمة من الشخص", en: "What the service needs of a person" },
  scopesHint: {
    ar: "اكتب لكل واحد لماذا تحتاجه؛ يقرؤه الشخص قبل أن يوافق.",
    en: "Say for each why you need it; the person reads it before consenting.",
  },
  purposeAr: { ar: "لماذا، بالعربية", en: "Why, in Arabic" },
  purposeEn: { ar: "لماذا، بالإنجليزية", en: "Why, in English" },
  representation: { ar: "عمن يتصرف الناس فيها", en: "For whom people may act there" },
  representationHint: {
    ar: "لمن يطلب نطاق التمثيل وحده",
    en: "Only where acting for others is asked for above",
  },
  company: { ar: "شركة", en: "A company" },
  child: { ar: "طفل", en: "A child" },
  attorney: { ar: "موكِّل", en: "Someone by power of attorney" },
  pairwise: { ar: "معرّف الشخص", en: "Identifier of a person" },
  pairwiseYes: { ar: "خاص بهذه الخدمة", en: "Of this service alone" },
  pairwiseNo: { ar: "واحد لكل الخدمات", en: "The same for every service" },
  proof: { ar: "كيف يثبت نظامك هويته", en: "How your system proves itself" },
  secret: { ar: "بسرّ نعطيك إياه", en: "By a secret that we give you" },
  keys: { ar: "بمفاتيح عامة تلصقها هنا", en: "By public keys that you paste here" },
  keysUrl: { ar: "بمفاتيح عند عنوان لك", en: "By keys at an address of yours" },
  keysLabel: { ar: "المفاتيح العامة أو عنوانها", en: "The public keys, or their address" },
  keysHint: {
    ar: "JWK أو JWKS أو PEM، أو عنوان https. لا ترسل مفتاحا خاصا أبدا.",
    en: "JWK, JWKS or PEM, or an https address. Never send a private key.",
  },
  protection: { ar: "حماية إضافية", en: "Further protection" },
  pushed: { ar: "طلبات مرسلة سلفا (PAR) وحدها", en: "Pushed requests alone (PAR)" },
  dpop: { ar: "رموز مربوطة بمفتاح (DPoP)", en: "Tokens bound to a key (DPoP)" },
  fapi2: { ar: "ملف FAPI 2.0، لما يحرك مالا", en: "The FAPI 2.0 profile, for what moves money" },
  note: { ar: "ملاحظة للمراجع وللسجل", en: "Note for the reviewer and the history" },
  registerNow: { ar: "سجّل", en: "Register" },
  save: { ar: "احفظ التغيير", en: "Save the change" },
  askLive: { ar: "أرسل الطلب", en: "Send the request" },
});

export const scopeNames: Readonly<Record<string, Text>> = {
  openid: { ar: "أنه دخل", en: "That they signed in" },
  profile: { ar: "الاسم", en: "Name" },
  national_id: { ar: "رقم الهوية", en: "Identity number" },
  phone: { ar: "رقم الهاتف", en: "Phone number" },
  birthdate: { ar: "تاريخ الميلاد", en: "Date of birth" },
  mandates: { ar: "عمن يتصرف", en: "For whom they act" },
  offline_access: { ar: "البقاء متصلا", en: "Staying connected" },
  "applications:read": { ar: "قراءة الطلبات في البوابة", en: "Reading applications at the portal" },
  "applications:write": {
    ar: "تقديم الطلبات في البوابة",
    en: "Sending applications to the portal",
  },
  "bills:read": { ar: "قراءة الفواتير", en: "Reading bills" },
  "bills:write": { ar: "إصدار الفواتير", en: "Issuing bills" },
};

export const formErrorTexts = defineTexts({
  clientId: {
    ar: "اكتب معرّفا من حروف لاتينية صغيرة وأرقام وشرطات، لا ينتهي بـ -test.",
    en: "Enter an id of small Latin letters, digits and dashes that does not end in -test.",
  },
  taken: {
    ar: "هذا المعرّف لخدمة أخرى. اختر غيره.",
    en: "Another service has this id. Choose another.",
  },
  nameAr: { ar: "اكتب اسم الخدمة بالعربية.", en: "Enter the name in Arabic." },
  nameEn: { ar: "اكتب اسم الخدمة بالإنجليزية.", en: "Enter the name in English." },
  kind: { ar: "اختر نوع النظام.", en: "Choose the kind of system." },
  homeUrl: {
    ar: "اكتب عنوانا كاملا يبدأ بـ https://.",
    en: "Enter a whole address that begins with https://.",
  },
  redirectUris: {
    ar: "اكتب عنوانا كاملا في كل سطر، بلا * ولا #، ويناسب نوع النظام.",
    en: "Enter one whole address a line, without * or #, that fits the kind of system.",
  },
  postLogoutRedirectUris: {
    ar: "اكتب عنوانا كاملا في كل سطر، بلا * ولا #.",
    en: "Enter one whole address a line, without * or #.",
  },
  unfit: {
    ar: "خدمة الناس لها عناوين https في شبكتها. غيّر عناوين جهازك المحلي.",
    en: "A live service has https addresses on its own host. Change those of your own machine.",
  },
  scope: { ar: "راجع ما اخترته.", en: "Check what you ticked." },
  purpose: {
    ar: "اكتب بالعربية والإنجليزية لماذا تحتاجه، أو لا تختره.",
    en: "Say in Arabic and English why you need it, or untick it.",
  },
  representation: {
    ar: "اختر عمن يتصرف الناس، أو لا تختر نطاق التمثيل.",
    en: "Tick for whom people act, or untick acting for others.",
  },
  pairwise: {
    ar: "المعرّف الخاص يحتاج عناوين عودة في موقع واحد.",
    en: "An identifier of its own needs addresses at one host.",
  },
  proof: { ar: "اختر كيف يثبت نظامك هويته.", en: "Choose how your system proves itself." },
  keys: {
    ar: "راجع المفاتيح أو عنوانها: عنوان https أو مفاتيح عامة.",
    en: "Check the keys or their address: an https address, or public keys.",
  },
  protection: {
    ar: "ملف FAPI 2.0 يحتاج مفاتيح وعناوين https.",
    en: "The FAPI 2.0 profile needs keys and https addresses.",
  },
  other: { ar: "راجع هذا الحقل.", en: "Check this field." },
});

export const keyErrorTexts: Readonly<Record<KeyFailure, Text>> = {
  empty: { ar: "الصق المفاتيح العامة.", en: "Paste the public keys." },
  private: {
    ar: "هذا مفتاح خاص، ولم نحفظه. عدّه مكشوفا: اصنع غيره، والصق العام وحده.",
    en: "This is a private key; we did not keep it. Count it as known: make another and paste the public part alone.",
  },
  unreadable: {
    ar: "لم نفهم هذا. الصق JWK أو JWKS أو PEM كما هو.",
    en: "We could not read this. Paste a JWK, a JWKS or PEM as it is.",
  },
  unfit: {
    ar: "نقبل مفاتيح P-256 وRSA من 2048 إلى 4096 بت.",
    en: "We take P-256 keys, and RSA keys of 2048 to 4096 bits.",
  },
  "too-many": { ar: "خمسة مفاتيح على الأكثر.", en: "Five keys at most." },
};

export const fieldNames: Readonly<Record<RegistrationField, Text>> = {
  name: { ar: "الاسم", en: "Name" },
  kind: { ar: "نوع النظام", en: "Kind of system" },
  audience: { ar: "لمن", en: "For whom" },
  firstParty: { ar: "بلا صفحة موافقة", en: "Without a consent page" },
  homeUrl: { ar: "عنوان الخدمة", en: "Address of the service" },
  redirectUris: { ar: "عناوين العودة بعد الدخول", en: "Addresses after sign-in" },
  postLogoutRedirectUris: { ar: "عناوين العودة بعد الخروج", en: "Addresses after sign-out" },
  backchannelLogoutUri: { ar: "عنوان الإبلاغ بالخروج", en: "Address told of sign-outs" },
  backchannelLogoutSessionRequired: {
    ar: "يُبلغ بالدخول الذي انتهى",
    en: "Is told which sign-in ended",
  },
  institution: { ar: "المؤسسة", en: "Institution" },
  corsOrigins: { ar: "صفحات تستدعي مباشرة", en: "Pages that call directly" },
  scopes: { ar: "ما تطلبه من الشخص", en: "What it asks of a person" },
  purposes: { ar: "لماذا تطلبه", en: "Why it asks" },
  resources: { ar: "واجهات البرمجة", en: "APIs" },
  representation: { ar: "التصرف عن آخرين", en: "Acting for others" },
  publicKeys: { ar: "المفاتيح العامة", en: "Public keys" },
  publicKeysUrl: { ar: "عنوان المفاتيح", en: "Address of its keys" },
  dpopBoundAccessTokens: { ar: "رموز مربوطة بمفتاح (DPoP)", en: "Tokens bound to a key (DPoP)" },
  profile: { ar: "ملف الأمان", en: "Security profile" },
  pushedRequestsOnly: { ar: "طلبات مرسلة سلفا (PAR)", en: "Pushed requests alone (PAR)" },
  signedRequestsOnly: { ar: "طلبات موقعة (JAR)", en: "Signed requests alone (JAR)" },
  nonceInsteadOfPkce: { ar: "nonce بدل PKCE", en: "nonce instead of PKCE" },
  subject: { ar: "معرّف الشخص", en: "Identifier of a person" },
  minimumAcr: { ar: "أقل درجة تأكد", en: "Least assurance" },
  sector: { ar: "قطاع المعرّف", en: "Sector of the identifier" },
};

export const versionStateTexts: Readonly<Record<VersionState, Text>> = {
  proposed: { ar: "تنتظر المراجعة", en: "Waits for review" },
  effective: { ar: "تعمل الآن", en: "Works now" },
  superseded: { ar: "حل محلها غيرها", en: "Replaced" },
  rejected: { ar: "رُفضت", en: "Rejected" },
  withdrawn: { ar: "سُحبت", en: "Withdrawn" },
};

export const reviewTexts = defineTexts({
  title: { ar: "راجع التسجيل", en: "Review the registration" },
  version: { ar: "النسخة", en: "Version" },
  changes: { ar: "ما يتغير", en: "What changes" },
  field: { ar: "الحقل", en: "Field" },
  before: { ar: "كان", en: "Before" },
  after: { ar: "يصير", en: "After" },
  needsReview: { ar: "يحتاج مراجعة", en: "Needs review" },
  nothingBefore: { ar: "لم تكن للناس من قبل", en: "It was not live before" },
  checklist: { ar: "تأكدت من كل هذا", en: "I made sure of all this" },
  checklistMissing: {
    ar: "أكّد كل بند قبل الموافقة.",
    en: "Confirm every point before you approve.",
  },
  note: { ar: "ملاحظة لمن طلب", en: "Note to who asked" },
  noteMissing: {
    ar: "اكتب لمن طلب ما عليه أن يغيره.",
    en: "Tell who asked what has to be different.",
  },
  approve: { ar: "وافق وشغّل", en: "Approve and put to work" },
  reject: { ar: "ارفض", en: "Reject" },
  withdraw: { ar: "اسحب الطلب", en: "Withdraw the request" },
  restore: { ar: "أعد هذه النسخة", en: "Bring this version back" },
  restoreHint: {
    ar: "تصير نسخة جديدة، وتُراجع إن كانت الخدمة للناس.",
    en: "It becomes a new version, reviewed where the service is live.",
  },
  by: { ar: "من", en: "By" },
  reviewedBy: { ar: "راجعها", en: "Reviewed by" },
  state: { ar: "الحال", en: "State" },
  restores: { ar: "تعيد النسخة", en: "Brings back version" },
  ownRequest: {
    ar: "أنت من طلبها، فيراجعها موظف تشغيل غيرك.",
    en: "You asked for it, so another operator reviews it.",
  },
});

export const checkTexts: Readonly<Record<ReviewCheck, Text>> = {
  owner: {
    ar: "الخدمة لهذه المؤسسة، وطلبها من يملك ذلك",
    en: "The service is this institution's, and who asked may ask",
  },
  addresses: {
    ar: "العناوين كلها للمؤسسة وفوق TLS",
    en: "Every address is the institution's and over TLS",
  },
  claims: {
    ar: "تحتاج كل ما تطلبه، والأسباب مفهومة وصحيحة",
    en: "It needs all it asks for, and the reasons are plain and true",
  },
  keys: {
    ar: "المفاتيح سلّمتها المؤسسة بطريق موثوق",
    en: "The keys came from the institution by a way that can be trusted",
  },
};

export const consoleFailureTexts: Readonly<
  Record<VersionFailure | PublishFailure | "not-found" | "no-secret", Text>
> = {
  "not-possible": {
    ar: "تغيرت حال هذه النسخة قبل وصول طلبك، فلم نغيّر شيئا.",
    en: "This version changed before your request came, so we changed nothing.",
  },
  "same-person": {
    ar: "من طلب التغيير لا يراجعه. اطلب ذلك من موظف تشغيل آخر.",
    en: "Whoever asked for a change does not review it. Ask another operator.",
  },
  "already-proposed": {
    ar: "تغيير آخر ينتظر المراجعة. اسحبه أو انتظر الجواب.",
    en: "Another change waits for review. Withdraw it or wait for the answer.",
  },
  "nothing-changed": { ar: "لم تغيّر شيئا.", en: "You changed nothing." },
  "not-found": { ar: "لا نسخة كهذه.", en: "There is no such version." },
  "no-secret": {
    ar: "هذه الخدمة تثبت هويتها بغير سرّ.",
    en: "This service does not prove itself by a secret.",
  },
};
