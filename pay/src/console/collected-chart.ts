import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { dateShort, dateText } from "@gov/kit/ui/date-time.ts";
import { html, plainWords, words, type Html } from "@gov/kit/ui/html.ts";
import { table } from "@gov/kit/ui/table.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import type { CollectedCurrency } from "./collected.ts";

const width = 420;
const height = 170;
const base = 146;
const top = 16;

const texts = {
  caption: { ar: "المحصل كل يوم", en: "Collected each day" },
  day: { ar: "اليوم", en: "Day" },
  most: { ar: "أعلى يوم", en: "Highest day" },
  total: { ar: "المجموع", en: "Total" },
} as const;

const mostOf = ({ days }: CollectedCurrency): bigint =>
  days.reduce((max, { totalMinor }) => (totalMinor > max ? totalMinor : max), 1n);

/** The day of the month, under its bar: as large on a phone as it can be. */
const shortDay = (day: string): string => day.slice(8).replace(/^0/, "");

/**
 * Bars of the days, each stacked by rail, drawn at the server. Time runs as the reader reads. The
 * table beneath says the same in numbers, so the picture is one image with one name.
 */
const chart = (collected: CollectedCurrency, lang: Lang): Html => {
  const { currency, rails, days } = collected;
  const most = mostOf(collected);
  const slot = width / days.length;
  const heightOf = (minor: bigint): number =>
    Math.round((Number(minor) / Number(most)) * (base - top) * 10) / 10;
  const bars = days.map(({ day, byRail }, index) => {
    const place = lang === "ar" ? days.length - 1 - index : index;
    const x = Math.round(place * slot + slot * 0.15);
    let foot = base;
    const parts = rails.map((rail, tone) => {
      const tall = heightOf(byRail.get(rail) ?? 0n);
      foot -= tall;
      return tall > 0
        ? html`<rect
            class="tone${tone + 1}"
            x="${x}"
            y="${foot}"
            width="${Math.round(slot * 0.7)}"
            height="${tall}"
          />`
        : html``;
    });
    return html`${parts}<text x="${Math.round(place * slot + slot / 2)}" y="${base + 18}"
        >${shortDay(day)}</text
      >`;
  });
  const name = `${plainWords(texts.caption, lang)}: ${currency}`;
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">
    <line x1="0" x2="${width}" y1="${base}" y2="${base}" />
    ${bars}
  </svg>`;
};

const legend = ({ rails }: CollectedCurrency, lang: Lang): Html =>
  html`<ul class="legend">
    ${rails.map(
      (rail, tone) =>
        html`<li>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <rect class="tone${tone + 1}" width="16" height="16" /></svg
          >${words(railTexts[rail], lang)}
        </li>`,
    )}
  </ul>`;

/** What a currency brought, day by day and rail by rail: a picture, and the table it is of. */
export const collectedChart = (collected: CollectedCurrency, lang: Lang): Html => {
  const { currency, rails, days } = collected;
  const busy = days.filter(({ totalMinor }) => totalMinor > 0n).toReversed();
  return html`${legend(collected, lang)}
    <p class="most">
      ${words(texts.most, lang)}: ${amount(money(mostOf(collected), currency), lang)}
    </p>
    ${chart(collected, lang)}${table({
      caption: html`${words(texts.caption, lang)} · ${currency}`,
      lang,
      dense: true,
      columns: [
        { head: texts.day },
        ...rails.map((rail) => ({ head: railTexts[rail], numeric: true })),
        { head: texts.total, numeric: true },
      ],
      rows: busy.map(({ day, byRail, totalMinor }) => ({
        href: `/console/payments?from=${day}&to=${day}`,
        cells: [
          html`<span title="${dateText(day, lang)}">${dateShort(day)}</span>`,
          ...rails.map((rail) => amount(money(byRail.get(rail) ?? 0n, currency), lang)),
          amount(money(totalMinor, currency), lang),
        ],
      })),
    })}`;
};
