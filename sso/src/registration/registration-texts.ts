import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { DocumentKind } from "#src/registry/civil-registry.ts";

export const registrationTexts = defineTexts({
  service: { ar: "فتح حساب", en: "Open an account" },
  startTitle: { ar: "افتح حسابك الحكومي", en: "Open your government account" },
  startLede: {
    ar: "حساب واحد لكل خدمات الحكومة. نحو خمس دقائق، بلا رسوم.",
    en: "One account for all government services. It takes about five minutes and is free.",
  },
  startNeed: { ar: "جهّز هذه", en: "Have these at hand" },
  needDocument: {
    ar: "آخر بطاقة هوية أو جواز سفر أو شهادة ميلاد صدرت لك",
    en: "The last identity card, passport or birth certificate you were given",
  },
  needPhone: {
    ar: "هاتفك المحمول: نرسل إليه رمزا",
    en: "Your mobile phone: we send a code to it",
  },
  startHow: {
    ar: "نسأل السجل المدني في وزارة الداخلية عما تكتبه، فلا تحتاج إلى زيارة مكتب. ما تكتبه يبقى محفوظا في هذا المتصفح نصف ساعة.",
    en: "We check what you write with the civil registry of the Ministry of Interior, so you need not visit an office. What you type is kept in this browser for half an hour.",
  },
  start: { ar: "ابدأ", en: "Start" },
  continueStarted: { ar: "أكمل ما بدأته", en: "Go on where you left off" },
  startAnew: { ar: "ابدأ من جديد", en: "Start again from nothing" },
  haveAccount: { ar: "لديك حساب؟ ادخل", en: "You have an account? Sign in" },
  back: { ar: "ارجع", en: "Back" },
  continue: { ar: "تابع", en: "Continue" },

  nationalId: { ar: "ما رقم هويتك؟", en: "What is your identity number?" },
  nationalIdHint: { ar: "تسعة أرقام، كما هي في البطاقة.", en: "Nine digits, as on the card." },
  name: { ar: "ما اسمك؟", en: "What is your name?" },
  nameHint: {
    ar: "كما هو في وثيقتك، بالعربية أو الإنجليزية.",
    en: "As in your document, in Arabic or English.",
  },
  firstName: { ar: "الاسم الأول", en: "First name" },
  familyName: { ar: "اسم العائلة", en: "Family name" },
  firstNameEmpty: { ar: "اكتب اسمك الأول.", en: "Enter your first name." },
  familyNameEmpty: { ar: "اكتب اسم عائلتك.", en: "Enter your family name." },
  nameShape: {
    ar: "اكتب الاسم بالحروف وحدها، ستين حرفا على الأكثر.",
    en: "Write the name in letters only, at most sixty.",
  },
  birthDate: { ar: "متى وُلدت؟", en: "When were you born?" },
  birthDateHint: { ar: "مثل 27 3 1988", en: "Such as 27 3 1988" },
  birthDateRange: {
    ar: "راجع السنة: تاريخ الميلاد يوم مضى بعد سنة 1900.",
    en: "Check the year: a date of birth is a past day after 1900.",
  },
  document: { ar: "ما آخر وثيقة صدرت لك؟", en: "What is the last document you were given?" },
  documentLede: {
    ar: "برقمها نتأكد أنك صاحب الهوية، ولا نعرضه على أحد.",
    en: "Its number tells us that the identity is yours; we show it to no one.",
  },
  documentKind: { ar: "الوثيقة", en: "Document" },
  documentKindEmpty: { ar: "اختر الوثيقة.", en: "Choose the document." },
  documentNumber: { ar: "رقم الوثيقة", en: "Document number" },
  documentNumberHint: {
    ar: "رقم إصدار الوثيقة نفسها، لا رقم الهوية.",
    en: "The number of the document itself, not the identity number.",
  },
  documentNumberEmpty: { ar: "اكتب رقم الوثيقة.", en: "Enter the document number." },
  documentNumberShape: {
    ar: "رقم الوثيقة حروف لاتينية وأرقام، من 4 إلى 20، مثل PX210443.",
    en: "A document number has 4 to 20 Latin letters and digits, like PX210443.",
  },
  registryDown: {
    ar: "السجل المدني في وزارة الداخلية لا يجيب الآن",
    en: "The civil registry of the Ministry of Interior does not answer now",
  },
  registryDownNext: {
    ar: "لا ذنب لك في ذلك، وما كتبته محفوظ. انتظر دقيقة ثم اضغط تابع.",
    en: "It is not your fault, and what you typed is kept. Wait a minute, then press Continue.",
  },

  unconfirmedTitle: {
    ar: "لم نجد من يطابق كل ما كتبته",
    en: "We found no one who matches all you typed",
  },
  unconfirmedLede: {
    ar: "راجع ما كتبته مع آخر وثيقة صدرت لك. وثيقة أقدم لا تكفي.",
    en: "Compare it with the last document you were given. An older one will not do.",
  },
  checkDocument: { ar: "راجع الوثيقة", en: "Check the document" },
  pendingTitle: { ar: "كل شيء صحيح؟", en: "Is everything right?" },
  pendingBody: {
    ar: "ربما لم يصل قيدك إلى السجل المدني بعد. افتح حسابا محدودا: نسأل السجل من جديد كل يوم، ونرسل إليك رسالة حين يكتمل. وزيارة مكتب داخلية مع وثيقتك تكمله فورا.",
    en: "Your entry may not have reached the civil registry yet. Open a limited account: we ask the registry again every day and send you a message when it is complete. A visit to an Interior office with your document completes it at once.",
  },
  pendingAction: { ar: "افتح حسابا محدودا", en: "Open a limited account" },

  guardianTitle: {
    ar: "يفتح الحساب من بلغ السادسة عشرة",
    en: "People of sixteen or more open an account themselves",
  },
  guardianBody: {
    ar: "لا تحتاج إلى حساب الآن: يدخل ولي أمرك بحسابه ويطلب الخدمات عنك. تفتح حسابك أنت حين تبلغ السادسة عشرة. لم نحفظ شيئا مما كتبته.",
    en: "You need no account yet: your guardian signs in with theirs and asks for services on your behalf. You can open your own when you are sixteen. We kept nothing of what you typed.",
  },
  deceasedTitle: {
    ar: "لا نستطيع فتح هذا الحساب",
    en: "We cannot open this account",
  },
  deceasedBody: {
    ar: "قيد صاحب هذه الهوية في السجل المدني مقفل بالوفاة. إن كان صاحبها قريبك فتعازينا لك، ومعاملات الورثة تطلبها بحسابك أنت. وإن كان القيد خطأ فراجع أقرب مكتب داخلية مع وثيقتك ليصححه.",
    en: "The civil registry's entry for this identity is closed by a death. If it is a relative's, our condolences: what heirs need, you ask for with your own account. If the entry is wrong, the nearest Interior office corrects it when you bring your document.",
  },
  existsTitle: { ar: "لديك حساب بهذه الهوية", en: "You have an account with this identity" },
  existsBody: {
    ar: "ادخل به برقم هويتك وكلمة السر. إن نسيتها فغيّرها الآن. وإن لم تفتحه أنت فغيّر كلمة السر: يخرج كل من دخل به.",
    en: "Sign in with your identity number and password. If you forgot the password, change it now. If it was not you who opened it, change the password too: whoever is signed in is signed out.",
  },
  signIn: { ar: "ادخل", en: "Sign in" },
  forgot: { ar: "نسيت كلمة السر", en: "I forgot the password" },

  phone: { ar: "ما رقم هاتفك المحمول؟", en: "What is your mobile number?" },
  phoneHint: { ar: "مثل 0599123456", en: "Like 0599123456" },
  phoneWhy: {
    ar: "نرسل إليه رمزا عند كل دخول، وخبر كل ما يجري في حسابك.",
    en: "We send a code to it at each sign-in, and word of what happens in your account.",
  },
  code: { ar: "اكتب الرمز", en: "Enter the code" },
  codeSentTo: {
    ar: "أرسلنا رمزا في رسالة قصيرة إلى",
    en: "We sent a code by SMS to",
  },
  codeHint: { ar: "ستة أرقام، يصلح خمس دقائق.", en: "Six digits, good for five minutes." },
  codeEmpty: { ar: "اكتب الرمز.", en: "Enter the code." },
  codeShape: { ar: "الرمز ستة أرقام.", en: "The code has six digits." },
  codeResend: { ar: "أرسل رمزا جديدا", en: "Send a new code" },
  codeResent: { ar: "أرسلنا رمزا جديدا", en: "We sent a new code" },
  codeResentNext: { ar: "الرمز السابق لم يعد يصلح.", en: "The one before no longer works." },
  codeNotSent: { ar: "لم نستطع إرسال الرمز الآن", en: "We could not send the code now" },
  codeNotYet: { ar: "لم يصل الرمز؟", en: "No code yet?" },

  password: { ar: "اختر كلمة سر", en: "Choose a password" },
  passwordLabel: { ar: "كلمة السر", en: "Password" },
  passwordHint: {
    ar: "ثمانية أحرف أو أكثر. ثلاث كلمات لا علاقة بينها أسهل حفظا وأصعب تخمينا.",
    en: "Eight characters or more. Three unrelated words are easy to remember and hard to guess.",
  },
  passwordAgain: { ar: "كلمة السر مرة ثانية", en: "The password again" },
  passwordAgainEmpty: { ar: "اكتب كلمة السر مرة ثانية.", en: "Enter the password again." },
  passwordDiffers: {
    ar: "كلمتا السر مختلفتان. اكتب الكلمة نفسها في الخانتين.",
    en: "The two passwords differ. Enter the same one in both boxes.",
  },
  busy: {
    ar: "عدد كبير يسجل الآن. انتظر ثوان ثم اضغط تابع.",
    en: "Many people are registering now. Wait some seconds, then press Continue.",
  },

  terms: { ar: "قبل أن تفتح الحساب", en: "Before you open the account" },
  termsKeepTitle: { ar: "ما نحفظه", en: "What we keep" },
  termsKeep: {
    ar: "رقم هويتك، واسمك وتاريخ ميلادك من السجل المدني، ورقم هاتفك، وبصمة كلمة السر لا كلمة السر نفسها، ومتى دخلت ومن أين.",
    en: "Your identity number, your name and date of birth from the civil registry, your phone number, a fingerprint of the password and not the password itself, and when and from where you signed in.",
  },
  termsTellTitle: { ar: "من نخبره", en: "Whom we tell" },
  termsTell: {
    ar: "الخدمة التي تدخل إليها وحدها، وما تحتاجه منه فقط. ترى ذلك كله في صفحة حسابي. لا نبيع شيئا ولا نعلن لك.",
    en: "Only the service you sign in to, and only what it needs. You see all of it in My account. We sell nothing and show you no advertisements.",
  },
  termsYouTitle: { ar: "ما نطلبه منك", en: "What we ask of you" },
  termsYou: {
    ar: "الحساب لك وحدك: لا تعط كلمة السر أو الرمز أحدا، ولو قال إنه من الحكومة. ما تطلبه وتوقعه بحسابك يُحسب عليك.",
    en: "The account is yours alone: give the password or a code to no one, even if they say they are the government. What you ask for and sign with it counts as yours.",
  },
  agree: {
    ar: "قرأت ما سبق وأوافق عليه، وما كتبته صحيح وعني.",
    en: "I have read this and agree, and what I wrote is true and about me.",
  },
  agreeMissing: {
    ar: "ضع العلامة إن كنت موافقا. بلا موافقة لا يُفتح حساب.",
    en: "Tick the box if you agree. Without it no account is opened.",
  },
  open: { ar: "افتح الحساب", en: "Open the account" },

  doneTitle: { ar: "فُتح حسابك", en: "Your account is open" },
  doneFull: {
    ar: "هويتك مؤكدة من السجل المدني، وكل الخدمات متاحة لك.",
    en: "Your identity is confirmed by the civil registry; all services are open to you.",
  },
  doneMinor: {
    ar: "حسابك محدود لأن عمرك دون الثامنة عشرة. لتفتح كل الخدمات أثبت هويتك في مكتب داخلية مع وثيقتك.",
    en: "Your account is limited because you are under eighteen. To open all services, prove your identity at an Interior office with your document.",
  },
  goOn: { ar: "تابع إلى الخدمة", en: "Go on to the service" },
  goToAccount: { ar: "افتح حسابي", en: "Open my account" },
  receivedTitle: { ar: "وصلتنا معلوماتك", en: "We have your details" },
  receivedBody: {
    ar: "إن لم يكن لهذه الهوية حساب من قبل فقد فُتح لها حساب محدود بكلمة السر التي اخترتها.",
    en: "If this identity had no account before, it now has a limited one with the password you chose.",
  },
  receivedNextAsk: {
    ar: "نسأل السجل المدني كل يوم حتى يجيب، ثم نرسل إليك رسالة قصيرة.",
    en: "We ask the civil registry every day until it answers, then send you an SMS.",
  },
  receivedNextCounter: {
    ar: "إن استعجلت فزر مكتب داخلية مع وثيقتك وهاتفك: يكتمل الحساب في الزيارة نفسها.",
    en: "If it is urgent, visit an Interior office with your document and phone: the account is completed during the visit.",
  },

  endedTitle: { ar: "انتهى وقت هذه الصفحة", en: "This page has ended" },
  endedBody: {
    ar: "نحفظ ما تكتبه نصف ساعة في المتصفح نفسه. ابدأ من جديد: لم يُفتح حساب.",
    en: "We keep what you type for half an hour in the same browser. Start again: no account was opened.",
  },
  tooMany: { ar: "محاولات كثيرة في وقت قصير", en: "Too many attempts in a short time" },
});

export const documentKindTexts: Readonly<Record<DocumentKind, Text>> = {
  idCard: { ar: "بطاقة هوية", en: "Identity card" },
  passport: { ar: "جواز سفر", en: "Passport" },
  birthCertificate: { ar: "شهادة ميلاد", en: "Birth certificate" },
};
