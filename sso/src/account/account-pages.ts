import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { formatPhone } from "@gov/country/phone.ts";
import type { SignInRecord } from "#src/audit/audit-queries.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageLinks } from "#src/page/page-link.ts";
import { accountLinksFor } from "./account-links.ts";
import type { Person } from "./account.ts";
import { accountTexts as texts, eventText } from "./account-texts.ts";

export type ShownSignIn = Omit<SignInRecord, "clientId"> & Readonly<{ service: Text }>;

const facts = (person: Person): SummaryRow[] => [
  { key: texts.name, value: person.name },
  ...(person.kind === "citizen"
    ? [
        { key: texts.nationalId, value: bdi(person.nationalId) },
        { key: texts.phone, value: bdi(formatPhone(person.phone), "phone") },
      ]
    : [
        { key: texts.username, value: bdi(person.username, "latin") },
        { key: texts.institution, value: bdi(person.institution, "latin") },
      ]),
];

/** Who is signed in, and what was tried with their account lately. */
export const accountPage = (
  lang: Lang,
  path: string,
  person: Person,
  signIns: readonly ShownSignIn[],
): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.title,
    main: html`${heading(texts.title, lang)}${summaryList(facts(person), lang, { boxed: true })}
      ${pageLinks(accountLinksFor(person), lang)}
      <h2>${words(texts.recent, lang)}</h2>
      ${table({
        caption: texts.recent,
        captionHidden: true,
        lang,
        columns: [
          { head: texts.when },
          { head: texts.what },
          { head: texts.service },
          { head: texts.where },
        ],
        rows: signIns.map(({ at, event, service, address }) => ({
          cells: [
            dateTime(at, lang),
            eventText(event),
            service,
            bdi(address?.replace(/\/\d+$/, "") ?? "", "latin"),
          ],
        })),
      })}
      <p class="measure">${words(texts.notYou, lang)}</p>
      ${linkButton({ href: "/session/end", text: texts.signOut, lang, kind: "secondary" })}`,
  });

/** The sign-in to a page of ours was given up; `next` leads to it again. */
export const nobodyPage = (lang: Lang, path: string, next: string): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.nobodyTitle,
    main: html`${heading(texts.nobodyTitle, lang)}
      <p class="measure">${words(texts.nobodyBody, lang)}</p>
      ${linkButton({ href: next, text: texts.signIn, lang })}`,
  });
