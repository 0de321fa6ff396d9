import { defineTexts, type Text } from "@gov/kit/text.ts";

/** The acts that have a page of their own, in the order in which they are offered. */
export const actPages = [
  "roles",
  "contact",
  "reset",
  "move",
  "leave",
  "stay",
  "suspend",
  "resume",
  "return",
] as const;
export type ActPage = (typeof actPages)[number];

export const actTexts: Readonly<
  Record<ActPage, Readonly<{ title: Text; about: Text; submit: Text; harms?: true }>>
> = {
  roles: {
    title: { ar: "غيّر أدواره", en: "Change the roles" },
    about: {
      ar: "الأدوار الحساسة (مسؤول، تحقق من الهوية، مشغّل) تنتظر موافقة شخص ثان.",
      en: "Sensitive roles (administrator, registrar, operator) wait for a second person.",
    },
    submit: { ar: "احفظ الأدوار", en: "Save the roles" },
  },
  contact: {
    title: { ar: "صحّح هاتفه أو بريده", en: "Correct phone or e-mail" },
    about: {
      ar: "إلى هذا الهاتف يُرسل رابط التجهيز. اكتب رقم الموظف نفسه.",
      en: "The set-up link goes to this phone. Enter the employee's own.",
    },
    submit: { ar: "احفظ", en: "Save" },
  },
  reset: {
    title: { ar: "أرسل رابطا جديدا لتجهيز الحساب", en: "Send a new set-up link" },
    about: {
      ar: "تُلغى كلمة سره وتطبيق رموزه ويخرج من كل الخدمات، ثم يجهّز الاثنين من جديد برابط يصل إلى هاتفه.",
      en: "The password and authenticator are cancelled and they are signed out; they set up both anew by a link sent to their phone.",
    },
    submit: { ar: "ألغِ وأرسل رابطا جديدا", en: "Cancel and send a new link" },
    harms: true,
  },
  move: {
    title: { ar: "انقله إلى مؤسسة أخرى", en: "Move to another institution" },
    about: {
      ar: "ينتقل حين يوافق مسؤول المؤسسة الأخرى. تسقط أدواره هنا.",
      en: "They move when an administrator there agrees. Their roles here end.",
    },
    submit: { ar: "اطلب النقل", en: "Ask for the move" },
  },
  leave: {
    title: { ar: "ترك العمل", en: "They are leaving" },
    about: {
      ar: "ينتهي الحساب في نهاية آخر يوم عمل، أو الآن.",
      en: "The account ends when the last day is over, or now.",
    },
    submit: { ar: "أنهِ الحساب", en: "End the account" },
    harms: true,
  },
  stay: {
    title: { ar: "ألغِ موعد تركه العمل", en: "Cancel the last day" },
    about: { ar: "يبقى الحساب كما هو.", en: "The account stays as it is." },
    submit: { ar: "ألغِ الموعد", en: "Cancel the day" },
  },
  suspend: {
    title: { ar: "أوقف الحساب الآن", en: "Suspend at once" },
    about: {
      ar: "يخرج فورا من كل الخدمات ولا يدخل حتى تعيد حسابه. أدواره تبقى.",
      en: "They are signed out of everything at once until you open the account again. Roles stay.",
    },
    submit: { ar: "أوقف الحساب", en: "Suspend the account" },
    harms: true,
  },
  resume: {
    title: { ar: "أعد الحساب", en: "Open the account again" },
    about: { ar: "يدخل كما كان.", en: "They sign in as before." },
    submit: { ar: "أعد الحساب", en: "Open the account" },
  },
  return: {
    title: { ar: "عاد إلى العمل", en: "They came back" },
    about: {
      ar: "يعود بلا أدوار، ويصله رابط لتجهيز حسابه من جديد.",
      en: "They come back without roles, with a link to set up their account anew.",
    },
    submit: { ar: "أعده وأرسل الرابط", en: "Take back and send the link" },
  },
};

