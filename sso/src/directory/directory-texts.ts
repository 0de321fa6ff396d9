import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { StaffStatus } from "#src/account/account.ts";

export const directoryTexts = defineTexts({
  title: { ar: "موظفو المؤسسة", en: "Employees" },
  link: {
    ar: "ادعُ موظفا، غيّر دوره، أوقفه، أو انقله.",
    en: "Invite an employee, change their role, suspend or move them.",
  },
  search: { ar: "ابحث بالاسم أو اسم المستخدم", en: "Search by name or username" },
  invite: { ar: "ادعُ موظفا", en: "Invite an employee" },
  present: { ar: "الموظفون الآن", en: "Employees now" },
  gone: { ar: "من تركوا العمل", en: "Those who left" },
  name: { ar: "الاسم", en: "Name" },
  username: { ar: "اسم المستخدم", en: "Username" },
  roles: { ar: "الأدوار", en: "Roles" },
  standing: { ar: "الحالة", en: "State" },
  phone: { ar: "الهاتف المحمول", en: "Mobile" },
  email: { ar: "البريد الإلكتروني", en: "E-mail" },
  institution: { ar: "المؤسسة", en: "Institution" },
  leavesOn: { ar: "آخر يوم عمل", en: "Last day of work" },
  since: { ar: "في الدليل منذ", en: "In the directory since" },
  none: { ar: "لا موظفين هنا بعد", en: "No employees here yet" },
  noneBody: { ar: "ابدأ بدعوة موظف.", en: "Begin by inviting one." },
  noneFound: { ar: "لم نجد أحدا بهذا الاسم", en: "Nobody of this name was found" },
  noneFoundBody: {
    ar: "جرّب جزءا من الاسم، أو ابحث بين من تركوا العمل.",
    en: "Try part of the name, or look among those who left.",
  },
  requestsWait: { ar: "طلبات تنتظر شخصا ثانيا", en: "Requests wait for a second person" },
  seeRequests: { ar: "انظر الطلبات", en: "See the requests" },
  back: { ar: "ارجع إلى الموظفين", en: "Back to the employees" },
  backToPerson: { ar: "ارجع إلى الموظف", en: "Back to the employee" },
  office: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  whatToDo: { ar: "ماذا تريد أن تفعل؟", en: "What do you want to do?" },
  yourself: {
    ar: "هذا حسابك. لا يغيّر أحد حسابه هنا: اطلب ذلك من مسؤول آخر.",
    en: "This is your account. Nobody changes their own here: ask another administrator.",
  },
  nothingChanged: { ar: "لم يتغير شيء", en: "Nothing was changed" },
});

export const statusTexts: Readonly<Record<StaffStatus, Text>> = {
  invited: { ar: "لم يجهّز حسابه بعد", en: "Has not set up yet" },
  active: { ar: "يعمل", en: "Working" },
  suspended: { ar: "موقوف", en: "Suspended" },
  left: { ar: "ترك العمل", en: "Left" },
};

