import type { Lang } from "@gov/kit/text.ts";
import { dateTime, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { FactsShown } from "@gov/services/language/bindings.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { Fact, Facts } from "#src/case/case.ts";
import { applyTexts } from "./apply-texts.ts";

const since = (at: Date, lang: Lang): Html =>
  localDate(at) === localDate(new Date()) ? timeOnly(at, lang) : dateTime(at, lang);

/** Which register does not answer, and since when. */
export const downNotice = (fact: Fact, lang: Lang): Html =>
  notice({
    kind: "down",
    lang,
    title:
      lang === "ar"
        ? html`${words(fact.source, lang)}: لا يجيب منذ ${since(new Date(fact.at), lang)}`
        : html`${words(fact.source, lang)}: no answer since ${since(new Date(fact.at), lang)}`,
    body: applyTexts.downBody,
  });

const freshness = (fact: Fact, lang: Lang): Html =>
  lang === "ar"
    ? html`المصدر: ${words(fact.source, lang)}، ${dateTime(new Date(fact.at), lang)}`
    : html`Source: ${words(fact.source, lang)}, ${dateTime(new Date(fact.at), lang)}`;

/** What one register says, with its source and how fresh it is. */
const registerHtml = (shown: FactsShown, fact: Fact | undefined, lang: Lang): Html => {
  if (fact?.outcome === "down") return downNotice(fact, lang);
  if (fact?.outcome !== "answered") return html``;
  const rows = shown.facts.map(({ label, value }) => ({ key: label, value }));
  return html`${summaryList(rows, lang, { boxed: true })}
    <p class="source">${freshness(fact, lang)}</p>`;
};

/** What registers say, one after the other, for confirmation. */
export const factsHtml = (shown: readonly FactsShown[], facts: Facts, lang: Lang): Html =>
  html`${shown.map((each) => registerHtml(each, facts[each.binding], lang))}`;
