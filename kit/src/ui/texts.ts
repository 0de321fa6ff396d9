import { defineTexts } from "../text.ts";

/** Texts that every page shares. */
export const uiTexts = defineTexts({
  skip: { ar: "انتقل إلى المحتوى", en: "Skip to the content" },
  language: { ar: "العربية", en: "English" },
  mainMenu: { ar: "القائمة الرئيسية", en: "Main menu" },
  official: { ar: "موقع حكومي رسمي", en: "Official government site" },
  signOut: { ar: "اخرج", en: "Sign out" },
  errorTitle: { ar: "خطأ: ", en: "Error: " },
  cannotContinue: { ar: "لم نستطع المتابعة", en: "We could not continue" },
  errorBefore: { ar: "خطأ:", en: "Error:" },
  optional: { ar: "(اختياري)", en: "(optional)" },
  why: { ar: "لماذا نسأل؟", en: "Why do we ask?" },
  day: { ar: "اليوم", en: "Day" },
  month: { ar: "الشهر", en: "Month" },
  year: { ar: "السنة", en: "Year" },
  chooseOne: { ar: "اختر من القائمة", en: "Choose from the list" },
  showPassword: { ar: "أظهر", en: "Show" },
  hidePassword: { ar: "أخف", en: "Hide" },
  showPasswordLabel: { ar: "أظهر كلمة السر", en: "Show password" },
  hidePasswordLabel: { ar: "أخف كلمة السر", en: "Hide password" },
  change: { ar: "غيّر", en: "Change" },
  whereYouAre: { ar: "مكانك في الموقع", en: "Where you are" },
  back: { ar: "رجوع", en: "Back" },
  stateDone: { ar: "تم", en: "Done" },
  stateNow: { ar: "الآن", en: "Now" },
  stateWaiting: { ar: "لم يبدأ بعد", en: "Not started yet" },
  stateFailed: { ar: "لم يتم", en: "Failed" },
  success: { ar: "تم", en: "Success" },
  warning: { ar: "انتبه", en: "Warning" },
  information: { ar: "للعلم", en: "Information" },
  down: { ar: "متوقف الآن", en: "Out of service now" },
  whatNext: { ar: "ماذا يحدث الآن", en: "What happens next" },
  pages: { ar: "صفحات النتائج", en: "Pages of results" },
  previousPage: { ar: "السابق", en: "Previous" },
  nextPage: { ar: "التالي", en: "Next" },
  search: { ar: "ابحث", en: "Search" },
  sortedUp: { ar: "مرتب تصاعديا", en: "sorted ascending" },
  sortedDown: { ar: "مرتب تنازليا", en: "sorted descending" },
  nothingHere: { ar: "لا شيء هنا", en: "Nothing here" },
  shortcuts: { ar: "اختصارات لوحة المفاتيح", en: "Keyboard shortcuts" },
  shortcutsOn: { ar: "شغّل الاختصارات", en: "Use the shortcuts" },
  taskDone: { ar: "تم", en: "Done" },
  taskTodo: { ar: "لم يبدأ", en: "Not started" },
  taskStarted: { ar: "لم يكتمل", en: "In progress" },
  taskBlocked: { ar: "ليس بعد", en: "Cannot start yet" },
  reference: { ar: "الرقم المرجعي", en: "Reference" },
  governorate: { ar: "المحافظة", en: "Governorate" },
  locality: { ar: "المدينة أو القرية أو المخيم", en: "Town, village or camp" },
  street: { ar: "الشارع والبناية", en: "Street and building" },
});

/** `الخطوة 2 من 5`. */
export const stepText = (step: number, of: number) => ({
  ar: `الخطوة ${step} من ${of}`,
  en: `Step ${step} of ${of}`,
});

/** `1–20 من 134`. */
export const positionText = (from: number, to: number, total: number) => ({
  ar: `من ${from} إلى ${to}، والمجموع ${total}`,
  en: `${from} to ${to} of ${total}`,
});

/** What a file must be, before it is chosen. */
export const fileLimitText = (kinds: string, megabytes: number) => ({
  ar: `الأنواع المقبولة: ${kinds}. الحجم الأقصى ${megabytes} ميغابايت.`,
  en: `Accepted types: ${kinds}. At most ${megabytes} MB.`,
});
