import { formatDate } from "@gov/country/dates.ts";
import { certificateData, type CertificateData } from "@gov/kit/document/document-data.ts";
import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { Text } from "@gov/kit/text.ts";
import type { DocumentContent } from "@gov/services/language/documents.ts";

export const state: Text = { ar: "دولة فلسطين", en: "State of Palestine" };

const dateText = (iso: string): Text => ({ ar: formatDate(iso, "ar"), en: formatDate(iso, "en") });

/** Without isolating marks: the template isolates by itself, and its font does not draw them. */
const unmarked = ({ ar, en }: Text): Text => ({
  ar: ar.replace(/[\u2066-\u2069]/g, ""),
  en: en.replace(/[\u2066-\u2069]/g, ""),
});

/** What a certificate prints, from the document's content; a preview prints the same. */
export const certificateOf = (
  input: Readonly<{
    content: DocumentContent;
    institution: Text;
    number: string;
    /** What the QR holds: where the document is verified. */
    link: string;
    publicUrl: string;
    issuedOn: string;
  }>,
): CertificateData => {
  const { content, institution, number, link, publicUrl, issuedOn } = input;
  return certificateData.parse({
    state,
    institution,
    title: content.title,
    number,
    verification: { qr: qrSvg(link), link, address: `${new URL(publicUrl).host}/verify` },
    ...(content.body ? { opening: unmarked(content.body) } : {}),
    rows: content.fields
      .filter(({ code }) => code !== "issuedOn" && code !== "validUntil")
      .map(({ label, value }) => ({ label, value })),
    issued: dateText(issuedOn),
    ...(content.validUntil ? { validUntil: dateText(content.validUntil) } : {}),
  });
};
