import type { Lang, Text } from "@gov/kit/text.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { scopeTexts } from "#src/consent/consent-texts.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { ServiceAccess } from "./access-queries.ts";
import { accessTexts as texts } from "./access-texts.ts";

export type ShownService = ServiceAccess & Readonly<{ name: Text; ofGovernment: boolean }>;

type View = Readonly<{ lang: Lang; path: string; note: Html }>;

const dataList = (scopes: readonly string[], lang: Lang): Html => {
  const said = scopes.flatMap((scope) => scopeTexts[scope] ?? []);
  return said.length === 0
    ? words(texts.onlyThatYouAre, lang)
    : html`<ul>
        ${said.map((one) => html`<li>${words(one, lang)}</li>`)}
      </ul>`;
};

const serviceCard = (service: ShownService, lang: Lang): Html =>
  card({
    title: service.name,
    lang,
    level: 2,
    ...(service.ofGovernment ? { tag: tag(texts.ofGovernment, "done", lang) } : {}),
    text: summaryList(
      [
        { key: texts.since, value: dateTime(service.since, lang) },
        { key: texts.data, value: dataList(service.scopes, lang) },
      ],
      lang,
    ),
    action: linkButton({
      href: `/account/services/revoke?service=${encodeURIComponent(service.clientId)}`,
      text: html`${words(texts.revoke, lang)}<span class="vh"
          >: ${words(service.name, lang)}</span
        >`,
      lang,
      kind: "secondary",
    }),
  });

/** Which services hold what of a person's. */
export const servicesPage = (view: View, services: readonly ShownService[]): Html => {
  const { lang, path, note } = view;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    back: { href: "/account", text: texts.back },
    notice: note,
    main: html`${heading(texts.title, lang, { below: texts.lede })}${
      services.length === 0
        ? emptyState({ title: texts.none, body: texts.noneBody, lang })
        : cardGrid(services.map((service) => serviceCard(service, lang)))
    }`,
  });
};

/** Asks before a service's access is taken back. */
export const revokePage = (
  { lang, path, csrfToken }: Readonly<{ lang: Lang; path: string; csrfToken: string }>,
  service: Readonly<{ clientId: string; name: Text }>,
): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.askTitle,
    back: { href: "/account/services", text: texts.title },
    main: html`${heading(texts.askTitle, lang, { above: service.name, below: texts.askBody })}
    ${form({
      action: "/account/services/revoke",
      csrfToken,
      lang,
      body: hiddenField("service", service.clientId),
      submit: texts.revoke,
      submitKind: "danger",
      secondary: { href: "/account/services", text: texts.keep },
    })}`,
  });
