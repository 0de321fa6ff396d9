import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { fileField } from "@gov/kit/ui/file-field.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice, type NoticeKind } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import type { DocumentRow } from "./document-queries.ts";
import type { Verdict } from "./verify-document.ts";

export const verifyTexts = {
  title: { ar: "تحقق من وثيقة", en: "Check a document" },
  about: {
    ar: "هل الوثيقة التي أمامك صادرة عن الدولة كما هي؟ تحقق برقمها أو برمزها أو بملفها، دون حساب.",
    en: "Was the document before you issued by the state, unchanged? Check by its number, its code or its file. No account needed.",
  },
  byNumber: { ar: "بالرقم", en: "By number" },
  number: { ar: "رقم الوثيقة", en: "Document number" },
  numberHint: {
    ar: "مكتوب أعلى الوثيقة، مثل VL-7K2M-9PQR-4TXB.",
    en: "Printed at the top of the document, like VL-7K2M-9PQR-4TXB.",
  },
  numberWrong: {
    ar: "هذا ليس رقم وثيقة. اكتبه كما هو: حرفان أو أكثر ثم 12 حرفا ورقما.",
    en: "This is not a document number. Type it as printed: two or more letters, then 12 letters and digits.",
  },
  byFile: { ar: "بالملف", en: "By file" },
  file: { ar: "ملف الوثيقة", en: "The document's file" },
  fileHint: {
    ar: "ملف PDF كما وصلك، 5 ميغابايت على الأكثر. لا نحفظ نسخة منه.",
    en: "The PDF as you received it, at most 5 MB. We keep no copy.",
  },
  fileMissing: { ar: "اختر ملف الوثيقة أولا.", en: "Choose the document's file first." },
  fileWrong: {
    ar: "هذا الملف ليس PDF. اختر الملف الذي وصلك من حكومتي.",
    en: "This file is not a PDF. Choose the file you got from Hukumati.",
  },
  fileTooLarge: {
    ar: "الملف أكبر من 5 ميغابايت. وثائقنا أصغر من ذلك: اختر الملف الأصلي.",
    en: "The file is larger than 5 MB. Our documents are smaller: choose the original file.",
  },
  byCode: { ar: "بالرمز", en: "By code" },
  byCodeBody: {
    ar: "وجّه كاميرا هاتفك إلى الرمز المطبوع على الوثيقة وافتح الرابط الذي يظهر. تأكد أنه يفتح هذا الموقع.",
    en: "Point your phone's camera at the code printed on the document and open the link. Make sure it opens this site.",
  },
  check: { ar: "تحقق", en: "Check" },
  another: { ar: "تحقق من وثيقة أخرى", en: "Check another document" },
} as const satisfies Record<string, Text>;

export type VerifyError = Readonly<{ field: "number" | "file"; text: Text; typed?: string }>;

/** The three ways to check a document. */
export const verifyFormPage = (
  input: Readonly<{ frame: Frame; csrfToken: string; error?: VerifyError }>,
): Html => {
  const { frame, csrfToken, error } = input;
  const { lang } = frame;
  const texts = verifyTexts;
  const errorOf = (field: VerifyError["field"]) =>
    error?.field === field ? { error: error.text } : {};
  const byNumber = form({
    action: "/verify",
    method: "get",
    lang,
    body: codeField({
      name: "number",
      lang,
      label: texts.number,
      hint: texts.numberHint,
      value: error?.typed ?? "",
      ...errorOf("number"),
    }),
    submit: texts.check,
  });
  const byFile = form({
    action: "/verify",
    lang,
    csrfToken,
    upload: true,
    body: fileField({
      name: "file",
      lang,
      label: texts.file,
      hint: texts.fileHint,
      accept: ".pdf,application/pdf",
      kinds: "PDF",
      maxMegabytes: 5,
      ...errorOf("file"),
    }),
    submit: texts.check,
  });
  const main = html`${heading(texts.title, lang, { below: texts.about })}
  ${section(texts.byNumber, lang, byNumber)} ${section(texts.byFile, lang, byFile)}
  ${section(texts.byCode, lang, html`<p>${words(texts.byCodeBody, lang)}</p>`)}`;
  const errors = error ? [{ name: error.field, text: error.text }] : [];
  return page({ ...frame, title: texts.title, main, errors });
};

type Said = Readonly<{ kind: NoticeKind; title: Text; body: Text }>;

