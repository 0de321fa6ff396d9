import type { Lang, Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { TimelineState } from "@gov/kit/ui/timeline.ts";
import type { ChargeEvent, ChargeStatus } from "#src/charge/charge.ts";
import type { ChargeNote } from "#src/db-types.ts";

const statuses: Readonly<Record<ChargeStatus, readonly [Text, Tone]>> = {
  created: [{ ar: "بدأت", en: "Started" }, "waits"],
  pending: [{ ar: "عند المصرف", en: "With the bank" }, "waits"],
  captured: [{ ar: "دفعت الفاتورة", en: "Paid the bill" }, "runs"],
  surplus: [{ ar: "زائدة، تعاد", en: "Surplus, going back" }, "waits"],
  refunded: [{ ar: "أعيدت", en: "Sent back" }, "done"],
  reversed: [{ ar: "استعادها المصرف", en: "Taken back by the bank" }, "late"],
  failed: [{ ar: "لم تنجح", en: "Failed" }, "late"],
  cancelled: [{ ar: "ألغاها الدافع", en: "Given up by the payer" }, "done"],
  expired: [{ ar: "انتهت مهلتها", en: "Ran out of time" }, "done"],
};

export const chargeStatusTag = (status: ChargeStatus, lang: Lang): Html => {
  const [text, tone] = statuses[status];
  return tag(text, tone, lang);
};

type Line = Readonly<{ text: Text; state: TimelineState }>;

/** Every event of an attempt, in words for who looks from outside. */
export const chargeEventLines: Readonly<Record<ChargeEvent | ChargeNote, Line>> = {
  opened: { text: { ar: "فتحت صفحة المصرف", en: "The bank's page was opened" }, state: "done" },
  openingRefused: {
    text: { ar: "رفض المصرف فتح صفحته", en: "The bank refused to open its page" },
    state: "failed",
  },
  captured: {
    text: { ar: "وصل المبلغ ودفعت الفاتورة", en: "The money paid the bill" },
    state: "done",
  },
  capturedInExcess: {
    text: {
      ar: "وصل مبلغ لا تحتاجه الفاتورة، وأمرنا بإعادته",
      en: "Money came that the bill did not need; it was ordered back",
    },
    state: "now",
  },
  tookAgain: {
    text: {
      ar: "أخذ المصرف المبلغ مرة أخرى، وأمرنا بإعادته",
      en: "The bank took the money again; it was ordered back",
    },
    state: "now",
  },
  declined: { text: { ar: "رفض المصرف الدفع", en: "The bank declined" }, state: "failed" },
  cancelledByPayer: {
    text: { ar: "ألغى الدافع المحاولة", en: "The payer gave the attempt up" },
    state: "failed",
  },
  timedOut: {
    text: { ar: "انتهت المهلة، ولم يأخذ المصرف شيئا", en: "Time ran out; the bank took nothing" },
    state: "failed",
  },
  reversed: {
    text: {
      ar: "استعاد المصرف الدفعة، والفاتورة مستحقة من جديد",
      en: "The bank took the payment back; the bill is owed again",
    },
    state: "failed",
  },
  refunded: { text: { ar: "أعاد المصرف مبلغا", en: "The bank sent money back" }, state: "done" },
  payerReturned: {
    text: { ar: "عاد الدافع من صفحة المصرف", en: "The payer came back from the bank's page" },
    state: "done",
  },
  railSilent: { text: { ar: "لم يجب المصرف", en: "The bank did not answer" }, state: "waiting" },
  railContradicts: {
    text: {
      ar: "جواب المصرف لا يطابق ما طلبناه",
      en: "The bank's answer does not fit what was asked",
    },
    state: "waiting",
  },
};
