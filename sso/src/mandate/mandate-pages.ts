import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageTexts as texts } from "./page-texts.ts";
import type { ShownMandate } from "./mandate-list-queries.ts";
import { eventTexts, roleTexts, sideTexts, stateTexts } from "./mandate-texts.ts";
import type { MandateRecord } from "./mandate-event-queries.ts";
import type { MandateState } from "./mandate.ts";
import type { OwnSide, OwnStep } from "./mandate-view.ts";

export type MandateView = Readonly<{ lang: Lang; path: string; csrfToken: string }>;

export const listPath = "/account/mandates";
export const mandatePath = (id: string): string => `${listPath}/${id}`;

const tones: Readonly<Record<MandateState, Tone>> = {
  proposed: "waits",
  active: "runs",
  revoked: "done",
  expired: "done",
  declined: "done",
};

const stateTag = (mandate: ShownMandate, lang: Lang): Html =>
  tag(stateTexts[mandate.state], tones[mandate.state], lang);

const partyName = (name: Text, lang: Lang): Html => html`<bdi>${words(name, lang)}</bdi>`;

const mandateCard =
  (lang: Lang, side: OwnSide) =>
  (mandate: ShownMandate): Html => {
    const received = side === "representative";
    const forCompany = mandate.kind === "company" && !received;
    return card({
      title: partyName(received ? mandate.representedName : mandate.representativeName, lang),
      href: mandatePath(mandate.id),
      lang,
      tag: stateTag(mandate, lang),
      text: html`${words(roleTexts[mandate.role], lang)}${
        forCompany ? html` · ${partyName(mandate.representedName, lang)}` : nothing
      }`,
    });
  };

const section = (title: Text, cards: readonly Html[], empty: Html, lang: Lang): Html =>
  html`<h2>${words(title, lang)}</h2>
    ${cards.length === 0 ? empty : cardGrid(cards)}`;

/** Everything between the person and others, both ways; what waits for an answer first. */
export const mandatesPage = (
  view: MandateView,
  input: Readonly<{ given: readonly ShownMandate[]; received: readonly ShownMandate[] }>,
): Html => {
  const { lang } = view;
  const waiting = input.received.filter(({ state }) => state === "proposed");
  const others = input.received.filter(({ state }) => state !== "proposed");
  const received = mandateCard(lang, "representative");
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    back: { href: "/account", text: texts.account },
    main: html`${heading(texts.title, lang, { below: texts.lede })}${
        waiting.length === 0
          ? nothing
          : section(texts.waiting, waiting.map(received), nothing, lang)
      }${section(
        texts.given,
        input.given.map(mandateCard(lang, "represented")),
        emptyState({ title: texts.noneGiven, lang }),
        lang,
      )}
      <p>${linkButton({ href: `${listPath}/new`, text: texts.give, lang })}</p>
      ${section(
        texts.received,
        others.map(received),
        emptyState({ title: texts.noneReceived, body: texts.noneReceivedBody, lang }),
        lang,
      )}`,
  });
};

const endOf = (mandate: ShownMandate, lang: Lang): Html => {
  if (mandate.kind === "company") return words(texts.endsWithRole, lang);
  if (mandate.validUntil === null) return nothing;
  const last = dateOnly(new Date(mandate.validUntil.getTime() - 1), lang);
  return mandate.kind === "child"
    ? html`${words(texts.endsAtEighteen, lang)} (${dateOnly(mandate.validUntil, lang)})`
    : last;
};

const sourceOf = ({ kind }: ShownMandate): Text =>
  kind === "company" ? texts.companiesRegistry : texts.civilRegistry;

export type ServiceNames = ReadonlyMap<string, Text>;

export const servicesText = (
  services: readonly string[] | null,
  names: ServiceNames,
  lang: Lang,
): Html =>
  services === null
    ? words(texts.allServices, lang)
    : html`${services.map(
        (id, index) =>
          html`${index > 0 ? (lang === "ar" ? "، " : ", ") : nothing}${words(
            names.get(id) ?? { ar: id, en: id },
            lang,
          )}`,
      )}`;

