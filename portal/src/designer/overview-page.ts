import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { Tone } from "@gov/kit/ui/tag.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { servicePath } from "#src/apply/apply-paths.ts";
import { designPath, editorOf, servicesPath } from "./designer-paths.ts";
import { tabs } from "./edit/parts/parts.ts";
import type { Draft, DraftKey, DraftStep } from "./draft.ts";
import { designerTexts } from "./designer-texts.ts";
import { listTexts, stateTexts, stateTones, versionText } from "./list-texts.ts";
import { overviewTexts as texts, partTexts } from "./overview-texts.ts";
import { reviewTexts } from "./review-texts.ts";
import { rollBackNotice } from "./roll-back-html.ts";
import type { RollBack } from "./roll-back.ts";
import { problemsHtml } from "./problems-html.ts";

export type OverviewInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  draft: Draft;
  problems: readonly Problem[];
  /** Registries that it asks were not looked at: the exchange has not said what it offers. */
  unchecked: boolean;
  /** An earlier version that waits for a second person. */
  asked: RollBack | undefined;
  steps: readonly DraftStep[];
  undo?: Text | undefined;
  redo?: Text | undefined;
  /** Words for the reviewer that are too long, to shorten. */
  typedWords?: string | undefined;
  /** Why what was just asked for was not done. */
  failed?: Text | undefined;
}>;

const revisionField = ({ draft }: OverviewInput): Html =>
  hiddenField("revision", String(draft.revision));

const countTag = (count: number, empty: boolean): Readonly<{ text: Text; tone: Tone }> => {
  if (count > 0) {
    return {
      text: { ar: `${count} ${texts.problems.ar}`, en: `${count} ${texts.problems.en}` },
      tone: "waits",
    };
  }
  return empty
    ? { text: { ar: "فارغ", en: "Empty" }, tone: "done" }
    : { text: { ar: "مكتمل", en: "Complete" }, tone: "runs" };
};

/** The parts of the service, each with what is missing in it. */
const parts = ({ draft, problems, frame: { lang } }: OverviewInput): Html => {
  const { definition } = draft;
  const places = problems.map(({ path }) => editorOf(draft, definition, path));
  const states = definition.workflow.states.length + definition.workflow.transitions.length;
  const sizes = {
    ...definition,
    workflow: { length: states - 1 },
    texts: { length: 1 },
    about: { length: 1 },
  };
  return html`<ul class="tasks">
    ${tabs.map((part) => {
      const href = designPath(draft, part);
      const count = places.filter((place) => place === href || place.startsWith(`${href}/`)).length;
      const { text, tone } = countTag(count, sizes[part].length === 0);
      return html`<li>
        <a href="${href}">${words(partTexts[part], lang)}</a> ${tag(text, tone, lang)}
      </li>`;
    })}
  </ul>`;
};

const stepButton = (input: OverviewInput, way: "undo" | "redo", was: Text | undefined): Html => {
  const { draft, csrfToken, frame } = input;
  if (was === undefined || draft.state !== "editing") return nothing;
  const text = {
    ar: `${texts[way].ar}: ${was.ar}`,
    en: `${texts[way].en}: ${was.en}`,
  };
  return actionForm({
    action: designPath(draft, way),
    csrfToken,
    text,
    lang: frame.lang,
    kind: "secondary",
    fields: revisionField(input),
  });
};

const history = (input: OverviewInput): Html => {
  const { steps, frame } = input;
  const { lang } = frame;
  return html`${buttonRow(
    stepButton(input, "undo", input.undo),
    stepButton(input, "redo", input.redo),
  )}
  ${table({
    caption: texts.steps,
    captionHidden: true,
    dense: true,
    lang,
    columns: [{ head: texts.what }, { head: texts.who }, { head: texts.when }],
    rows: steps.map(({ what, by, at }) => ({
      cells: [what, by.name[lang], dateTime(at, lang)],
    })),
  })}`;
};

const tools = (draft: DraftKey, lang: Frame["lang"]): Html => {
  const link = (part: "preview" | "dryRun" | "versions" | "import" | "export"): Html =>
    html`<li>
      <a href="${designPath(draft, part === "dryRun" ? "dry-run" : part)}"
        >${words(texts[part], lang)}</a
      >
    </li>`;
  return html`<ul>
    ${(["preview", "dryRun", "versions", "import", "export"] as const).map(link)}
  </ul>`;
};

