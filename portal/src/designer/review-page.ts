import type { Text } from "@gov/kit/text.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { codeField, hiddenField, textareaField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { TypedDate } from "@gov/kit/ui/typed-date.ts";
import type { Difference } from "@gov/services/language/diff-definitions.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { auditTable } from "./audit-html.ts";
import { designPath } from "./designer-paths.ts";
import { differenceHtml } from "./difference-html.ts";
import type { Draft } from "./draft.ts";
import { problemsHtml } from "./problems-html.ts";
import { reviewTexts as texts } from "./review-texts.ts";
import type { ServiceEvent } from "./service-event.ts";

/** What was typed into the forms of the page, and what is wrong with it. */
export type TypedReview = Readonly<{
  words?: string;
  date?: TypedDate;
  time?: string;
  errors: Readonly<Partial<Record<"approve" | "return" | "date" | "time", Text>>>;
}>;

export type ReviewInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  draft: Draft;
  /** Against the version it is based on; none for a new service. */
  differences: readonly Difference[] | undefined;
  problems: readonly Problem[];
  /** Registries that it asks were not looked at: the exchange has not said what it offers. */
  unchecked: boolean;
  events: readonly ServiceEvent[];
  /** This officer wrote it or sent it. */
  own: boolean;
  typed: TypedReview;
  failed?: Text | undefined;
}>;

const revisionField = ({ draft }: ReviewInput): Html =>
  hiddenField("revision", String(draft.revision));

const act = (input: ReviewInput, name: string, text: Text, kind?: "secondary" | "primary"): Html =>
  actionForm({
    action: designPath(input.draft, "review", name),
    csrfToken: input.csrfToken,
    text,
    lang: input.frame.lang,
    kind,
    fields: revisionField(input),
  });

const wordsForm = (input: ReviewInput, name: "approve" | "return"): Html => {
  const { frame, csrfToken, draft, typed } = input;
  const { lang } = frame;
  const approving = name === "approve";
  return form({
    action: designPath(draft, "review", name),
    lang,
    csrfToken,
    body: html`${revisionField(input)}
    ${textareaField({
      name: approving ? "words" : "remarks",
      lang,
      label: approving ? texts.approveWords : texts.returnWords,
      hint: approving ? texts.optional : undefined,
      value: typed.errors[name] ? typed.words : undefined,
      error: typed.errors[name],
      rows: approving ? 2 : 4,
    })}`,
    submit: texts[name],
    submitKind: approving ? "primary" : "secondary",
  });
};

const scheduleForm = (input: ReviewInput): Html => {
  const { frame, csrfToken, draft, typed } = input;
  const { lang } = frame;
  return form({
    action: designPath(draft, "review", "schedule"),
    lang,
    csrfToken,
    body: html`${revisionField(input)}
    ${dateField({
      name: "date",
      lang,
      label: texts.date,
      value: typed.date,
      error: typed.errors.date,
    })}
    ${codeField({
      name: "time",
      lang,
      label: texts.time,
      hint: texts.timeHint,
      width: "tiny",
      value: typed.time ?? "08:00",
      error: typed.errors.time,
    })}`,
    submit: texts.schedule,
    submitKind: "secondary",
  });
};

const publishPart = (input: ReviewInput): Html => {
  const { draft, frame, own } = input;
  const { lang } = frame;
  if (draft.publishAt) {
    return html`${notice({
      kind: "info",
      lang,
      title: html`${words(texts.scheduled, lang)}: ${dateTime(draft.publishAt, lang)}`,
    })}
    ${act(input, "unschedule", texts.unschedule, "secondary")}`;
  }
  if (own) return notice({ kind: "info", title: texts.inReviewOwn, lang });
  return html`<p>${words(texts.publishNote, lang)}</p>
    ${act(input, "publish", texts.publishNow)}
    <h3>${words(texts.publishLater, lang)}</h3>
    ${scheduleForm(input)}`;
};

const decidePart = (input: ReviewInput): Html => {
  const { draft, frame, own } = input;
  const { lang } = frame;
  const back = act(input, "withdraw", texts.withdraw, "secondary");
  if (draft.state === "approved") {
    return section(texts.approved, lang, html`${publishPart(input)} ${back}`);
  }
  if (own) {
    const body = texts.inReviewOwn;
    return html`${notice({ kind: "info", title: texts.inReview, body, lang })} ${back}`;
  }
  return html`${section(texts.approve, lang, wordsForm(input, "approve"))}
  ${section(texts.return, lang, wordsForm(input, "return"))}`;
};

const evidence = (input: ReviewInput): Html => {
  const { draft, differences, problems, frame } = input;
  const { lang } = frame;
  const changes =
    differences === undefined
      ? html`<p>${words(texts.changesNew, lang)}</p>`
      : differenceHtml(differences, lang);
  const found = problemsHtml({
    key: draft,
    definition: draft.definition,
    problems,
    unchecked: input.unchecked,
    lang,
    none: texts.problemsNone,
  });
  return html`${section(texts.changes, lang, changes)} ${section(texts.problems, lang, found)}
  ${section(
    texts.impact,
    lang,
    html`<p>${words(texts.impactBody, lang)}</p>
      ${linkButton({
        href: designPath(draft, "dry-run"),
        text: texts.impact,
        lang,
        kind: "secondary",
      })}`,
  )}`;
};

/** What a second person reads before they approve a version, and what they can do. */
export const reviewPage = (input: ReviewInput): Html => {
  const { frame, draft, events, typed, failed } = input;
  const { lang } = frame;
  const editing = draft.state === "editing";
  const lead = editing ? texts.nothingToReview : texts[draft.state];
  const main = html`${failed ? notice({ kind: "warn", title: failed, lang, live: true }) : nothing}
  ${heading(texts.title, lang, { above: draft.definition.title, below: lead })} ${evidence(input)}
  ${editing ? nothing : decidePart(input)} ${section(texts.audit, lang, auditTable(events, lang))}`;
  return page({
    ...frame,
    title: texts.title,
    main,
    back: { href: designPath(draft), text: texts.toOverview },
    errors: Object.entries(typed.errors).map(([name, text]) => ({
      name: name === "approve" ? "words" : name === "return" ? "remarks" : name,
      text,
    })),
  });
};
