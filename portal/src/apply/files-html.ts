import type { Lang } from "@gov/kit/text.ts";
import { fileField } from "@gov/kit/ui/file-field.ts";
import { fileList, type FileShown } from "@gov/kit/ui/file-list.ts";
import { button } from "@gov/kit/ui/form.ts";
import { grouped } from "@gov/kit/ui/field-frame.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { fileLimitText } from "@gov/kit/ui/texts.ts";
import type { WireFile } from "@gov/services/language/case-data.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import { sizeText, uploadTexts } from "#src/upload/upload-texts.ts";
import { maxFileBytes, maxFiles, type FileField } from "#src/upload/upload.ts";
import { pageButton } from "./form-action.ts";

/** A kept file as it is shown, with where it is opened. */
export const fileShown = (file: WireFile, href: string): FileShown => {
  const kind = file.mediaType === "application/pdf" ? uploadTexts.pdf : uploadTexts.picture;
  const size = sizeText(file.sizeBytes);
  return {
    name: file.name,
    href,
    about: { ar: `${kind.ar}، ${size.ar}`, en: `${kind.en}, ${size.en}` },
  };
};

const accepted = {
  pdf: { types: [".pdf", "application/pdf"], names: ["PDF"] },
  image: {
    types: [".jpg", ".jpeg", ".png", ".webp", "image/jpeg", "image/png", "image/webp"],
    names: ["JPG", "PNG", "WebP"],
  },
} as const;

export type FilesView = Readonly<{
  field: FileField;
  required: boolean;
  lang: Lang;
  files: readonly WireFile[];
  errors: FieldErrors;
  alone: boolean;
  why?: Html | undefined;
  /** Where the script sends files piece by piece. */
  uploadHref: string;
}>;

const chooser = (view: FilesView, list: Html): Html => {
  const { field, lang, files } = view;
  const names = field.accept.flatMap((kind) => accepted[kind].names);
  const megabytes = maxFileBytes(field) / (1024 * 1024);
  const kinds = names.join(lang === "ar" ? "، " : ", ");
  const room = maxFiles(field) - files.length;
  const common = {
    name: field.code,
    lang,
    label: field.label,
    hint: fileHint(field, kinds, lang),
    why: view.why,
    error: view.errors[field.code],
    optional: !view.required,
    asHeading: view.alone,
  };
  if (room <= 0) return grouped(common, list, { id: true });
  return html`${fileField({
    ...common,
    accept: field.accept.flatMap((kind) => accepted[kind].types).join(","),
    kinds,
    maxMegabytes: megabytes,
    multiple: room > 1,
  })}
  ${button({
    ...pageButton({ act: "attach", field: field.code }),
    text: uploadTexts.attach,
    lang,
    kind: "secondary",
  })}
  ${list}`;
};

/** What the service says of the files, then what they must be. */
const fileHint = (field: FileField, kinds: string, lang: Lang): Html => {
  const limits = fileLimitText(kinds, maxFileBytes(field) / (1024 * 1024));
  const most = maxFiles(field) > 1 ? uploadTexts.atMost(maxFiles(field)) : undefined;
  return html`${field.hint ? html`${words(field.hint, lang)} ` : nothing}${words(limits, lang)}${
    most ? html` ${words(most, lang)}` : nothing
  }`;
};

/** Words that the script says while a file is on its way. */
const scriptTexts = (lang: Lang): Html =>
  attributes({
    "data-sending": uploadTexts.sending[lang],
    "data-waiting": uploadTexts.waiting[lang],
    "data-checking": uploadTexts.checking[lang],
    "data-kept": uploadTexts.kept[lang],
    "data-busy": uploadTexts.busy[lang],
    "data-failed": uploadTexts.failed[lang],
  });

/**
 * Files that are attached and, while there is room, a box for more. The button beside it sends the
 * whole form and comes back; where scripts run, files are sent by themselves, piece by piece.
 */
export const filesHtml = (view: FilesView): Html => {
  const { field, files, lang } = view;
  const shown = files.map((file) => ({
    ...fileShown(file, `/files/${file.id}`),
    remove: pageButton({ act: "removeFile", field: field.code, id: file.id }),
  }));
  return html`<div
    class="upload"
    id="files-${field.code}"
    data-upload="${view.uploadHref}"
    ${scriptTexts(lang)}
  >
    ${chooser(view, fileList(shown, lang))}
  </div>`;
};
