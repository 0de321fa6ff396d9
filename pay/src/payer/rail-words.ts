import type { Text } from "@gov/kit/text.ts";
import type { RailCode } from "#src/rails/rail.ts";

/** How the payer's pages speak of each rail. */
export type RailWords = Readonly<{
  label: Text;
  hint: Text;
  /** How long it takes until the bill is paid. */
  takes: Text;
  started: Text;
  opened: Text;
  /** Who takes the money. */
  taker: Text;
  waiting: Text;
  underWay: Text;
  down: Text;
  /** Where money goes back to. */
  backTo: Text;
}>;

const bank: Text = { ar: "المصرف", en: "The bank" };

export const railWords: Readonly<Record<RailCode, RailWords>> = {
  card: {
    label: { ar: "بطاقة مصرفية", en: "Bank card" },
    hint: {
      ar: "Visa أو Mastercard، من أي مصرف. تكتب بياناتها في صفحة المصرف، ولا تصل إلينا.",
      en: "Visa or Mastercard, of any bank. You type its details at the bank's page; we never see them.",
    },
    takes: { ar: "يستغرق دقيقة.", en: "Takes a minute." },
    started: { ar: "بدأت محاولة دفع بالبطاقة", en: "A payment by card was started" },
    opened: { ar: "فتحنا لك صفحة المصرف", en: "The bank's page was opened" },
    taker: bank,
    waiting: { ar: "ننتظر جواب المصرف", en: "Waiting for the bank's answer" },
    underWay: {
      ar: "فتحت صفحة المصرف لهذه الفاتورة ولم تكتمل. أكمل الدفع، أو ألغ المحاولة لتبدأ من جديد.",
      en: "The bank's page was opened for this bill and not finished. Go on, or drop it and start anew.",
    },
    down: { ar: "بوابة البطاقات لا تجيب الآن", en: "The card gateway does not answer now" },
    backTo: { ar: "إلى بطاقتك", en: "to your card" },
  },
  instant: {
    label: { ar: "من تطبيق مصرفك أو محفظتك", en: "Your bank's or wallet's app" },
    hint: {
      ar: "توافق في التطبيق على طلب نرسله إليك، أو تمسح رمز Quick.",
      en: "Approve a request that we send to the app, or scan a Quick code.",
    },
    takes: { ar: "يصل المبلغ خلال ثوان.", en: "The money arrives within seconds." },
    started: { ar: "بدأت محاولة دفع فوري", en: "An instant payment was started" },
    opened: { ar: "أعددنا طلب الدفع ورمزه", en: "The payment request and its code were made" },
    taker: bank,
    waiting: {
      ar: "ننتظر موافقتك في تطبيق مصرفك",
      en: "Waiting for your approval in your bank's app",
    },
    underWay: {
      ar: "أعد طلب دفع فوري لهذه الفاتورة ولم يكتمل. أكمل الدفع، أو ألغ المحاولة لتبدأ من جديد.",
      en: "An instant payment of this bill was started and not finished. Go on, or drop it and start anew.",
    },
    down: { ar: "لا يجيب نظام الدفع الفوري الآن", en: "Instant payment does not answer now" },
    backTo: { ar: "إلى الحساب الذي دفع منه", en: "to the account it came from" },
  },
  esadad: {
    label: { ar: "إسداد: من مصرفك أو صراف آلي", en: "E-SADAD: at your bank or an ATM" },
    hint: {
      ar: "تكتب رقم الفاتورة في تطبيق مصرفك أو محفظتك أو في الصراف الآلي.",
      en: "Enter the billing number in your bank's or wallet's app, or at an ATM.",
    },
    takes: { ar: "يستغرق دقائق.", en: "Takes a few minutes." },
    started: { ar: "دفعة عبر إسداد", en: "A payment through E-SADAD" },
    opened: { ar: "عرضنا الفاتورة على المصرف", en: "The bill was shown to the bank" },
    taker: bank,
    waiting: { ar: "ننتظر جواب المصرف", en: "Waiting for the bank's answer" },
    underWay: {
      ar: "تدفع هذه الفاتورة الآن عبر إسداد. ننتظر جواب المصرف.",
      en: "This bill is being paid through E-SADAD now. We wait for the bank's answer.",
    },
    down: { ar: "لا تجيب إسداد الآن", en: "E-SADAD does not answer now" },
    backTo: { ar: "إلى الحساب الذي دفع منه", en: "to the account it came from" },
  },
  cash: {
    label: { ar: "نقدا لدى وكيل", en: "Cash at an agent" },
    hint: {
      ar: "تأخذ قسيمة بالرقم إلى أي وكيل لشركة دفع، وتحصل على وصل.",
      en: "Take a voucher with the number to any payment company's agent and get a slip.",
    },
    takes: { ar: "تدفع الفاتورة فور تسليم المبلغ.", en: "Paid as soon as you hand over the cash." },
    started: {
      ar: "حجز وكيل الفاتورة ليقبض ثمنها نقدا",
      en: "An agent held the bill to take cash",
    },
    opened: { ar: "حجز الوكيل الفاتورة", en: "The agent held the bill" },
    taker: { ar: "الوكيل", en: "The agent" },
    waiting: { ar: "ننتظر تأكيد الوكيل", en: "Waiting for the agent's confirmation" },
    underWay: {
      ar: "يقبض وكيل ثمن هذه الفاتورة نقدا الآن. إن لم يؤكد خلال دقائق عادت مفتوحة.",
      en: "An agent is taking cash for this bill now. If they do not confirm within minutes it is open again.",
    },
    down: { ar: "لا تجيب خدمة الوكلاء الآن", en: "The agents' service does not answer now" },
    backTo: { ar: "نقدا لدى وكيل", en: "in cash at an agent" },
  },
};
