import { defineTexts } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { fileField } from "@gov/kit/ui/file-field.ts";
import { hiddenField, textareaField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { Text } from "@gov/kit/text.ts";
import { designPath } from "./designer-paths.ts";
import type { DraftKey } from "./draft.ts";
import type { ImportProblem } from "./import-definition.ts";
import { reviewTexts } from "./review-texts.ts";

export const importTexts = defineTexts({
  title: { ar: "استورد من ملف", en: "Import from a file" },
  below: {
    ar: "يحل ما في الملف محل المسودة كلها، ويمكنك التراجع. يبقى للخدمة عنوانها.",
    en: "What is in the file takes the place of the whole draft, and you can undo it. The service keeps its address.",
  },
  file: { ar: "ملف الخدمة", en: "The service's file" },
  paste: { ar: "أو الصق محتوى الملف هنا", en: "Or paste the file here" },
  import: { ar: "استورد", en: "Import" },
  problems: { ar: "لم نستورد شيئا. أصلح ما يلي:", en: "Nothing was imported. Put this right:" },
  line: { ar: "السطر", en: "Line" },
  imported: { ar: "استورد الخدمة من ملف", en: "Imported the service from a file" },
  tooLarge: { ar: "الملف أكبر من المسموح.", en: "The file is larger than allowed." },
  fileHint: { ar: "ملف JSON حتى 2 ميغابايت.", en: "A JSON file of at most 2 MB." },
});

export type ImportInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  key: DraftKey;
  /** Of the draft that it replaces; 0 where there is none. */
  revision: number;
  typed: string;
  problems: readonly ImportProblem[];
  failed?: Text | undefined;
}>;

const problemsPart = ({ problems, frame: { lang } }: ImportInput): Html =>
  problems.length === 0
    ? nothing
    : section(
        importTexts.problems,
        lang,
        html`<ul class="problems">
          ${problems.map(
            ({ line, path, reason }) =>
              html`<li>
                ${
                  line === undefined
                    ? nothing
                    : html`<strong>${words(importTexts.line, lang)} ${bdi(String(line))}</strong> `
                }${path === "" ? nothing : html`${bdi(path, "latin")}: `}${words(reason, lang)}
              </li>`,
          )}
        </ul>`,
      );

/** Takes a definition from a file into the draft, or says line by line why it cannot. */
export const importPage = (input: ImportInput): Html => {
  const { frame, csrfToken, key, revision, typed, problems, failed } = input;
  const { lang } = frame;
  const main = html`${failed ? notice({ kind: "warn", title: failed, lang, live: true }) : nothing}
  ${heading(importTexts.title, lang, { below: importTexts.below })} ${problemsPart(input)}
  ${form({
    action: designPath(key, "import"),
    lang,
    csrfToken,
    upload: true,
    body: html`${hiddenField("revision", String(revision))}
    ${fileField({
      name: "file",
      lang,
      label: importTexts.file,
      hint: importTexts.fileHint,
      accept: ".json,application/json",
      kinds: "JSON",
      maxMegabytes: 2,
    })}
    ${textareaField({
      name: "json",
      lang,
      label: importTexts.paste,
      value: typed,
      dir: "ltr",
      rows: 12,
      error: problems[0]?.reason,
    })}`,
    submit: importTexts.import,
  })}`;
  return page({
    ...frame,
    title: importTexts.title,
    main,
    back: { href: designPath(key), text: reviewTexts.toOverview },
    errors: problems.length === 0 ? [] : [{ name: "json", text: importTexts.problems }],
  });
};
