import type { Lang, Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { timeline, type TimelineEvent, type TimelineState } from "@gov/kit/ui/timeline.ts";
import type { ChargeEvent } from "#src/charge/charge.ts";
import type { ChargeEventRow, ChargeRow } from "#src/charge/charge-queries.ts";
import type { ChargeNote } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { declineText } from "./payer-texts.ts";

type Line = Readonly<{ text: Text; state: TimelineState }>;

const started: Readonly<Record<RailCode, Text>> = {
  card: { ar: "بدأت محاولة دفع بالبطاقة", en: "A payment by card was started" },
  instant: { ar: "بدأت محاولة دفع فوري", en: "An instant payment was started" },
  esadad: { ar: "أبلغنا إي-سداد بدفعة", en: "E-SADAD told us of a payment" },
  cash: { ar: "بدأ دفع نقدي عند وكيل", en: "A payment in cash was started at an agent" },
};
const awaited: Text = { ar: "ننتظر جواب المصرف", en: "Waiting for the bank's answer" };

/** Every event and note, in words that a payer understands. */
const lines: Readonly<Record<ChargeEvent | ChargeNote, Line>> = {
  opened: { text: { ar: "فتحنا لك صفحة المصرف", en: "The bank's page was opened" }, state: "done" },
  openingRefused: {
    text: { ar: "لم تفتح صفحة المصرف", en: "The bank's page was not opened" },
    state: "failed",
  },
  captured: {
    text: { ar: "وصل المبلغ ودفعت الفاتورة", en: "The money arrived; the bill is paid" },
    state: "done",
  },
  capturedInExcess: {
    text: {
      ar: "وصل مبلغ لا تحتاجه الفاتورة، فأمرنا بإعادته",
      en: "Money arrived that the bill did not need; we ordered it back",
    },
    state: "now",
  },
  tookAgain: {
    text: {
      ar: "أخذ المصرف المبلغ مرة أخرى، فأمرنا بإعادته",
      en: "The bank took the money again; we ordered it back",
    },
    state: "now",
  },
  declined: { text: { ar: "رفض المصرف الدفع", en: "The bank declined" }, state: "failed" },
  cancelledByPayer: {
    text: { ar: "ألغيت الدفع، ولم يخصم شيء", en: "You cancelled; nothing was taken" },
    state: "failed",
  },
  timedOut: {
    text: {
      ar: "انتهت المهلة. سألنا المصرف: لم يخصم شيء",
      en: "Time ran out. We asked the bank: nothing was taken",
    },
    state: "failed",
  },
  reversed: {
    text: {
      ar: "استعيدت الدفعة، والفاتورة مستحقة من جديد",
      en: "The payment was taken back; the bill is owed again",
    },
    state: "failed",
  },
  refunded: {
    text: { ar: "أعاد المصرف المبلغ إليك", en: "The bank sent the money back to you" },
    state: "done",
  },
  payerReturned: {
    text: { ar: "عدت من صفحة المصرف", en: "You came back from the bank's page" },
    state: "done",
  },
  railSilent: {
    text: {
      ar: "لم يجب المصرف، وسنسأله مرة أخرى",
      en: "The bank did not answer; we will ask again",
    },
    state: "waiting",
  },
  railContradicts: {
    text: {
      ar: "جواب المصرف لا يطابق الفاتورة. نتحقق منه",
      en: "The bank's answer does not fit the bill; it is being checked",
    },
    state: "waiting",
  },
};

const toEvent = (row: ChargeEventRow, charge: ChargeRow | undefined, lang: Lang): TimelineEvent => {
  const { text, state } = lines[row.event];
  const detail = row.event === "declined" ? declineText(charge?.failure_reason ?? null) : undefined;
  return { title: text[lang], at: row.at, state, ...(detail ? { detail: detail[lang] } : {}) };
};

/** Every attempt to pay a bill, step by step, the oldest first. */
export const attemptTimeline = (
  charges: readonly ChargeRow[],
  events: readonly ChargeEventRow[],
  lang: Lang,
): Html => {
  const begun = charges.map((charge) => ({
    title: started[charge.rail][lang],
    at: charge.created_at,
    state: "done" as const,
  }));
  const steps = events.map((row) =>
    toEvent(
      row,
      charges.find((charge) => charge.id === row.charge_id),
      lang,
    ),
  );
  const all = [...begun, ...steps].toSorted((a, b) => Number(a.at) - Number(b.at));
  const waits = events.at(-1)?.event === "payerReturned";
  const now = { title: awaited[lang], state: "now" } as const;
  return timeline(waits ? [...all, now] : all, lang);
};