const submitPart = (input: OverviewInput): Html => {
  const { draft, csrfToken, frame } = input;
  const { lang } = frame;
  if (draft.state !== "editing") {
    return html`${notice({ kind: "info", title: texts.lockedTitle, body: texts.lockedBody, lang })}
    ${linkButton({ href: designPath(draft, "review"), text: texts.review, lang })}`;
  }
  return html`${form({
      action: designPath(draft, "submit"),
      lang,
      csrfToken,
      body: html`${revisionField(input)}
      ${textareaField({
        name: "words",
        lang,
        label: texts.submitWords,
        hint: texts.submitWordsHint,
        value: input.typedWords,
        error: input.typedWords === undefined ? undefined : reviewTexts.wordsMissing,
        rows: 3,
      })}`,
      submit: texts.submit,
    })}
    <details>
      <summary>${words(texts.discard, lang)}</summary>
      <p>${words(texts.discardHint, lang)}</p>
      ${actionForm({
        action: designPath(draft, "discard"),
        csrfToken,
        text: texts.discardSure,
        lang,
        kind: "danger",
        fields: revisionField(input),
      })}
    </details>`;
};

const nameOf = ({ definition, code }: Draft): Text => ({
  ar: definition.title.ar || code,
  en: definition.title.en || code,
});

/** A service that is being written: its parts, what is missing, who changed what, what to do. */
export const overviewPage = (input: OverviewInput): Html => {
  const { frame, draft, problems, failed } = input;
  const { lang } = frame;
  const based =
    draft.basedOn === undefined
      ? words(listTexts.never, lang)
      : html`${words(listTexts.published, lang)}: ${words(versionText(draft.basedOn), lang)}`;
  const below = html`${tag(stateTexts[draft.state], stateTones[draft.state], lang)} ${based} ·
  ${bdi(draft.code)}`;
  const title = nameOf(draft);
  const main = html`${failed ? notice({ kind: "warn", title: failed, lang, live: true }) : nothing}
  ${heading(title, lang, { below })} ${input.asked ? rollBackNotice(input.asked, lang) : nothing}
  ${section(texts.parts, lang, parts(input))}
  ${section(
    texts.missing,
    lang,
    problemsHtml({
      key: draft,
      definition: draft.definition,
      problems,
      unchecked: input.unchecked,
      lang,
      none: texts.missingNone,
    }),
  )}
  ${section(texts.tools, lang, tools(draft, lang))}
  ${section(texts.review, lang, submitPart(input))} ${section(texts.steps, lang, history(input))}`;
  return page({
    ...frame,
    title,
    main,
    back: { href: servicesPath, text: designerTexts.services },
    errors:
      input.typedWords === undefined ? [] : [{ name: "words", text: reviewTexts.wordsMissing }],
  });
};

/** A published service that nobody is changing. */
export const publishedPage = (
  input: Readonly<{
    frame: Frame;
    csrfToken: string;
    key: DraftKey;
    title: Text;
    version: number;
    /** An earlier version that waits for a second person. */
    asked: RollBack | undefined;
  }>,
): Html => {
  const { frame, csrfToken, key, title, version, asked } = input;
  const { lang } = frame;
  const main = html`${heading(title, lang, {
    below: html`${words(listTexts.published, lang)}: ${words(versionText(version), lang)} ·
    ${bdi(key.code)}`,
  })}
  ${asked ? rollBackNotice(asked, lang) : nothing}
  ${notice({ kind: "info", title: texts.noDraft, body: texts.noDraftBody, lang })}
  ${buttonRow(
    actionForm({ action: designPath(key, "begin"), csrfToken, text: texts.begin, lang }),
    linkButton({ href: servicePath(key.code), text: texts.seePublished, lang, kind: "secondary" }),
    linkButton({
      href: designPath(key, "versions"),
      text: texts.versions,
      lang,
      kind: "secondary",
    }),
  )}`;
  return page({
    ...frame,
    title,
    main,
    back: { href: servicesPath, text: designerTexts.services },
  });
};
