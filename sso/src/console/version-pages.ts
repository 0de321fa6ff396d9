import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { checkboxesField } from "@gov/kit/ui/choice-fields.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { actionForm, form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { signInFrame } from "#src/page/frame.ts";
import { clientPath, type ConsoleView, type Outcome } from "./client-pages.ts";
import { reviewChecks, type FieldChange, type VersionState } from "./client-version.ts";
import {
  checkTexts,
  consoleTexts,
  fieldNames,
  reviewTexts as texts,
  versionStateTexts,
} from "./console-texts.ts";
import { fieldValue } from "./field-values.ts";
import type { ClientVersion } from "./version-queries.ts";

const tones: Readonly<Record<VersionState, Tone>> = {
  proposed: "waits",
  effective: "runs",
  superseded: "done",
  rejected: "late",
  withdrawn: "done",
};

const stateTag = (state: VersionState, lang: Lang): Html =>
  tag(versionStateTexts[state], tones[state], lang);

export const versionPath = ({ clientId, version }: ClientVersion): string =>
  `${clientPath(clientId)}/versions/${version}`;

/** Every version of a registration, the newest first. */
export const versionsPage = (
  view: ConsoleView,
  clientId: string,
  versions: readonly ClientVersion[],
): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: consoleTexts.versions,
    back: { href: clientPath(clientId), text: consoleTexts.cancel },
    main: html`${heading(consoleTexts.versions, lang, { above: bdi(clientId, "latin") })}
    ${table({
      caption: consoleTexts.versions,
      captionHidden: true,
      lang,
      columns: [
        { head: texts.version },
        { head: texts.state },
        { head: texts.by },
        { head: consoleTexts.when },
        { head: texts.reviewedBy },
      ],
      rows: versions.map((version) => ({
        href: versionPath(version),
        cells: [
          String(version.version),
          stateTag(version.state, lang),
          bdi(version.madeBy, "latin"),
          dateTime(version.madeAt, lang),
          version.reviewedBy === null ? "—" : bdi(version.reviewedBy, "latin"),
        ],
      })),
    })}`,
  });
};

const changeTable = (changes: readonly FieldChange[], first: boolean, lang: Lang): Html =>
  table({
    caption: texts.changes,
    captionHidden: true,
    lang,
    columns: [{ head: texts.field }, { head: texts.before }, { head: texts.after }],
    rows: changes.map(({ field, before, after, guarded }) => ({
      cells: [
        html`${words(fieldNames[field], lang)}${
          guarded ? html` ${tag(texts.needsReview, "waits", lang)}` : nothing
        }`,
        first ? texts.nothingBefore : fieldValue(field, before, lang),
        fieldValue(field, after, lang),
      ],
    })),
  });

const facts = (version: ClientVersion, lang: Lang) => [
  { key: texts.by, value: bdi(version.madeBy, "latin") },
  { key: consoleTexts.when, value: dateTime(version.madeAt, lang) },
  ...(version.note ? [{ key: texts.note, value: version.note }] : []),
  ...(version.restores === null ? [] : [{ key: texts.restores, value: String(version.restores) }]),
  ...(version.reviewedBy === null
    ? []
    : [{ key: texts.reviewedBy, value: bdi(version.reviewedBy, "latin") }]),
  ...(version.reviewNote ? [{ key: texts.note, value: version.reviewNote }] : []),
];

const reviewForm = (
  view: ConsoleView,
  version: ClientVersion,
  errors: readonly FieldError[],
  typed: Readonly<{ checks: readonly string[]; note: string }>,
): Html =>
  form({
    action: `${versionPath(version)}/review`,
    lang: view.lang,
    csrfToken: view.csrfToken,
    body: html`${checkboxesField({
      name: "check",
      lang: view.lang,
      label: texts.checklist,
      options: reviewChecks.map((check) => ({ value: check, label: checkTexts[check] })),
      value: typed.checks,
      error: errorOf(errors, "check"),
    })}${textareaField({
      name: "note",
      lang: view.lang,
      label: texts.note,
      value: typed.note,
      rows: 3,
      error: errorOf(errors, "note"),
    })}`,
    submit: texts.approve,
    secondary: { text: texts.reject, name: "choice", value: "reject" },
  });

/** One version: what it changes, and for whom it is: its review, its withdrawal, its return. */
export const versionPage = (
  view: ConsoleView,
  input: Readonly<{
    version: ClientVersion;
    changes: readonly FieldChange[];
    first: boolean;
    may: Readonly<{ review: boolean; withdraw: boolean; restore: boolean; isOwn: boolean }>;
    errors?: readonly FieldError[];
    typed?: Readonly<{ checks: readonly string[]; note: string }>;
    outcome?: Outcome | undefined;
  }>,
): Html => {
  const { lang, csrfToken } = view;
  const { version, may, errors = [], outcome } = input;
  const path = versionPath(version);
  const title = { ar: `النسخة ${version.version}`, en: `Version ${version.version}` };
  const act = (step: "withdraw" | "restore"): Html =>
    actionForm({
      action: `${path}/${step}`,
      csrfToken,
      text: texts[step],
      lang,
      kind: "secondary",
    });
  return page({
    ...signInFrame(lang, view.path),
    title,
    errors,
    back: { href: `${clientPath(version.clientId)}/versions`, text: consoleTexts.versions },
    notice: outcome ? notice({ ...outcome, lang, live: true }) : nothing,
    main: html`${heading(title, lang, {
        above: html`${words(version.metadata.name, lang)} ${bdi(version.clientId, "latin")}`,
        tag: stateTag(version.state, lang),
      })}${summaryList(facts(version, lang), lang, { boxed: true })}
      <h2>${words(texts.changes, lang)}</h2>
      ${changeTable(input.changes, input.first, lang)}${
        may.isOwn ? notice({ kind: "info", title: texts.ownRequest, lang }) : nothing
      }${
        may.review
          ? reviewForm(view, version, errors, input.typed ?? { checks: [], note: "" })
          : nothing
      }${may.withdraw ? act("withdraw") : nothing}${
        may.restore
          ? html`${act("restore")}
              <p class="hint">${words(texts.restoreHint, lang)}</p>`
          : nothing
      }`,
  });
};