const facts = (mandate: ShownMandate, names: ServiceNames, lang: Lang): SummaryRow[] => [
  { key: texts.representative, value: partyName(mandate.representativeName, lang) },
  {
    key: texts.represented,
    value: html`${partyName(mandate.representedName, lang)} ${bdi(mandate.representedNumber)}`,
  },
  { key: texts.as, value: roleTexts[mandate.role] },
  { key: texts.where, value: servicesText(mandate.services, names, lang) },
  { key: texts.since, value: dateOnly(mandate.validFrom, lang) },
  { key: texts.ends, value: endOf(mandate, lang) },
  ...(mandate.state === "proposed" && mandate.answerUntil
    ? [{ key: texts.answerBefore, value: dateTime(mandate.answerUntil, lang) }]
    : []),
  ...(mandate.kind === "attorney" ? [] : [{ key: texts.source, value: sourceOf(mandate) }]),
];

const whoDid = (record: MandateRecord, viewerId: string, lang: Lang): Html => {
  if (record.personId === viewerId) return words(texts.you, lang);
  return words(sideTexts[record.side], lang);
};

const history = (
  events: readonly (MandateRecord & Readonly<{ at: Date }>)[],
  names: ServiceNames,
  viewerId: string,
  lang: Lang,
): Html =>
  table({
    caption: texts.history,
    captionHidden: true,
    lang,
    columns: [
      { head: texts.when },
      { head: texts.what },
      { head: texts.who },
      { head: texts.service },
    ],
    rows: events.map((record) => ({
      cells: [
        dateTime(record.at, lang),
        eventTexts[record.event],
        whoDid(record, viewerId, lang),
        record.clientId === null
          ? "—"
          : (names.get(record.clientId) ?? { ar: record.clientId, en: record.clientId }),
      ],
    })),
  });

const stepButton = (
  view: MandateView,
  mandate: ShownMandate,
  side: OwnSide,
  step: OwnStep,
): Html => {
  const base = mandatePath(mandate.id);
  const { lang, csrfToken } = view;
  if (step === "revoke") {
    const text = side === "representative" ? texts.revokeMine : texts.revoke;
    return linkButton({ href: `${base}/revoke`, text, lang, kind: "secondary" });
  }
  const kind = step === "decline" || step === "withdraw" ? "secondary" : "primary";
  return actionForm({ action: `${base}/${step}`, csrfToken, text: texts[step], lang, kind });
};

/** One mandate: its facts, what can be done, and all that happened with it. */
export const mandatePage = (
  view: MandateView,
  input: Readonly<{
    mandate: ShownMandate;
    side: OwnSide;
    viewerId: string;
    steps: readonly OwnStep[];
    events: readonly (MandateRecord & Readonly<{ at: Date }>)[];
    services: ServiceNames;
    outcome?: Readonly<{ kind: "success" | "warn"; title: Text; body?: Text }> | undefined;
  }>,
): Html => {
  const { lang } = view;
  const { mandate, side, steps, outcome } = input;
  const title = side === "representative" ? mandate.representedName : mandate.representativeName;
  return page({
    ...signInFrame(lang, view.path),
    title,
    back: { href: listPath, text: texts.list },
    notice: outcome ? notice({ ...outcome, lang, live: true }) : nothing,
    main: html`${heading(partyName(title, lang), lang, { tag: stateTag(mandate, lang) })}${summaryList(
        facts(mandate, input.services, lang),
        lang,
        { boxed: true },
      )}${
        steps.length === 0
          ? nothing
          : buttonRow(...steps.map((step) => stepButton(view, mandate, side, step)))
      }
      <h2>${words(texts.history, lang)}</h2>
      ${history(input.events, input.services, input.viewerId, lang)}`,
  });
};

/** Asks before a mandate is ended. */
export const revokePage = (view: MandateView, mandate: ShownMandate): Html => {
  const { lang } = view;
  const base = mandatePath(mandate.id);
  const after = mandate.kind === "attorney" ? texts.revokeFinal : texts.revokeRole;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.revokeTitle,
    back: { href: base, text: texts.list },
    main: html`${heading(texts.revokeTitle, lang, { below: texts.revokeBody })}
      ${summaryList(facts(mandate, new Map(), lang).slice(0, 3), lang, { boxed: true })}
      <p class="measure">${words(after, lang)}</p>
      ${form({
        action: `${base}/revoke`,
        lang,
        csrfToken: view.csrfToken,
        body: html``,
        submit: texts.revoke,
        submitKind: "danger",
        secondary: { text: texts.keep, href: base },
      })}`,
  });
};

/** No mandate of this person stands at the address. */
export const noMandatePage = (view: Pick<MandateView, "lang" | "path">): Html =>
  page({
    ...signInFrame(view.lang, view.path),
    title: texts.notFound,
    back: { href: listPath, text: texts.list },
    main: html`${heading(texts.notFound, view.lang, { below: texts.notFoundBody })}`,
  });
