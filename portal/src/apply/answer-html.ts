import type { Lang, Text } from "@gov/kit/text.ts";
import { entryTitle } from "@gov/kit/ui/entry-group.ts";
import { fileList } from "@gov/kit/ui/file-list.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import type { WireEntry, WireFile, WireValue } from "@gov/services/language/case-data.ts";
import type { Field, Group } from "@gov/services/language/field-schema.ts";
import { showAnswer } from "@gov/services/language/show-value.ts";
import { fileShown } from "./files-html.ts";

const yes: Text = { ar: "أقررت", en: "Stated" };

const entryHtml = (group: Group, entry: WireEntry, index: number, lang: Lang): Html => {
  const answered = group.fields.filter(({ code }) => (entry[code] ?? null) !== null);
  return html`<p><strong>${words(entryTitle(group.itemLabel, index), lang)}</strong></p>
    <ul class="said">
      ${answered.map(
        (field) =>
          html`<li>
            ${words(field.label, lang)}: ${words(showAnswer(field, entry[field.code]), lang)}
          </li>`,
      )}
    </ul>`;
};

/** An answer as people read it: entries one beneath the other, files to open. */
export const answerHtml = (
  field: Field,
  answer: WireValue | undefined,
  lang: Lang,
  fileHref: (id: string) => string = (id) => `/files/${id}`,
): Html => {
  if (field.kind === "declaration" && answer === true) return words(yes, lang);
  if (field.kind === "group" && Array.isArray(answer) && answer.length > 0) {
    const entries = answer as readonly WireEntry[];
    return html`${entries.map((entry, index) => entryHtml(field, entry, index, lang))}`;
  }
  if (field.kind === "file" && Array.isArray(answer) && answer.length > 0) {
    const files = answer as readonly WireFile[];
    return fileList(
      files.map((file) => fileShown(file, fileHref(file.id))),
      lang,
    );
  }
  return words(showAnswer(field, answer), lang);
};
