import type { Lang, Text } from "@gov/kit/text.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Catalogue, Institution } from "@gov/services/catalogue/catalogue.ts";
import { serviceCards, servicesOrNone } from "./catalogue-pages.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";
import { partnersOf } from "./services-by-need.ts";

const institutionCards = (institutions: readonly Institution[], lang: Lang): Html =>
  cardGrid(
    institutions.map(({ code, name, about }) =>
      card({ title: name, text: about, lang, href: `/institutions/${code}`, level: 3 }),
    ),
  );

/** Those that offer services and those that others ask, each by name. */
export const institutionsPage = (input: Readonly<{ frame: Frame; catalogue: Catalogue }>): Html => {
  const { frame, catalogue } = input;
  const { lang } = frame;
  const byName = new Intl.Collator(lang);
  const sorted = catalogue.institutions.toSorted((a, b) =>
    byName.compare(a.name[lang], b.name[lang]),
  );
  const serving = new Set(catalogue.services.map(({ institution }) => institution));
  const part = (title: Text, institutions: readonly Institution[]): Html =>
    institutions.length > 0 ? section(title, lang, institutionCards(institutions, lang)) : nothing;
  const main = html`${heading(texts.institutions, lang)}
  ${part(
    texts.offering,
    sorted.filter(({ code }) => serving.has(code)),
  )}
  ${part(
    texts.takingPart,
    sorted.filter(({ code }) => !serving.has(code)),
  )}`;
  return page({ ...frame, title: texts.institutions, main });
};

/** One institution: what it does, when and where, its services and those it has a part in. */
export const institutionPage = (
  input: Readonly<{ frame: Frame; institution: Institution; catalogue: Catalogue }>,
): Html => {
  const { frame, institution, catalogue } = input;
  const { lang } = frame;
  const { code, name, about, hours, contact } = institution;
  const own = catalogue.services.filter((each) => each.institution === code);
  const shared = catalogue.services.filter((each) => partnersOf(each).includes(code));
  const facts = [
    { key: texts.hours, value: hours },
    { key: texts.contact, value: contact },
  ];
  const main = html`${heading(name, lang, { below: about })}
  ${summaryList(facts, lang, { boxed: true })}
  ${
    own.length > 0 || shared.length === 0
      ? section(texts.itsServices, lang, servicesOrNone(own, lang))
      : nothing
  }
  ${shared.length > 0 ? section(texts.hasPartIn, lang, serviceCards(shared, lang, 3)) : nothing}`;
  const back = { href: "/institutions", text: texts.institutions };
  return page({ ...frame, title: name, main, back });
};
