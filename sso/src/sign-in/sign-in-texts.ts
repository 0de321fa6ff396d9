import { defineTexts, type Text } from "@gov/kit/text.ts";

export const signInTexts = defineTexts({
  title: { ar: "ادخل برقم هويتك", en: "Sign in with your identity number" },
  lede: {
    ar: "حساب واحد لكل خدمات الحكومة. بعد كلمة السر نرسل رمزا إلى هاتفك.",
    en: "One account for all government services. After the password we send a code to your phone.",
  },
  nationalId: { ar: "رقم الهوية", en: "Identity number" },
  nationalIdHint: { ar: "تسعة أرقام، كما هي في البطاقة.", en: "Nine digits, as on the card." },
  password: { ar: "كلمة السر", en: "Password" },
  passwordEmpty: { ar: "اكتب كلمة السر.", en: "Enter the password." },
  passwordLong: {
    ar: "كلمة السر 256 حرفا على الأكثر.",
    en: "A password has at most 256 characters.",
  },
  wrongPair: {
    ar: "رقم الهوية أو كلمة السر غير صحيح. راجع الاثنين ثم حاول من جديد.",
    en: "The identity number or the password is not right. Check both and try again.",
  },
  wrongStaffPair: {
    ar: "اسم المستخدم أو كلمة السر غير صحيح. راجع الاثنين ثم حاول من جديد.",
    en: "The username or the password is not right. Check both and try again.",
  },
  continue: { ar: "تابع", en: "Continue" },
  backToService: { ar: "ارجع إلى الخدمة", en: "Back to the service" },
  staffTitle: { ar: "دخول الموظفين", en: "Staff sign-in" },
  staffLede: {
    ar: "هذه الصفحة لموظفي المؤسسات وحدهم. الدخول مسجل باسمك.",
    en: "This page is for employees of institutions only. What you do is recorded in your name.",
  },
  againTitle: { ar: "ادخل مرة أخرى", en: "Sign in once more" },
  againAs: { ar: "أنت داخل باسم", en: "You are signed in as" },
  notMe: { ar: "ادخل بحساب آخر", en: "Sign in with another account" },
  fresh: {
    ar: "تطلب الخدمة أن تثبت الآن أنك أنت",
    en: "The service asks you to prove now that it is you",
  },
  freshNext: {
    ar: "هذا يحميك حين يكون جهازك مفتوحا أمام غيرك. ما بدأته في الخدمة محفوظ.",
    en: "This protects you when somebody else is at your device. What you began there is kept.",
  },
  stronger: { ar: "تطلب الخدمة دخولا أقوى", en: "The service asks for a stronger sign-in" },
  strongerNext: {
    ar: "ما تفعله هنا مهم، فنحتاج أيضا إلى مفتاح المرور. ما بدأته في الخدمة محفوظ.",
    en: "What you do here matters, so your passkey is needed as well. What you began is kept.",
  },
  continueWithout: { ar: "تابع بلا مفتاح", en: "Continue without it" },
  username: { ar: "اسم المستخدم", en: "Username" },
  usernameEmpty: { ar: "اكتب اسم المستخدم.", en: "Enter the username." },
  usernameShape: {
    ar: "اسم المستخدم حروف لاتينية صغيرة وأرقام، مثل m.odeh. المواطن يدخل من بوابة الخدمات.",
    en: "A username has small Latin letters and digits, like m.odeh. Citizens sign in at the portal.",
  },
  otherAccount: {
    ar: "أنت داخل بحساب مواطن. هذه الخدمة تحتاج حساب موظف.",
    en: "You are signed in as a citizen. This service needs a staff account.",
  },
  otherAccountNext: {
    ar: "إذا دخلت هنا بحساب موظف فسيخرج حساب المواطن من هذا المتصفح.",
    en: "If you sign in here as staff, the citizen account is signed out of this browser.",
  },
  staffAccount: {
    ar: "أنت داخل بحساب موظف. هذه الخدمة للمواطنين.",
    en: "You are signed in as staff. This service is for citizens.",
  },
  staffAccountNext: {
    ar: "إذا دخلت هنا برقم هويتك فسيخرج حساب الموظف من هذا المتصفح.",
    en: "If you sign in here with your identity number, the staff account is signed out.",
  },
  suspended: { ar: "هذا الحساب موقوف", en: "This account is suspended" },
  suspendedNext: {
    ar: "راجع أقرب مكتب خدمة مع بطاقة هويتك لإعادة تفعيله.",
    en: "Go to the nearest service office with your identity card to have it opened again.",
  },
  notEnrolled: {
    ar: "لا يوجد تطبيق رموز مرتبط بهذا الحساب. اطلب من مدير النظام في مؤسستك أن يربطه.",
    en: "No authenticator is linked to this account. Ask your institution's administrator to link one.",
  },
  busy: {
    ar: "عدد كبير يدخل الآن. انتظر ثوان ثم اضغط تابع. ما كتبته ما زال هنا.",
    en: "Many people are signing in now. Wait some seconds, then continue. What you typed is kept.",
  },
  sentTo: { ar: "أرسلنا رمزا في رسالة قصيرة إلى هاتفك", en: "We sent a code by SMS to your phone" },
  willSendTo: {
    ar: "يصل الرمز في رسالة قصيرة إلى هاتفك",
    en: "The code comes by SMS to your phone",
  },
  codeTitle: { ar: "اكتب الرمز", en: "Enter the code" },
  code: { ar: "الرمز", en: "Code" },
  codeHint: { ar: "ستة أرقام، يصلح خمس دقائق.", en: "Six digits, good for five minutes." },
  totpLede: {
    ar: "افتح تطبيق الرموز على هاتفك واكتب الرمز الظاهر الآن.",
    en: "Open the authenticator on your phone and enter the code it shows now.",
  },
  totpHint: {
    ar: "ستة أرقام، تتغيّر كل 30 ثانية.",
    en: "Six digits; they change every 30 seconds.",
  },
  codeEmpty: { ar: "اكتب الرمز.", en: "Enter the code." },
  codeShape: { ar: "الرمز ستة أرقام.", en: "The code has six digits." },
  codeWrong: {
    ar: "الرمز غير صحيح. راجع الأرقام أو اطلب رمزا جديدا.",
    en: "The code is not right. Check the digits or ask for a new code.",
  },
  totpWrong: {
    ar: "الرمز غير صحيح. اكتب الرمز الظاهر الآن في التطبيق، وتأكد من ساعة هاتفك.",
    en: "The code is not right. Enter the one shown now, and check your phone's clock.",
  },
  totpUsed: {
    ar: "هذا الرمز استُعمل. انتظر حتى يتغيّر ثم اكتب الجديد.",
    en: "This code was used. Wait until it changes, then enter the new one.",
  },
  codeVoid: {
    ar: "انتهى هذا الرمز. اطلب رمزا جديدا.",
    en: "This code has ended. Ask for a new one.",
  },
  recoveryTitle: { ar: "اكتب رمزا من ورقة الطوارئ", en: "Enter a recovery code" },
  recoveryLede: {
    ar: "رمز واحد من الرموز العشرة التي طبعتها أو كتبتها حين أنشأتها. كل رمز يعمل مرة واحدة.",
    en: "One of the ten codes that you printed or wrote down when you made them. Each works once.",
  },
  recoveryCode: { ar: "رمز الطوارئ", en: "Recovery code" },
  recoveryHint: {
    ar: "عشرة حروف وأرقام، مثل 7K3QD-0VXN9.",
    en: "Ten letters and digits, like 7K3QD-0VXN9.",
  },
  recoveryShape: {
    ar: "رمز الطوارئ عشرة حروف لاتينية وأرقام، مثل 7K3QD-0VXN9.",
    en: "A recovery code has ten letters and digits, like 7K3QD-0VXN9.",
  },
  recoveryWrong: {
    ar: "ليس هذا من رموزك. راجع الحروف على الورقة، وتأكد أنها أحدث ورقة.",
    en: "This is none of your codes. Check the letters on the paper, and that it is the newest one.",
  },
  recoveryUsed: {
    ar: "هذا الرمز استُعمل من قبل. اشطبه واكتب التالي.",
    en: "This code was used before. Cross it out and enter the next.",
  },
  otherWays: { ar: "ادخل بطريقة أخرى", en: "Use another way" },
  waysTitle: { ar: "كيف تثبت أنك أنت؟", en: "How will you prove that it is you?" },
  waysBelow: {
    ar: "كلمة السر صحيحة. اختر الخطوة الثانية.",
    en: "The password was right. Choose the second step.",
  },
  waySms: { ar: "رمز في رسالة قصيرة", en: "A code by SMS" },
  wayTotp: { ar: "رمز من تطبيق الرموز", en: "A code from the authenticator" },
  wayPasskey: { ar: "مفتاح المرور", en: "A passkey" },
  wayApp: { ar: "موافقة من تطبيق حكومتي", en: "Approve in the Hukumati app" },
  wayRecovery: { ar: "رمز من ورقة الطوارئ", en: "A recovery code" },
  unmetTitle: { ar: "تحتاج هذه الخدمة إلى دخول أقوى", en: "This service needs a stronger sign-in" },
  unmetPasskey: {
    ar: "تقبل هذه الخدمة الدخول بمفتاح المرور وحده، وليس في حسابك مفتاح. أضف مفتاحا من صفحة «أمان الدخول» في حسابك ثم ابدأ من جديد.",
    en: "This service takes a sign-in with a passkey only, and your account has none. Add one on the page “Sign-in security” of your account, then start again.",
  },
  unmetCounter: {
    ar: "تقبل هذه الخدمة من أثبت هويته وجها لوجه. راجع أقرب مكتب خدمة مع بطاقة هويتك، ثم أضف مفتاح مرور إلى حسابك.",
    en: "This service takes people who proved their identity face to face. Go to the nearest service office with your identity card, then add a passkey to your account.",
  },
  unmetNothing: {
    ar: "طلبت الخدمة درجة دخول لا نعرفها. الخلل ليس منك: ارجع إليها وأبلغها.",
    en: "The service asked for a kind of sign-in that we do not know. It is not your fault: go back and tell it.",
  },
  unmetNoWay: { ar: "لا توجد خطوة ثانية لهذا الحساب", en: "This account has no second step" },
  toSecurity: { ar: "افتح «أمان الدخول»", en: "Open “Sign-in security”" },
  finish: { ar: "ادخل", en: "Sign in" },
  resend: { ar: "أرسل رمزا جديدا", en: "Send a new code" },
  resent: { ar: "أرسلنا رمزا جديدا", en: "We sent a new code" },
  resentNext: { ar: "الرمز السابق لم يعد يصلح.", en: "The one before no longer works." },
  noCodeYet: { ar: "لم يصل الرمز؟", en: "No code yet?" },
  change: { ar: "غيّر رقم الهوية", en: "Change the identity number" },
  changeUsername: { ar: "غيّر اسم المستخدم", en: "Change the username" },
  noMoreCodes: {
    ar: "أرسلنا أكثر عدد من الرموز لهذا الدخول. ابدأ من جديد بعد قليل.",
    en: "We sent as many codes as we may for this sign-in. Start again in a while.",
  },
  notSent: { ar: "لم نستطع إرسال الرمز الآن", en: "We could not send the code now" },
  notSentNext: {
    ar: "شبكة الرسائل لا تجيب. كلمة السر صحيحة ولن تكتبها ثانية: انتظر قليلا ثم اضغط «أرسل رمزا جديدا».",
    en: "The SMS network does not answer. Your password was right and is kept: wait a little, then press “Send a new code”.",
  },
  endedTitle: { ar: "انتهت صفحة الدخول هذه", en: "This sign-in page has ended" },
  endedBody: {
    ar: "انتهى وقتها، أو أكملتَ الدخول منها، أو فُتحت في متصفح آخر. ابدأ من الخدمة من جديد: لم يضع شيء مما حفظته فيها.",
    en: "Its time ran out, or you finished with it, or it was opened in another browser. Start again from the service: nothing you saved there is lost.",
  },
  toAccount: { ar: "افتح حسابي", en: "Open my account" },
});

/** `تتابع إلى: بوابة الخدمات`. */
export const serviceText = (name: Text): Text => ({
  ar: `تتابع إلى: ${name.ar}`,
  en: `You go on to: ${name.en}`,
});

/** `ارجع إلى بوابة الخدمات`. */
export const backToText = (name: Text): Text => ({
  ar: `ارجع إلى ${name.ar}`,
  en: `Back to ${name.en}`,
});
