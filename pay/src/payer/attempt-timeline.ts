import type { Lang, Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { timeline, type TimelineEvent, type TimelineState } from "@gov/kit/ui/timeline.ts";
import type { ChargeEvent } from "#src/charge/charge.ts";
import type { ChargeEventRow, ChargeRow } from "#src/charge/charge-queries.ts";
import type { ChargeNote } from "#src/db-types.ts";
import { declineText } from "./payer-texts.ts";
import { railWords, type RailWords } from "./rail-words.ts";

type Line = Readonly<{ text: Text; state: TimelineState }>;

/** Every event and note, in words that a payer understands. */
const linesOf = ({
  opened,
  taker,
}: RailWords): Readonly<Record<ChargeEvent | ChargeNote, Line>> => ({
  opened: { text: opened, state: "done" },
  openingRefused: {
    text: { ar: "تعذر بدء الدفع بهذه الطريقة", en: "Paying this way could not be started" },
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
      ar: `أخذ ${taker.ar} المبلغ مرة أخرى، فأمرنا بإعادته`,
      en: `${taker.en} took the money again; we ordered it back`,
    },
    state: "now",
  },
  declined: {
    text: { ar: `رفض ${taker.ar} الدفع`, en: `${taker.en} declined` },
    state: "failed",
  },
  cancelledByPayer: {
    text: { ar: "ألغيت الدفع، ولم يخصم شيء", en: "You cancelled; nothing was taken" },
    state: "failed",
  },
  timedOut: {
    text: {
      ar: "انتهت المهلة. سألنا: لم يخصم شيء",
      en: "Time ran out. We asked: nothing was taken",
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
    text: { ar: "أعيد المبلغ إليك", en: "The money was sent back to you" },
    state: "done",
  },
  payerReturned: {
    text: { ar: "عدت إلى هنا", en: "You came back here" },
    state: "done",
  },
  railSilent: {
    text: {
      ar: `لم يجب ${taker.ar}، وسنسأل مرة أخرى`,
      en: `${taker.en} did not answer; we will ask again`,
    },
    state: "waiting",
  },
  railContradicts: {
    text: {
      ar: "الجواب لا يطابق الفاتورة. نتحقق منه",
      en: "The answer does not fit the bill; it is being checked",
    },
    state: "waiting",
  },
});

const toEvent = (row: ChargeEventRow, charge: ChargeRow | undefined, lang: Lang): TimelineEvent => {
  const { text, state } = linesOf(railWords[charge?.rail ?? "card"])[row.event];
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
    title: railWords[charge.rail].started[lang],
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
  const last = events.at(-1);
  if (last?.event !== "payerReturned") return timeline(all, lang);
  const rail = charges.find((charge) => charge.id === last.charge_id)?.rail ?? "card";
  return timeline([...all, { title: railWords[rail].waiting[lang], state: "now" }], lang);
};
