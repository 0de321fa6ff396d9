import type { Lang } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { editorOf } from "./designer-paths.ts";
import type { DraftKey } from "./draft.ts";
import { overviewTexts } from "./overview-texts.ts";
import { placeText } from "./place-texts.ts";

const mostShown = 40;

/** What is missing, each with its place, which leads to the editor that shows it. */
export const problemsHtml = (
  input: Readonly<{
    key: DraftKey;
    definition: DraftDefinition;
    problems: readonly Problem[];
    unchecked: boolean;
    lang: Lang;
    none: Readonly<{ ar: string; en: string }>;
  }>,
): Html => {
  const { key, definition, problems, lang, none } = input;
  const { unchecked: title, uncheckedBody: body } = overviewTexts;
  const silence = input.unchecked ? notice({ kind: "down", lang, title, body }) : nothing;
  if (problems.length === 0)
    return html`${silence}
      <p>${words(none, lang)}</p>`;
  const shown = problems.slice(0, mostShown);
  return html`${silence}
    <ul class="problems">
      ${shown.map(({ path, reason }) => {
        const place = placeText(definition, path);
        return html`<li>
          <a href="${editorOf(key, definition, path)}">${words(place, lang)}</a>:
          ${words(reason, lang)}
        </li>`;
      })}
    </ul>
    ${problems.length > shown.length ? html`<p>${words(overviewTexts.more, lang)}</p>` : nothing}`;
};
