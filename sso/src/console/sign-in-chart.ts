import { addDays } from "@gov/country/time-zone.ts";
import type { Lang } from "@gov/kit/text.ts";
import { dateOnly, dateText } from "@gov/kit/ui/date-time.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { DayCount } from "./console-queries.ts";
import { consoleTexts as texts } from "./console-texts.ts";

export const chartDays = 30;

const width = 600;
const height = 120;

/** Every day up to today with its sign-ins; days without any are nought. */
export const daysUpTo = (today: string, counts: readonly DayCount[]): DayCount[] => {
  const known = new Map(counts.map(({ day, signIns }) => [day, signIns]));
  return Array.from({ length: chartDays }, (_, index) => {
    const day = addDays(today, index - chartDays + 1);
    return { day, signIns: known.get(day) ?? 0 };
  });
};

const bars = (days: readonly DayCount[]): Html => {
  const most = Math.max(1, ...days.map(({ signIns }) => signIns));
  const step = width / chartDays;
  return html`${days.map(({ signIns }, index) => {
    const tall = Math.round((signIns / most) * (height - 2));
    return html`<rect
      x="${(index * step + 1).toFixed(1)}"
      y="${height - tall}"
      width="${(step - 2).toFixed(1)}"
      height="${tall}"
    />`;
  })}`;
};

/** The last thirty days as bars, from left to right, with the same in a table beneath. */
export const signInChart = (days: readonly DayCount[], lang: Lang): Html => {
  const some = days.filter(({ signIns }) => signIns > 0);
  if (some.length === 0) return html`<p class="hint">${words(texts.signInsNone, lang)}</p>`;
  const [first, last] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  const label = `${texts.signIns[lang]}: ${dateText(first, lang)} – ${dateText(last, lang)}`;
  return html`<svg
      role="img"
      aria-label="${label}"
      viewBox="0 0 ${width} ${height}"
      width="100%"
      height="${height}"
      preserveAspectRatio="none"
      fill="currentColor"
    >
      ${bars(days)}
    </svg>
    ${table({
      caption: texts.signIns,
      captionHidden: true,
      lang,
      dense: true,
      columns: [{ head: texts.day }, { head: texts.count, numeric: true }],
      rows: some
        .toReversed()
        .map(({ day, signIns }) => ({ cells: [dateOnly(day, lang), String(signIns)] })),
    })}`;
};
