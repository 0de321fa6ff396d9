import { defineTexts } from "@gov/kit/text.ts";

export const resetTexts = defineTexts({
  service: { ar: "كلمة سر جديدة", en: "A new password" },
  title: { ar: "نسيت كلمة السر", en: "I forgot the password" },
  lede: {
    ar: "جهّز هاتفك وآخر وثيقة صدرت لك. تخرج من كل الأجهزة حين تتغير كلمة السر.",
    en: "Have your phone and the last document you were given at hand. When the password changes you are signed out everywhere.",
  },
  nationalId: { ar: "رقم الهوية", en: "Identity number" },
  nationalIdHint: { ar: "تسعة أرقام، كما هي في البطاقة.", en: "Nine digits, as on the card." },
  continue: { ar: "تابع", en: "Continue" },
  noPhone: { ar: "فقدت هاتفك أو تغيّر رقمك؟", en: "Lost the phone, or the number changed?" },
  noPhoneBody: {
    ar: "زر مكتب داخلية مع وثيقتك وهاتفك الجديد. يراك موظفان، وبعد 48 ساعة تأخذ رمزا تختار به كلمة سر.",
    en: "Visit an Interior office with your document and the new phone. Two registrars see you, and after 48 hours you get a code that sets a new password.",
  },
  haveSetup: { ar: "معي رمز من المكتب", en: "I have a code from the office" },
  back: { ar: "ارجع", en: "Back" },
  document: { ar: "ما آخر وثيقة صدرت لك؟", en: "What is the last document you were given?" },
  documentKind: { ar: "الوثيقة", en: "Document" },
  documentNumber: { ar: "رقم الوثيقة", en: "Document number" },
  documentNumberHint: {
    ar: "رقم إصدار الوثيقة نفسها، لا رقم الهوية.",
    en: "The number of the document itself, not the identity number.",
  },
  code: { ar: "اكتب الرمز", en: "Enter the code" },
  codeLede: {
    ar: "إن كان ما كتبته صحيحا فقد أرسلنا إلى هاتف الحساب رمزا، أو ما عليك فعله إن كان الحساب موقوفا. إن لم يصل شيء خلال دقيقتين فراجع رقم الهوية والوثيقة.",
    en: "If what you typed is right, we sent a code to the account's phone or, where the account is suspended, what to do. If nothing comes within two minutes, check the identity number and the document.",
  },
  codeHint: { ar: "ستة أرقام، يصلح خمس دقائق.", en: "Six digits, good for five minutes." },
  codeEmpty: { ar: "اكتب الرمز.", en: "Enter the code." },
  codeShape: { ar: "الرمز ستة أرقام.", en: "The code has six digits." },
  resend: { ar: "أرسل رمزا جديدا", en: "Send a new code" },
  noCode: { ar: "لم يصل الرمز؟", en: "No code yet?" },
  notSent: { ar: "لم نرسل رمزا آخر", en: "We sent no further code" },
  startAgain: { ar: "راجع ما كتبته", en: "Check what you typed" },
  setupTitle: { ar: "الرمز الذي أخذته من المكتب", en: "The code you got at the office" },
  setupCode: { ar: "الرمز المطبوع", en: "The printed code" },
  setupCodeHint: {
    ar: "اثنا عشر حرفا ورقما، مثل ABCD-EFGH-2345. يصلح 24 ساعة.",
    en: "Twelve letters and digits, like ABCD-EFGH-2345. Good for 24 hours.",
  },
  setupEmpty: { ar: "اكتب الرمز المطبوع.", en: "Enter the printed code." },
  setupShape: {
    ar: "الرمز المطبوع اثنا عشر حرفا لاتينيا ورقما. راجعه كما هو في الورقة.",
    en: "The printed code has twelve Latin letters and digits. Check it against the paper.",
  },
  password: { ar: "اختر كلمة سر جديدة", en: "Choose a new password" },
  save: { ar: "غيّر كلمة السر", en: "Change the password" },
  doneTitle: { ar: "تغيّرت كلمة السر", en: "The password is changed" },
  doneBody: {
    ar: "خرج حسابك من كل الأجهزة والخدمات، ووصل إلى هاتفك خبر بذلك. ادخل الآن بكلمة السر الجديدة.",
    en: "Your account is signed out of every device and service, and your phone was told. Sign in now with the new password.",
  },
  signIn: { ar: "ادخل", en: "Sign in" },
  endedTitle: { ar: "انتهى وقت هذه الصفحة", en: "This page has ended" },
  endedBody: {
    ar: "نحفظ ما تكتبه نصف ساعة في المتصفح نفسه. ابدأ من جديد: لم تتغير كلمة السر.",
    en: "We keep what you type for half an hour in the same browser. Start again: the password has not changed.",
  },
});
