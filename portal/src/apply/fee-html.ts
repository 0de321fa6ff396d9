import type { Lang } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Fee } from "@gov/services/language/fees.ts";
import { applyTexts } from "./apply-texts.ts";

/** What it costs, line by line with what decided it, its total and where the fee comes from. */
export const feeHtml = (fee: Extract<Fee, { outcome: "known" }>, lang: Lang): Html => {
  const rows = fee.lines.map((line) => ({
    key: line.label,
    value: amount(line.amount, lang),
    ...(line.because.length > 0 ? { source: becauseHtml(line.because, lang) } : {}),
  }));
  const total = {
    key: html`<strong>${words(applyTexts.total, lang)}</strong>`,
    value: html`<strong>${amount(fee.total, lang)}</strong>`,
  };
  return html`${summaryList([...rows, total], lang, { boxed: true })}
    <p class="source">
      ${words(fee.source.text, lang)}${
        fee.source.kind === "illustrative"
          ? html` · ${words(applyTexts.illustrative, lang)}`
          : nothing
      }
    </p>`;
};

type Because = Extract<Fee, { outcome: "known" }>["lines"][number]["because"];

const becauseHtml = (because: Because, lang: Lang): Html =>
  html`${because.map(
    ({ label, value }, index) =>
      html`${index > 0 ? (lang === "ar" ? "، " : ", ") : nothing}${words(label, lang)}:
      ${words(value, lang)}`,
  )}`;
