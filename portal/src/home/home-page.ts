import type { Text } from "@gov/kit/text.ts";
import { cardGrid } from "@gov/kit/ui/card.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import { draftCard, waitingCard } from "#src/case/applications-page.ts";
import type { CaseInList, DraftInList } from "#src/case/applications-page.ts";
import {
  lifeEventCards,
  payBillLink,
  serviceCards,
  serviceSearch,
} from "#src/catalogue/catalogue-pages.ts";

const texts = {
  title: { ar: "كل خدمات الحكومة في مكان واحد", en: "Every government service in one place" },
  waits: { ar: "ينتظر منك", en: "Waits for you" },
  byNeed: { ar: "حسب ما تحتاج", en: "By what you need" },
  popular: { ar: "خدمات إلكترونية كاملة", en: "Services done fully online" },
  all: { ar: "كل الخدمات", en: "All services" },
  allApplications: { ar: "كل طلباتي", en: "All my applications" },
} as const satisfies Record<string, Text>;

const maxShown = 6;

/** The first page: what waits for the person, the search, and the ways in. */
export const homePage = (
  input: Readonly<{
    frame: Frame;
    /** Where a bill is paid by its number. */
    payHref: string;
    csrfToken: string;
    catalogue: Catalogue;
    waiting: readonly CaseInList[];
    drafts: readonly DraftInList[];
  }>,
): Html => {
  const { frame, payHref, catalogue, csrfToken, waiting, drafts } = input;
  const { lang } = frame;
  const mine = [
    ...waiting.slice(0, maxShown).map((each) => waitingCard(each, frame, csrfToken)),
    ...drafts.slice(0, maxShown).map((each) => draftCard(each, frame)),
  ];
  const waits = html`${cardGrid(mine)}
    <p><a href="/applications">${words(texts.allApplications, lang)}</a></p>`;
  const main = html`${heading(texts.title, lang)} ${serviceSearch(lang)}
    ${payBillLink(payHref, lang)} ${mine.length > 0 ? section(texts.waits, lang, waits) : nothing}
    ${section(texts.byNeed, lang, lifeEventCards(catalogue, lang))}
    ${section(texts.popular, lang, serviceCards(catalogue.services.slice(0, maxShown), lang))}
    <p><a href="/services">${words(texts.all, lang)}</a></p>`;
  return page({ ...frame, title: texts.title, main });
};
