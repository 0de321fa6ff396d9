import { bdi } from "@gov/kit/ui/bdi.ts";
import { formatPhone, maskPhone } from "@gov/country/phone.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { oneTimeCodeField, phoneField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { signInFrame } from "#src/page/frame.ts";
import {
  caseCell,
  deskPageOf,
  outcomePageOf,
  personCell,
  type Desk,
} from "#src/proofing/desk-pages.ts";
import { checklistHtml, counterPersonHtml } from "#src/proofing/counter-html.ts";
import type { CounterNote } from "#src/proofing/counter-pages.ts";
import type { CounterPerson } from "#src/proofing/counter-person.ts";
import { counterTexts } from "#src/proofing/counter-texts.ts";
import type { KeptRecovery, ListedRecovery } from "./recovery-queries.ts";
import { recoveryTexts as texts } from "./recovery-texts.ts";

const root = "/office/recovery";
const back = { href: root, text: texts.back };
const desk: Desk = { root, title: texts.title, lede: texts.lede, listTitle: texts.open };

const recoveriesTable = (lang: Lang, open: readonly ListedRecovery[]): Html =>
  table({
    caption: texts.open,
    captionHidden: true,
    lang,
    columns: [
      { head: counterTexts.person },
      { head: texts.state },
      { head: texts.readyAt },
      { head: counterTexts.open },
    ],
    rows: open.map((each) => ({
      cells: [
        personCell(each, lang),
        each.state === "waiting" ? texts.stateWaiting : texts.stateProposed,
        each.readyAt ? dateTime(each.readyAt, lang) : "—",
        caseCell(desk, each, lang),
      ],
    })),
  });

/** Whom to look for, and the recoveries under way. */
export const recoveryDeskPage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    open: readonly ListedRecovery[];
    typed?: string;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { open, ...found } = input;
  const list =
    open.length === 0
      ? emptyState({ title: texts.nothing, body: texts.nothingBody, lang })
      : recoveriesTable(lang, open);
  return deskPageOf(desk, lang, { ...found, list });
};

/** The first registrar's page: what they saw, and the new phone. */
export const recoveryPersonPage = (
  lang: Lang,
  person: CounterPerson,
  input: Readonly<{
    csrfToken: string;
    typed?: Readonly<Record<string, string>>;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { csrfToken, typed = {}, errors = [] } = input;
  const action = `${root}/person/${person.account.id}`;
  const propose = form({
    action,
    lang,
    csrfToken,
    body: html`${checklistHtml(lang, typed, errors)}${phoneField({
      name: "newPhone",
      lang,
      label: texts.newPhone,
      hint: texts.newPhoneHint,
      value: typed["newPhone"] ?? "",
      error: errorOf(errors, "newPhone"),
      autocomplete: "off",
    })}`,
    submit: texts.propose,
  });
  return page({
    ...signInFrame(lang, action),
    title: texts.title,
    errors,
    back,
    main: html`${heading(texts.title, lang)}${counterPersonHtml(person, lang)}
    ${person.registry.kind === "down" ? nothing : propose}`,
  });
};

export type CaseStage = "confirm" | "own" | "wait" | "ready";

const stageNotes: Readonly<Record<CaseStage, CounterNote | undefined>> = {
  confirm: undefined,
  own: { kind: "info", title: texts.ownNote, body: texts.ownNoteBody },
  wait: { kind: "warn", title: texts.waitingNote, body: texts.waitingBody },
  ready: { kind: "info", title: texts.readyNote, body: texts.readyBody },
};

const actions = (
  lang: Lang,
  stage: CaseStage,
  base: string,
  input: Readonly<{ csrfToken: string; typed: string; errors: readonly FieldError[] }>,
): Html => {
  const { csrfToken, typed, errors } = input;
  if (stage === "confirm") {
    return actionForm({ action: `${base}/confirm`, csrfToken, text: texts.confirm, lang });
  }
  if (stage !== "ready") return nothing;
  return html`${actionForm({
    action: `${base}/code`,
    csrfToken,
    text: texts.sendCode,
    lang,
    kind: "secondary",
  })}${form({
    action: `${base}/complete`,
    lang,
    csrfToken,
    body: oneTimeCodeField({
      name: "code",
      lang,
      label: texts.code,
      value: typed,
      error: errorOf(errors, "code"),
      autocomplete: "off",
    }),
    submit: texts.complete,
  })}`;
};

/** A recovery under way: what the registrar who looks at it may do now. */
export const recoveryCasePage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    person: CounterPerson;
    recovery: KeptRecovery;
    stage: CaseStage;
    note?: CounterNote | undefined;
    typed?: string;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { csrfToken, person, recovery, stage, typed = "", errors = [] } = input;
  const base = `${root}/case/${recovery.id}`;
  const note = input.note ?? stageNotes[stage];
  const { readyAt, newPhone, proposedAt } = recovery;
  return page({
    ...signInFrame(lang, base),
    title: texts.caseTitle,
    errors,
    back,
    notice: note ? notice({ ...note, lang, live: true }) : nothing,
    main: html`${heading(texts.caseTitle, lang)}${counterPersonHtml(person, lang)}
    ${summaryList(
      [
        { key: texts.newPhone, value: bdi(formatPhone(newPhone), "phone") },
        { key: counterTexts.proposedAt, value: dateTime(proposedAt, lang) },
        ...(readyAt ? [{ key: texts.readyAt, value: dateTime(readyAt, lang) }] : []),
      ],
      lang,
      { boxed: true },
    )}
    ${actions(lang, stage, base, { csrfToken, typed, errors })}
    ${actionForm({ action: `${base}/refuse`, csrfToken, text: texts.refuse, lang, kind: "danger" })}`,
  });
};

/** The sheet to print: the code that sets a new password, and what to do with it. */
export const setupCodePage = (lang: Lang, code: string, phone: string): Html =>
  page({
    ...signInFrame(lang, root),
    title: texts.completedTitle,
    main: html`${panel({
      title: texts.completedTitle,
      lang,
      reference: { label: texts.setupCode, value: bdi(code) },
      body: texts.completedBody,
      next: [
        texts.setupNextOpen,
        html`${words(texts.setupNextType, lang)} ${bdi(maskPhone(phone), "phone")}`,
      ],
    })}${linkButton({ ...back, lang, kind: "secondary" })}`,
  });

/** What became of an act, or why nothing did. */
export const recoveryOutcomePage = (lang: Lang, title: Text, body: Text): Html =>
  outcomePageOf(desk, lang, { title, body, back: texts.back });
