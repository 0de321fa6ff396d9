import type { Lang } from "@gov/kit/text.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { html, nothing, safeHref, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { searchBox } from "@gov/kit/ui/search-box.ts";
import type { Catalogue, LifeEvent } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { servicePath } from "#src/apply/apply-paths.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";

/** Services as cards to open; `level` is that of their headings on the page. */
export const serviceCards = (
  services: readonly ServiceDefinition[],
  lang: Lang,
  level: 2 | 3 = 2,
): Html =>
  cardGrid(
    services.map(({ code, title, summary }) =>
      card({ title, text: summary, lang, href: servicePath(code), level }),
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

/** For those who came to pay: a bill is paid by its number, at the payment gateway. */
export const payBillLink = (href: string, lang: Lang): Html =>
  html`<p><a href="${safeHref(href)}">${words(texts.payBill, lang)}</a></p>`;

/** Services as cards beneath a heading, or that there are none yet. */
export const servicesOrNone = (services: readonly ServiceDefinition[], lang: Lang): Html =>
  services.length > 0
    ? serviceCards(services, lang, 3)
    : emptyState({ title: texts.noServicesYet, lang });

/** One thing in life, and the services it needs. */
export const lifeEventPage = (
  input: Readonly<{ frame: Frame; event: LifeEvent; catalogue: Catalogue }>,
): Html => {
  const { frame, event, catalogue } = input;
  const { lang } = frame;
  const fitting = catalogue.services.filter((each) => each.lifeEvents.includes(event.code));
  const main = html`${heading(event.name, lang, { below: event.summary })}
  ${fitting.length > 0 ? serviceCards(fitting, lang) : servicesOrNone(fitting, lang)}
  ${fitting.length > 0 ? nothing : html`<p>${words(texts.nothingFoundBody, lang)}</p>`}`;
  return page({ ...frame, title: event.name, main, back: { href: "/", text: texts.lifeEvents } });
};
