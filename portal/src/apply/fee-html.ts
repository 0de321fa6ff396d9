import { money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import type { ExemptionGiven } from "@gov/services/language/fee-exemptions.ts";
import type { Instalment } from "@gov/services/language/fee-parts.ts";
import type { Fee } from "@gov/services/language/fees.ts";
import { applyTexts } from "./apply-texts.ts";
import type { FeeRules } from "./fee-rules.ts";
import { ruleHtml } from "./why-html.ts";

type KnownFee = Extract<Fee, { outcome: "known" }>;

/** What a person is let off, whose rule it is, and what decided it. */
const exemptionRow = (given: ExemptionGiven, rules: FeeRules, lang: Lang): SummaryRow => {
  const off = money(-given.off.amountMinor, given.off.currency);
  return {
    key: given.label,
    value: amount(off, lang),
    source: html`${ruleHtml(rules[given.code], given.because, lang)}
    ${words(given.source.text, lang)}`,
  };
};

/** What the person need not pay, where all of it is waived. */
export const waivedHtml = (
  exemptions: readonly ExemptionGiven[],
  rules: FeeRules,
  lang: Lang,
): Html =>
  exemptions.length === 0
    ? nothing
    : summaryList(
        exemptions.map((given) => exemptionRow(given, rules, lang)),
        lang,
        { boxed: true },
      );

const dueText = ({ dueAfterDays: days }: Instalment): Text =>
  days === 0
    ? { ar: "عند الإرسال", en: "When you send it" }
    : { ar: `خلال ${days} يوما من الإرسال`, en: `Within ${days} days of sending it` };

/** The parts it may be paid in, and when each falls due. */
const instalmentsHtml = ({ instalments }: KnownFee, lang: Lang): Html => {
  if (instalments.length === 0) return nothing;
  const rows = instalments.map((part) => ({
    key: part.label,
    value: amount(part.amount, lang),
    source: dueText(part),
  }));
  return html`<h3>${words(applyTexts.instalments, lang)}</h3>
    ${summaryList(rows, lang, { boxed: true })}`;
};

/** What it costs, line by line with what decided it, what is waived, and where the fee comes from. */
export const feeHtml = (fee: KnownFee, rules: FeeRules, lang: Lang): Html => {
  const rows = fee.lines.map((line) => ({
    key: line.label,
    value: amount(line.amount, lang),
    ...(line.because.length > 0 ? { source: ruleHtml(rules[line.code], line.because, lang) } : {}),
  }));
  const waived = fee.exemptions.map((given) => exemptionRow(given, rules, lang));
  const total = {
    key: html`<strong>${words(applyTexts.total, lang)}</strong>`,
    value: html`<strong>${amount(fee.total, lang)}</strong>`,
  };
  const illustrative = fee.source.kind === "illustrative";
  return html`${summaryList([...rows, ...waived, total], lang, { boxed: true })}
    <p class="source">
      ${words(fee.source.text, lang)}${
        illustrative ? html` · ${words(applyTexts.illustrative, lang)}` : nothing
      }
    </p>
    ${instalmentsHtml(fee, lang)}`;
};
