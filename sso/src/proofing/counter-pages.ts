import { bdi } from "@gov/kit/ui/bdi.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { hiddenField, oneTimeCodeField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice, type NoticeKind } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { signInFrame } from "#src/page/frame.ts";
import { documentKindTexts } from "#src/registration/registration-texts.ts";
import { caseCell, deskPageOf, outcomePageOf, personCell, type Desk } from "./desk-pages.ts";
import { checklistHtml, counterPersonHtml } from "./counter-html.ts";
import type { CounterPerson } from "./counter-person.ts";
import { counterTexts as texts, refusalTexts } from "./counter-texts.ts";
import { refusalReasons, type ProofingCase } from "./proofing-case.ts";
import type { WaitingCase } from "./proofing-case-queries.ts";

const root = "/office/proofing";
const back = { href: root, text: texts.back };
const desk: Desk = { root, title: texts.title, lede: texts.lede, listTitle: texts.waiting };

export type CounterNote = Readonly<{ kind: NoticeKind; title: Text; body: Text }>;
const noteOf = (note: CounterNote | undefined, lang: Lang): Html =>
  note ? notice({ ...note, lang, live: true }) : nothing;

const waitingTable = (lang: Lang, waiting: readonly WaitingCase[]): Html =>
  table({
    caption: texts.waiting,
    captionHidden: true,
    lang,
    columns: [
      { head: texts.person },
      { head: texts.proposedBy },
      { head: texts.proposedAt },
      { head: texts.open },
    ],
    rows: waiting.map((each) => ({
      cells: [
        personCell(each, lang),
        each.proposerName,
        dateTime(each.proposedAt, lang),
        caseCell(desk, each, lang),
      ],
    })),
  });

/** The desk: whom to look for, and what colleagues have proposed. */
export const deskPage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    waiting: readonly WaitingCase[];
    typed?: string;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { waiting, ...found } = input;
  const list =
    waiting.length === 0
      ? emptyState({ title: texts.nothingWaits, body: texts.nothingWaitsBody, lang })
      : waitingTable(lang, waiting);
  return deskPageOf(desk, lang, { ...found, list });
};

/** The first registrar's page about the person before them. */
export const counterPersonPage = (
  lang: Lang,
  person: CounterPerson,
  input: Readonly<{
    csrfToken: string;
    typed?: Readonly<Record<string, string>>;
    errors?: readonly FieldError[];
    note?: CounterNote | undefined;
    openCase?: string | undefined;
  }>,
): Html => {
  const { csrfToken, typed = {}, errors = [], note, openCase } = input;
  const action = `${root}/person/${person.account.id}`;
  const propose = form({
    action,
    lang,
    csrfToken,
    body: html`${checklistHtml(lang, typed, errors)}${oneTimeCodeField({
      name: "code",
      lang,
      label: texts.phoneCode,
      hint: texts.phoneCodeHint,
      value: typed["code"] ?? "",
      error: errorOf(errors, "code"),
      autocomplete: "off",
    })}`,
    submit: texts.propose,
  });
  const sendCode = actionForm({
    action: `${action}/code`,
    csrfToken,
    text: texts.sendCode,
    lang,
    kind: "secondary",
  });
  const open = html`${notice({ kind: "info", title: texts.openCase, body: texts.openCaseBody, lang })}
  ${linkButton({ href: `${root}/case/${openCase ?? ""}`, text: texts.open, lang })}`;
  const mayPropose = person.registry.kind !== "down";
  return page({
    ...signInFrame(lang, action),
    title: texts.title,
    errors,
    back,
    notice: noteOf(note, lang),
    main: html`${heading(texts.title, lang)}${counterPersonHtml(person, lang)}
    ${openCase === undefined ? (mayPropose ? html`${sendCode}${propose}` : nothing) : open}`,
  });
};

const refuseForm = (
  lang: Lang,
  input: Readonly<{ csrfToken: string; id: string; isOwn: boolean; errors: readonly FieldError[] }>,
): Html => {
  const { csrfToken, id, isOwn, errors } = input;
  const action = `${root}/case/${id}/refuse`;
  if (isOwn) {
    return actionForm({
      action,
      csrfToken,
      text: texts.withdraw,
      lang,
      kind: "secondary",
      fields: hiddenField("reason", "withdrawn"),
    });
  }
  return html`<h2>${words(texts.refuseTitle, lang)}</h2>
    ${form({
      action,
      lang,
      csrfToken,
      body: radiosField({
        name: "reason",
        lang,
        label: texts.reason,
        options: refusalReasons
          .filter((reason) => reason !== "withdrawn")
          .map((reason) => ({ value: reason, label: refusalTexts[reason] })),
        error: errorOf(errors, "reason"),
      }),
      submit: texts.refuse,
      submitKind: "danger",
    })}`;
};

/** A case for the second registrar; whoever proposed it may only withdraw it. */
export const casePage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    person: CounterPerson;
    found: ProofingCase;
    isOwn: boolean;
    justProposed?: boolean;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { csrfToken, person, found, isOwn, justProposed = false, errors = [] } = input;
  const note: CounterNote = justProposed
    ? { kind: "success", title: texts.proposedTitle, body: texts.proposedNext }
    : { kind: "info", title: texts.yours, body: texts.yoursBody };
  const seen = summaryList(
    [
      { key: texts.documentSeenKind, value: documentKindTexts[found.document.kind] },
      { key: texts.documentNumber, value: bdi(found.document.number) },
      { key: texts.proposedAt, value: dateTime(found.proposedAt, lang) },
    ],
    lang,
    { boxed: true },
  );
  const confirm = actionForm({
    action: `${root}/case/${found.id}/confirm`,
    csrfToken,
    text: texts.confirm,
    lang,
  });
  return page({
    ...signInFrame(lang, `${root}/case/${found.id}`),
    title: texts.caseTitle,
    errors,
    back,
    notice: isOwn ? noteOf(note, lang) : nothing,
    main: html`${heading(texts.caseTitle, lang)}${counterPersonHtml(person, lang)}
      <h2>${words(texts.checklist, lang)}</h2>
      ${seen}${isOwn ? nothing : confirm}${refuseForm(lang, {
        csrfToken,
        id: found.id,
        isOwn,
        errors,
      })}`,
  });
};

/** What was decided, or why nothing was. */
export const decidedPage = (lang: Lang, title: Text, body: Text): Html =>
  outcomePageOf(desk, lang, { title, body, back: texts.back });
