import { defineTexts } from "@gov/kit/text.ts";

export const recoveryTexts = defineTexts({
  title: { ar: "استعادة حساب فُقد هاتفه", en: "Recovering an account whose phone is lost" },
  lede: {
    ar: "موظفان، ثم انتظار 48 ساعة يستطيع فيها صاحب الهاتف القديم أن يوقفها، ثم هاتف جديد.",
    en: "Two registrars, then a wait of 48 hours in which whoever holds the old phone can stop it, then a new phone.",
  },
  officeCard: {
    ar: "لمن فقد هاتفه: اقترح هاتفا جديدا، أكّد، أو أكمل بعد الانتظار.",
    en: "For people who lost their phone: propose a new one, confirm, or complete after the wait.",
  },
  open: { ar: "استعادات جارية", en: "Recoveries under way" },
  nothing: { ar: "لا استعادة جارية", en: "No recovery is under way" },
  nothingBody: {
    ar: "ما تقترحه أو يقترحه زملاؤك يظهر هنا.",
    en: "What you or your colleagues propose appears here.",
  },
  state: { ar: "الحال", en: "State" },
  readyAt: { ar: "يكتمل بعد", en: "Can be completed after" },
  stateProposed: { ar: "ينتظر موظفا ثانيا", en: "Waits for a second registrar" },
  stateWaiting: { ar: "ينتظر انقضاء المهلة", en: "Waits for the time to pass" },
  back: { ar: "كل الاستعادات", en: "All recoveries" },
  newPhone: { ar: "رقم الهاتف الجديد", en: "The new phone number" },
  newPhoneHint: { ar: "مثل 0599123456", en: "Like 0599123456" },
  samePhone: {
    ar: "هذا رقم الحساب نفسه. من معه هاتفه لا يحتاج استعادة: نسيت كلمة السر تكفي.",
    en: "This is the account's own number. Whoever has the phone needs no recovery: I forgot the password will do.",
  },
  propose: { ar: "ابدأ الاستعادة", en: "Start the recovery" },
  proposedTitle: { ar: "بدأت الاستعادة", en: "The recovery has started" },
  proposedBody: {
    ar: "وصل إلى هاتف صاحب الحساب وبريده خبر بها ورابط يوقفها. اطلب الآن من زميل أن يرى الشخص ويؤكد.",
    en: "The owner's phone and e-mail were told, with a link that stops it. Now ask a colleague to see the person and confirm.",
  },
  caseTitle: { ar: "استعادة حساب", en: "Recovering an account" },
  ownNote: { ar: "بدأتها أنت", en: "You started this" },
  ownNoteBody: {
    ar: "يؤكدها موظف آخر يرى الشخص والوثيقة بنفسه.",
    en: "Another registrar confirms it, having seen person and document.",
  },
  confirm: { ar: "أكّد وابدأ الانتظار", en: "Confirm and start the wait" },
  refuse: { ar: "أوقف الاستعادة", en: "End the recovery" },
  waitingNote: { ar: "لم تنقض المهلة بعد", en: "The time has not passed yet" },
  waitingBody: {
    ar: "يعود صاحب الحساب بعد الموعد أدناه ومعه هاتفه الجديد. إن دخل إلى حسابه قبل ذلك توقفت.",
    en: "The owner comes back after the time below with the new phone. If they sign in before, it stops.",
  },
  readyNote: { ar: "انقضت المهلة", en: "The time has passed" },
  readyBody: {
    ar: "أرسل رمزا إلى الهاتف الجديد، واطلب من صاحبه أن يقرأه لك.",
    en: "Send a code to the new phone and ask its owner to read it to you.",
  },
  sendCode: { ar: "أرسل رمزا إلى الهاتف الجديد", en: "Send a code to the new phone" },
  code: { ar: "الرمز الذي وصل إلى الهاتف الجديد", en: "The code that reached the new phone" },
  complete: { ar: "أكمل الاستعادة", en: "Complete the recovery" },
  completedTitle: { ar: "اكتملت الاستعادة", en: "The recovery is complete" },
  completedBody: {
    ar: "صار الهاتف الجديد هاتف الحساب، وخرج من كل الأجهزة. اطبع هذا الرمز وأعطه لصاحبه: يختار به كلمة سر خلال 24 ساعة. لن يظهر مرة ثانية.",
    en: "The new phone is the account's, and it is signed out everywhere. Print this code and hand it over: it sets a new password within 24 hours. It is not shown again.",
  },
  setupCode: { ar: "رمز كلمة السر الجديدة", en: "Code for a new password" },
  setupNextOpen: {
    ar: "افتح صفحة الدخول واضغط «نسيت كلمة السر»، ثم «معي رمز من المكتب».",
    en: "Open the sign-in page, press “I forgot the password”, then “I have a code from the office”.",
  },
  setupNextType: {
    ar: "اكتب رقم هويتك وهذا الرمز، ثم الرمز الذي يصل إلى هاتفك الجديد.",
    en: "Enter your identity number and this code, then the code that reaches your new phone.",
  },
  stoppedTitle: { ar: "أُوقفت الاستعادة", en: "The recovery is stopped" },
  stoppedSignedIn: {
    ar: "دخل صاحب الحساب إلى حسابه منذ بدأت، فتوقفت. إن لم يكن هو الحاضر أمامك فأبلغ مسؤولك.",
    en: "The owner has signed in since it started, so it is stopped. If that was not the person before you, tell your supervisor.",
  },
  refusedBody: { ar: "لم يتغير شيء في الحساب.", en: "Nothing has changed in the account." },
  confirmedTitle: { ar: "بدأ الانتظار", en: "The wait has begun" },
  confirmedBody: {
    ar: "يعود صاحب الحساب بعد 48 ساعة ومعه هاتفه الجديد ووثيقته.",
    en: "The owner comes back after 48 hours with the new phone and the document.",
  },
  over: {
    ar: "انتهت هذه الاستعادة من قبل. لم يتغير شيء الآن.",
    en: "This recovery was over before. Nothing changed now.",
  },
  sameRegistrar: {
    ar: "لا تؤكد ما بدأته أنت. يؤكده موظف آخر.",
    en: "You cannot confirm what you started. Another registrar does.",
  },
  tooEarly: {
    ar: "لم تنقض المهلة بعد. لم يتغير شيء.",
    en: "The time has not passed yet. Nothing changed.",
  },
  notConfirmed: {
    ar: "لم يؤكدها موظف ثان بعد. لم يتغير شيء.",
    en: "No second registrar has confirmed it yet. Nothing changed.",
  },
  lapsed: {
    ar: "مضى أسبوعان على بدايتها فانتهت. ابدأها من جديد إن لزمت.",
    en: "Two weeks have passed since it began, so it has ended. Start again if it is needed.",
  },
  notFound: { ar: "لا استعادة بهذا العنوان", en: "There is no such recovery" },

  undoTitle: { ar: "أوقف استعادة حسابك", en: "Stop the recovery of your account" },
  undoBody: {
    ar: "طلب أحدهم في مكتب أن يصير لحسابك هاتف جديد. إن لم تكن أنت فأوقف ذلك: لن يتغير شيء. إن كنت أنت فأغلق هذه الصفحة.",
    en: "Somebody asked at an office for your account to have a new phone. If it was not you, stop it: nothing will change. If it was you, close this page.",
  },
  undoAction: { ar: "لست أنا: أوقفها", en: "It was not me: stop it" },
  undoneTitle: { ar: "أوقفناها", en: "It is stopped" },
  undoneBody: {
    ar: "بقي هاتف حسابك كما هو. غيّر كلمة السر إن ظننت أن أحدا يعرفها.",
    en: "The phone of your account stays as it is. Change the password if you think somebody knows it.",
  },
  undoOver: { ar: "لا شيء يوقف هنا", en: "There is nothing to stop here" },
  undoOverBody: {
    ar: "انتهت هذه الاستعادة، أو الرابط ناقص. إن تغيّر هاتف حسابك بلا علمك فراجع أقرب مكتب مع بطاقة هويتك.",
    en: "This recovery is over, or the link is incomplete. If the phone of your account changed without you, go to the nearest office with your identity card.",
  },
  toAccount: { ar: "افتح حسابي", en: "Open my account" },
});