/** What was just done, by the name that stands in the address. */
export const doneTexts = {
  sent: {
    title: { ar: "أرسلنا رابط التجهيز إلى هاتفه", en: "The set-up link was sent to their phone" },
    body: {
      ar: "يصلح ثلاثة أيام. لا يدخل الموظف قبل أن يختار كلمة سر ويربط تطبيق الرموز.",
      en: "It works for three days. Nobody signs in before choosing a password and linking an authenticator.",
    },
  },
  "not-sent": {
    title: { ar: "لم نستطع إرسال رابط التجهيز", en: "The set-up link could not be sent" },
    body: {
      ar: "ما طلبته تم، لكن شبكة الرسائل لا تجيب. بعد قليل اضغط «أرسل رابطا جديدا».",
      en: "What you asked was done, but the SMS network does not answer. In a while press “Send a new link”.",
    },
  },
  "no-address": {
    title: { ar: "لا رقم هاتف لهذا الموظف", en: "There is no phone number of this employee" },
    body: {
      ar: "اكتب رقمه ثم أرسل رابطا جديدا، وإلا لا يستطيع تجهيز حسابه.",
      en: "Enter it, then send a new link: otherwise they cannot set up their account.",
    },
  },
  asked: {
    title: { ar: "طلبنا موافقة شخص ثان", en: "A second person was asked" },
    body: {
      ar: "يوافق مسؤول آخر خلال 7 أيام، وإلا يسقط الطلب. تستطيع سحبه قبل ذلك.",
      en: "Another administrator agrees within 7 days, or the request lapses. You can take it back before.",
    },
  },
  changed: {
    title: { ar: "حفظنا التغيير", en: "The change was saved" },
    body: { ar: "يسري من الآن.", en: "It holds from now on." },
  },
  both: {
    title: { ar: "حفظنا جزءا، والباقي ينتظر شخصا ثانيا", en: "Part was saved, the rest waits" },
    body: {
      ar: "الأدوار الحساسة لا تُمنح ولا تُسحب بشخص واحد.",
      en: "Sensitive roles are neither given nor taken by one person.",
    },
  },
  suspended: {
    title: { ar: "أوقفنا الحساب", en: "The account was suspended" },
    body: {
      ar: "خرج الموظف من كل الخدمات ولا يستطيع الدخول. تستطيع إعادة الحساب من هنا.",
      en: "They were signed out and cannot sign in. You can open the account again here.",
    },
  },
  left: {
    title: { ar: "أنهينا الحساب", en: "The account was ended" },
    body: {
      ar: "خرج من كل الخدمات. يبقى اسمه على ما عمله.",
      en: "They were signed out. Their name stays on what they did.",
    },
  },
} as const satisfies Record<string, Readonly<{ title: Text; body: Text }>>;

export type DoneName = keyof typeof doneTexts;

/** Why something was not done, and what would do. */
export const refusalTexts = {
  own: {
    ar: "لا يغيّر أحد حسابه ولا يوافق على ما يخصه. اطلب ذلك من مسؤول آخر.",
    en: "Nobody changes their own account or agrees to what is about them. Ask another administrator.",
  },
  "own-request": {
    ar: "أنت من طلب هذا. يوافق عليه شخص آخر، أو تسحبه أنت.",
    en: "You asked for this. Another person agrees to it, or you take it back.",
  },
  "not-yours": {
    ar: "هذا ليس من عملك في هذه المؤسسة.",
    en: "This is not yours to do in this institution.",
  },
  "not-now": {
    ar: "حالة الموظف تغيّرت وهذا لا يصلح لها. انظر حالته الآن.",
    en: "The employee's state has changed and this no longer fits. See how it stands now.",
  },
  "last-administrator": {
    ar: "هذا آخر مسؤول حسابات في المؤسسة. عيّن غيره أولا.",
    en: "This is the institution's last administrator. Appoint another first.",
  },
  unknown: { ar: "لا موظف هنا بهذا الرقم.", en: "There is no such employee here." },
  "role-not-here": {
    ar: "هذه المؤسسة لا تمنح أحد الأدوار التي اخترتها. اختر غيره.",
    en: "The institution does not hand out one of these roles. Choose another.",
  },
  "no-such-institution": {
    ar: "اختر مؤسسة أخرى من القائمة.",
    en: "Choose another institution from the list.",
  },
  "asked-already": {
    ar: "طُلب هذا من قبل وينتظر شخصا ثانيا.",
    en: "This was asked for already and waits for a second person.",
  },
  "nothing-changes": { ar: "لا فرق بين ما اخترته وما هو الآن.", en: "That is how it is already." },
  gone: {
    ar: "هذا الطلب قُرر أو سُحب أو انتهى وقته.",
    en: "This request was decided, taken back, or its time ran out.",
  },
} as const satisfies Record<string, Text>;
