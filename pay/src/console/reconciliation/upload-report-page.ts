import type { Lang, Text } from "@gov/kit/text.ts";
import { selectField } from "@gov/kit/ui/choice-fields.ts";
import { fileField } from "@gov/kit/ui/file-field.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { maxUploadedBytes, sourceText, type ReportSource } from "#src/reconciliation/report.ts";
import { reconciliationPath, uploadReportPath } from "./reconciliation-hrefs.ts";
import { recTexts as texts } from "./reconciliation-texts.ts";

export type UploadFormInput = Readonly<{
  sources: readonly ReportSource[];
  typed: Readonly<Record<string, string>>;
  errors: readonly Readonly<{ name: string; text: Text }>[];
  csrfToken: string;
}>;

const sourceLabel = ({ rail, party }: ReportSource): Text => ({
  ar: party === "" ? railTexts[rail].ar : `${railTexts[rail].ar} ${party}`,
  en: party === "" ? railTexts[rail].en : `${railTexts[rail].en}, ${party}`,
});

const fields = ({ sources, typed, errors }: UploadFormInput, lang: Lang): Html => {
  const errorOf = (field: string): Text | undefined =>
    errors.find(({ name }) => name === field)?.text;
  return html`${selectField({
    name: "source",
    lang,
    label: texts.sourceField,
    value: typed["source"],
    error: errorOf("source"),
    options: sources.map((one) => ({ value: sourceText(one), label: sourceLabel(one) })),
  })}${codeField({
    name: "day",
    lang,
    label: texts.dayField,
    value: typed["day"],
    width: "short",
    maxlength: 10,
    placeholder: "2026-11-26",
    error: errorOf("day"),
  })}${fileField({
    name: "file",
    lang,
    label: texts.fileField,
    accept: ".csv,.xml,text/csv,application/xml",
    kinds: "CSV, XML",
    maxMegabytes: maxUploadedBytes / 1_048_576,
    error: errorOf("file"),
  })}`;
};

/** A form for a rail's file that did not come by itself. */
export const uploadReportPage = (frame: Frame, input: UploadFormInput): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    title: texts.upload,
    back: { href: reconciliationPath, text: texts.title },
    errors: input.errors,
    main: html`${heading(texts.upload, lang, { below: texts.uploadLead })}${form({
      action: uploadReportPath,
      lang,
      csrfToken: input.csrfToken,
      upload: true,
      body: fields(input, lang),
      submit: texts.send,
    })}`,
  });
};
