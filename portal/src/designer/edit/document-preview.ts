import { err, ok, type Result } from "@gov/kit/result.ts";
import type { CertificateData } from "@gov/kit/document/document-data.ts";
import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { documentFields, type DocumentContent } from "@gov/services/language/documents.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { explain } from "@gov/services/language/evaluate.ts";
import { certificateOf } from "#src/documents/certificate.ts";
import { sampleData } from "./sample-data.ts";

const texts = {
  title: { ar: "هكذا تظهر الوثيقة", en: "How the document looks" },
  about: {
    ar: "بقيم من عندنا، على قالب الوثائق الذي تصدر به. تتغير كلما حفظت.",
    en: "With made-up values, on the template that documents are issued on. Save to see changes.",
  },
  open: { ar: "افتحها ملف PDF", en: "Open as PDF" },
  alt: { ar: "معاينة الوثيقة", en: "Preview of the document" },
  sample: {
    ar: "معاينة بقيم غير حقيقية، وليست وثيقة رسمية.",
    en: "A preview with made-up values, not an official document.",
  },
  notYet: { ar: "لا تُعرض الوثيقة بعد", en: "The document cannot be shown yet" },
  missing: { ar: "أكمل سطورها أولا. تعذر حساب:", en: "Complete its lines first. Not worked out:" },
} as const satisfies Record<string, Text>;

/** A gap in an unfinished draft shows as one, and does not stop the preview. */
const filled = (text: Text): Text => ({
  ar: text.ar.trim() === "" ? "…" : text.ar.slice(0, 400),
  en: text.en.trim() === "" ? "…" : text.en.slice(0, 400),
});

const filledContent = (content: DocumentContent): DocumentContent => ({
  ...content,
  title: filled(content.title),
  ...(content.body ? { body: filled(content.body) } : {}),
  fields: content.fields.map((field) => ({
    ...field,
    label: filled(field.label),
    value: filled(field.value),
  })),
});

/** What a document of the draft prints for made-up answers, or which of its lines fail. */
export const previewData = (
  draft: DraftDefinition,
  code: string,
  input: Readonly<{ institution: Text; publicUrl: string; today: string }>,
): Result<CertificateData, Text> => {
  const data = sampleData(draft, input.today);
  const content = documentFields(draft, code, data);
  const document = draft.documents.find((one) => one.code === code);
  if (!content.ok) {
    const { missing, failed } = content.error;
    const labels = explain(draft, missing, data).map(({ label }) => label);
    const lines = (document?.fields ?? []).filter((line) => failed.includes(line.code));
    const said = [...labels, ...lines.map(({ label }) => filled(label))];
    return err({
      ar: said.map(({ ar }) => ar).join("، "),
      en: said.map(({ en }) => en).join(", "),
    });
  }
  const certificate = certificateOf({
    content: filledContent(content.value),
    institution: input.institution,
    number: `${draft.referencePrefix}-${input.today.slice(0, 4)}-00000042`,
    link: `${input.publicUrl}/verify`,
    publicUrl: input.publicUrl,
    issuedOn: input.today,
  });
  return ok({ ...certificate, closing: texts.sample });
};

/** The document beside its editor, as a picture of the page and as a PDF. */
export const previewHtml = (
  preview: Result<CertificateData, Text>,
  href: string,
  lang: Lang,
): Html => {
  const body = preview.ok
    ? html`<a class="paper" href="${href}.pdf"
          ><img src="${href}.svg" alt="${t(texts.alt, lang)}" width="595" height="842"
        /></a>
        <p><a href="${href}.pdf">${t(texts.open, lang)}</a></p>`
    : notice({
        kind: "warn",
        title: texts.notYet,
        body: html`${words(texts.missing, lang)} ${words(preview.error, lang)}`,
        lang,
      });
  return html`<section class="preview" id="preview">
    <h2>${t(texts.title, lang)}</h2>
    <p class="hint">${t(texts.about, lang)}</p>
    ${body}
  </section>`;
};
