import { formatPhone } from "@gov/country/phone.ts";
import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import type { NamedEvent } from "#src/history/history-download.ts";
import { historyTable } from "#src/history/history-pages.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageLinks } from "#src/page/page-link.ts";
import { accountLinksFor } from "./account-links.ts";
import type { Person } from "./account.ts";
import { accountTexts as texts, devicesText } from "./account-texts.ts";
import type { AccountStanding } from "./overview-queries.ts";

const facts = (person: Person, { email }: AccountStanding): SummaryRow[] =>
  person.kind === "citizen"
    ? [
        { key: texts.nationalId, value: bdi(person.nationalId) },
        { key: texts.phone, value: bdi(formatPhone(person.phone), "phone") },
        { key: texts.email, value: email === undefined ? texts.noEmail : bdi(email, "latin") },
      ]
    : [
        { key: texts.username, value: bdi(person.username, "latin") },
        { key: texts.institution, value: bdi(person.institution, "latin") },
      ];

const standingFacts = ({ openSessions, lastSignIn }: AccountStanding, lang: Lang): SummaryRow[] => [
  { key: texts.openIn, value: devicesText(openSessions) },
  { key: texts.lastBefore, value: lastSignIn ? dateTime(lastSignIn, lang) : texts.never },
];

const warning = ({ newDeviceAt, openSessions }: AccountStanding, lang: Lang): Html =>
  newDeviceAt && openSessions > 1
    ? notice({
        kind: "warn",
        title: texts.newDevice,
        body: html`${words(texts.newDeviceBody, lang)}
          <a href="/account/sessions">${words(texts.toDevices, lang)}</a>`,
        lang,
      })
    : nothing;

/** The front door of a person's account: who they are, how it stands, where to go on. */
export const accountPage = (
  view: Readonly<{ lang: Lang; path: string }>,
  person: Person,
  input: Readonly<{ standing: AccountStanding; events: readonly NamedEvent[] }>,
): Html => {
  const { lang, path } = view;
  const { standing, events } = input;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    notice: warning(standing, lang),
    main: html`${heading(texts.title, lang, { above: person.name })}
      ${summaryList([...facts(person, standing), ...standingFacts(standing, lang)], lang, {
        boxed: true,
      })}
      ${pageLinks(accountLinksFor(person), lang)}
      <h2>${words(texts.recent, lang)}</h2>
      ${historyTable(events, lang)}
      <p><a href="/account/history">${words(texts.whole, lang)}</a></p>
      ${linkButton({ href: "/session/end", text: texts.signOut, lang, kind: "secondary" })}`,
  });
};

/** The sign-in to a page of ours was given up; `next` leads to it again. */
export const nobodyPage = (lang: Lang, path: string, next: string): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.nobodyTitle,
    main: html`${heading(texts.nobodyTitle, lang)}
      <p class="measure">${words(texts.nobodyBody, lang)}</p>
      ${linkButton({ href: next, text: texts.signIn, lang })}`,
  });
