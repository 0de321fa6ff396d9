import type { Lang } from "@gov/kit/text.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { searchBox } from "@gov/kit/ui/search-box.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Catalogue, Institution, LifeEvent } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { servicePath } from "#src/apply/apply-paths.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";

/** Services as cards to open. */
export const serviceCards = (services: readonly ServiceDefinition[], lang: Lang): Html =>
  cardGrid(
    services.map(({ code, title, summary }) =>
      card({ title, text: summary, lang, href: servicePath(code), level: 2 }),
    ),
  );

/** What people come for, as cards to open. */
export const lifeEventCards = (catalogue: Catalogue, lang: Lang): Html =>
  cardGrid(
    catalogue.lifeEvents.map(({ code, name, summary }) =>
      card({ title: name, text: summary, lang, href: `/life/${code}`, level: 3 }),
    ),
  );

/** The search box of the catalogue. */
export const serviceSearch = (lang: Lang, typed = ""): Html =>
  searchBox({
    action: "/services",
    lang,
    label: texts.searchLabel,
    labelHidden: true,
    value: typed,
    placeholder: texts.examples,
  });

/** All services, or those that fit what was typed. */
export const servicesPage = (
  input: Readonly<{
    frame: Frame;
    catalogue: Catalogue;
    typed: string;
    found: readonly ServiceDefinition[];
  }>,
): Html => {
  const { frame, catalogue, typed, found } = input;
  const { lang } = frame;
  const searched = typed.trim() !== "";
  const title = searched ? texts.results : texts.services;
  const results =
    found.length > 0
      ? serviceCards(found, lang)
      : emptyState({ title: texts.nothingFound, body: texts.nothingFoundBody, lang });
  const main = html`${heading(title, lang)} ${serviceSearch(lang, typed)} ${results}
  ${
    searched && found.length > 0
      ? nothing
      : section(texts.lifeEvents, lang, lifeEventCards(catalogue, lang))
  }`;
  return page({ ...frame, title, main });
};

/** The institutions that serve through the portal. */
export const institutionsPage = (input: Readonly<{ frame: Frame; catalogue: Catalogue }>): Html => {
  const { frame, catalogue } = input;
  const { lang } = frame;
  const cards = catalogue.institutions.map(({ code, name, about }) =>
    card({ title: name, text: about, lang, href: `/institutions/${code}`, level: 2 }),
  );
  const main = html`${heading(texts.institutions, lang)} ${cardGrid(cards)}`;
  return page({ ...frame, title: texts.institutions, main });
};

const servicesOrNone = (services: readonly ServiceDefinition[], lang: Lang): Html =>
  services.length > 0
    ? serviceCards(services, lang)
    : emptyState({ title: texts.noServicesYet, lang });

/** One institution: what it does, when and where, and its services. */
export const institutionPage = (
  input: Readonly<{ frame: Frame; institution: Institution; catalogue: Catalogue }>,
): Html => {
  const { frame, institution, catalogue } = input;
  const { lang } = frame;
  const own = catalogue.services.filter((each) => each.institution === institution.code);
  const facts = [
    { key: texts.hours, value: institution.hours },
    { key: texts.contact, value: institution.contact },
  ];
  const main = html`${heading(institution.name, lang, { below: institution.about })}
  ${summaryList(facts, lang, { boxed: true })}
  ${section(texts.services, lang, servicesOrNone(own, lang))}`;
  const back = { href: "/institutions", text: texts.institutions };
  return page({ ...frame, title: institution.name, main, back });
};

/** One thing in life, and the services it needs. */
export const lifeEventPage = (
  input: Readonly<{ frame: Frame; event: LifeEvent; catalogue: Catalogue }>,
): Html => {
  const { frame, event, catalogue } = input;
  const { lang } = frame;
  const fitting = catalogue.services.filter((each) => each.lifeEvents.includes(event.code));
  const main = html`${heading(event.name, lang, { below: event.summary })}
  ${servicesOrNone(fitting, lang)}
  ${fitting.length > 0 ? nothing : html`<p>${words(texts.nothingFoundBody, lang)}</p>`}`;
  return page({ ...frame, title: event.name, main, back: { href: "/", text: texts.lifeEvents } });
};
