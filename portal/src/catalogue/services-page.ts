import type { Lang } from "@gov/kit/text.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { lifeEventCards, payBillLink, serviceCards, serviceSearch } from "./catalogue-pages.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";
import { servicesByNeed } from "./services-by-need.ts";

/** Links to the parts of the page, for those who know what they come for. */
const waysIn = (groups: ReturnType<typeof servicesByNeed>, lang: Lang): Html =>
  html`<nav aria-label="${words(texts.lifeEvents, lang)}">
    <ul class="links">
      ${groups.map(
        ({ event }) =>
          html`<li>
            <a href="#${event?.code ?? "more"}">${words(event?.name ?? texts.more, lang)}</a>
          </li>`,
      )}
    </ul>
  </nav>`;

const allServices = (catalogue: Catalogue, lang: Lang): Html => {
  const groups = servicesByNeed(catalogue);
  return html`${groups.length > 1 ? waysIn(groups, lang) : nothing}
  ${groups.map(
    ({ event, services }) =>
      html`<div id="${event?.code ?? "more"}">
        ${section(event?.name ?? texts.more, lang, serviceCards(services, lang, 3))}
      </div>`,
  )}`;
};

type ServicesInput = Readonly<{
  frame: Frame;
  /** Where a bill is paid by its number. */
  payHref: string;
  catalogue: Catalogue;
  typed: string;
  found: readonly ServiceDefinition[];
}>;

const foundServices = ({ frame: { lang }, payHref, catalogue, found }: ServicesInput): Html =>
  found.length > 0
    ? serviceCards(found, lang)
    : html`${emptyState({ title: texts.nothingFound, body: texts.nothingFoundBody, lang })}
      ${payBillLink(payHref, lang)}
      ${section(texts.lifeEvents, lang, lifeEventCards(catalogue, lang))}`;

/** All services by what people come for, or those that fit what was typed. */
export const servicesPage = (input: ServicesInput): Html => {
  const { frame, catalogue, typed } = input;
  const { lang } = frame;
  const searched = typed.trim() !== "";
  const title = searched ? texts.results : texts.services;
  const main = html`${heading(title, lang)} ${serviceSearch(lang, typed)}
  ${searched ? foundServices(input) : allServices(catalogue, lang)}`;
  return page({ ...frame, title, main });
};