const said: Readonly<Record<Verdict["outcome"], Said>> = {
  genuine: {
    kind: "success",
    title: { ar: "الوثيقة صحيحة وسارية", en: "The document is genuine and valid" },
    body: {
      ar: "صدرت عن المؤسسة المذكورة. قارن ما يلي بما هو مكتوب عليها.",
      en: "It was issued by the institution named. Compare what follows with what is printed on it.",
    },
  },
  expired: {
    kind: "warn",
    title: { ar: "الوثيقة صحيحة لكن مدتها انتهت", en: "The document is genuine but has expired" },
    body: { ar: "اطلب من صاحبها تجديدها.", en: "Ask its holder to renew it." },
  },
  withdrawn: {
    kind: "warn",
    title: { ar: "ألغيت هذه الوثيقة", en: "This document was withdrawn" },
    body: { ar: "لا تعتمد عليها.", en: "Do not rely on it." },
  },
  altered: {
    kind: "warn",
    title: { ar: "الوثيقة معدلة", en: "The document was altered" },
    body: {
      ar: "تغير شيء فيها بعد ختمها. لا تعتمد عليها، واطلب من صاحبها النسخة التي وصلته.",
      en: "Something in it changed after it was sealed. Do not rely on it; ask for the original file.",
    },
  },
  sealed: {
    kind: "success",
    title: { ar: "الختم صحيح", en: "The seal is genuine" },
    body: {
      ar: "ختمت مؤسسة حكومية هذا الملف ولم يتغير بعدها، لكنه محفوظ في نظام آخر.",
      en: "A government institution sealed this file and it has not changed, but another system keeps it.",
    },
  },
  unknown: {
    kind: "warn",
    title: { ar: "لا نعرف هذه الوثيقة", en: "We do not know this document" },
    body: {
      ar: "ليست في سجل الوثائق الصادرة. راجع الرقم أو الملف، فإن كانا صحيحين فلا تعتمد عليها.",
      en: "It is not in the register of issued documents. Check the number or the file; if they are right, do not rely on it.",
    },
  },
};

const documentRows = (document: DocumentRow, institution: Text, lang: Lang): SummaryRow[] => [
  { key: { ar: "الوثيقة", en: "Document" }, value: document.title },
  { key: verifyTexts.number, value: bdi(document.number) },
  { key: { ar: "أصدرتها", en: "Issued by" }, value: institution },
  { key: { ar: "تاريخ الإصدار", en: "Issued on" }, value: dateOnly(document.issuedAt, lang) },
  ...(document.validUntil
    ? [
        {
          key: { ar: "صالحة حتى", en: "Valid until" },
          value: dateOnly(document.validUntil, lang),
        },
      ]
    : []),
  ...(document.withdrawnAt
    ? [{ key: { ar: "ألغيت في", en: "Withdrawn on" }, value: dateOnly(document.withdrawnAt, lang) }]
    : []),
];

const rowsOf = (verdict: Verdict, nameOf: (code: string) => Text, lang: Lang): SummaryRow[] => {
  if ("document" in verdict) {
    const rows = documentRows(verdict.document, nameOf(verdict.document.institution), lang);
    const subject = "summary" in verdict ? verdict.summary?.subject : undefined;
    const key = { ar: "أول حروف اسم صاحبها", en: "Initials of its holder" };
    return subject ? [...rows, { key, value: html`<bdi>${subject}</bdi>` }] : rows;
  }
  if (verdict.outcome !== "sealed") return [];
  return [
    { key: { ar: "ختمها", en: "Sealed by" }, value: verdict.signer },
    { key: { ar: "في", en: "On" }, value: dateOnly(verdict.signedAt, lang) },
  ];
};

/** What the state says of the document. */
export const verdictPage = (
  input: Readonly<{ frame: Frame; verdict: Verdict; nameOf: (code: string) => Text }>,
): Html => {
  const { frame, verdict, nameOf } = input;
  const { lang } = frame;
  const { kind, title, body } = said[verdict.outcome];
  const rows = rowsOf(verdict, nameOf, lang);
  const main = html`${heading(title, lang, { above: verifyTexts.title })}
  ${notice({ kind, title, body, lang, live: true })}
  ${rows.length > 0 ? summaryList(rows, lang, { boxed: true }) : html``}
  ${linkButton({ href: "/verify", text: verifyTexts.another, lang, kind: "secondary" })}`;
  return page({ ...frame, title, main });
};