export const formTexts = defineTexts({
  inviteLede: {
    ar: "يصله رابط على هاتفه ليختار كلمة سر ويربط تطبيق الرموز بنفسه. أنت لا ترى أيا منهما.",
    en: "They get a link on their phone to choose a password and link an authenticator themselves. You see neither.",
  },
  nameAr: { ar: "الاسم بالعربية", en: "Name in Arabic" },
  nameEn: { ar: "الاسم بالإنجليزية", en: "Name in English" },
  nameEmpty: { ar: "اكتب الاسم.", en: "Enter the name." },
  nameLong: { ar: "الاسم 200 حرف على الأكثر.", en: "A name has at most 200 characters." },
  usernameHint: {
    ar: "حروف لاتينية صغيرة وأرقام، مثل m.odeh. لا يتغير بعد ذلك.",
    en: "Small Latin letters and digits, like m.odeh. It does not change afterwards.",
  },
  usernameShape: {
    ar: "اكتب اسم المستخدم بحروف لاتينية صغيرة وأرقام ونقطة، مثل m.odeh.",
    en: "Enter the username in small Latin letters, digits and dots, like m.odeh.",
  },
  usernameTaken: {
    ar: "اسم المستخدم هذا لموظف آخر. اختر غيره.",
    en: "This username is another employee's. Choose another.",
  },
  phoneHint: {
    ar: "هاتف الموظف نفسه: إليه يصل الرابط.",
    en: "The employee's own: the link is sent there.",
  },
  emailHint: { ar: "بريده في العمل.", en: "Their address at work." },
  emailShape: { ar: "اكتب البريد مثل name@example.ps.", en: "Write it like name@example.ps." },
  emailTaken: {
    ar: "هذا البريد مسجل لموظف آخر.",
    en: "This address is registered for another employee.",
  },
  send: { ar: "ادعُ وأرسل الرابط", en: "Invite and send the link" },
  institution: { ar: "إلى أي مؤسسة؟", en: "To which institution?" },
  rolesThere: { ar: "دوره هناك", en: "Role there" },
  when: { ar: "متى ينتهي الحساب؟", en: "When does the account end?" },
  now: { ar: "الآن", en: "Now" },
  onDay: { ar: "في نهاية يوم", en: "At the end of a day" },
  lastDay: { ar: "آخر يوم عمل", en: "Last day of work" },
  whenEmpty: { ar: "اختر متى ينتهي الحساب.", en: "Choose when the account ends." },
  dayPast: {
    ar: "هذا اليوم مضى. اختر اليوم أو يوما بعده، أو أنهِ الحساب الآن.",
    en: "This day is past. Choose today or later, or end the account now.",
  },
  goBack: { ar: "ارجع", en: "Go back" },
});

export const requestTexts = defineTexts({
  title: { ar: "طلبات تنتظر شخصا ثانيا", en: "Requests for a second person" },
  lede: {
    ar: "يوافق مسؤول آخر غير الطالب وغير صاحب الحساب. يسقط الطلب بعد 7 أيام.",
    en: "Someone other than who asked and whom it is about agrees. A request lapses after 7 days.",
  },
  link: {
    ar: "وافق على ما يحتاج شخصين: أدوار حساسة، نقل، إعادة حساب.",
    en: "Agree to what takes two: sensitive roles, moves, opening accounts again.",
  },
  none: { ar: "لا طلب ينتظر", en: "No request is waiting" },
  askedBy: { ar: "طلبه", en: "Asked by" },
  bySystem: { ar: "دليل المؤسسة", en: "The institution's directory" },
  until: { ar: "يسقط في", en: "Lapses on" },
  confirm: { ar: "وافق", en: "Agree" },
  refuse: { ar: "ارفض", en: "Refuse" },
  cancel: { ar: "اسحب الطلب", en: "Take it back" },
  confirmed: { ar: "وافقت، وتم التغيير", en: "You agreed; the change was made" },
  refused: { ar: "رفضت الطلب", en: "You refused the request" },
  cancelled: { ar: "سحبت الطلب", en: "The request was taken back" },
  waits: { ar: "ينتظر شخصا ثانيا", en: "Waits for a second person" },
});

/** What a request asks for, in a sentence. */
export const wantedText = (
  act: "grant" | "revoke" | "move" | "resume" | "leave" | "reset",
  roles: Text,
  institution: Text | undefined,
): Text => {
  switch (act) {
    case "grant":
      return { ar: `منح الدور: ${roles.ar}`, en: `Give the role: ${roles.en}` };
    case "revoke":
      return { ar: `سحب الدور: ${roles.ar}`, en: `Take the role: ${roles.en}` };
    case "move":
      return {
        ar: `النقل إلى ${institution?.ar ?? ""}، بدور: ${roles.ar}`,
        en: `Move to ${institution?.en ?? ""}, as: ${roles.en}`,
      };
    case "resume":
      return { ar: "إعادة الحساب الموقوف", en: "Open the suspended account again" };
    case "leave":
      return { ar: "إنهاء الحساب", en: "End the account" };
    case "reset":
      return { ar: "تجهيز الحساب من جديد", en: "Set the account up anew" };
  }
};
