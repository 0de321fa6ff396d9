import { formatDate } from "@gov/country/dates.ts";
import { certificateData, type CertificateData } from "@gov/kit/document/document-data.ts";
import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { Text } from "@gov/kit/text.ts";
import type { DocumentContent } from "@gov/services/language/documents.ts";

export const state: Text = { ar: "دولة فلسطين", en: "State of Palestine" };

const dateText = (iso: string): Text => ({ ar: formatDate(iso, "ar"), en: formatDate(iso, "en") });

/** What a certificate prints, from the document's content; a preview prints the same. */
export const certificateOf = (
  input: Readonly<{
    content: DocumentContent;
    /** The sentence that it certifies, filled. */
    opening?: Text;
    institution: Text;
    number: string;
    /** What the QR holds: where the document is verified. */
    link: string;
    publicUrl: string;
    issuedOn: string;
  }>,
): CertificateData => {
  const { content, opening, institution, number, link, publicUrl, issuedOn } = input;
  return certificateData.parse({
    state,
    institution,
    title: content.title,
    number,
    verification: { qr: qrSvg(link), link, address: `${new URL(publicUrl).host}/verify` },
    ...(opening ? { opening } : {}),
    rows: content.fields
      .filter(({ code }) => code !== "issuedOn" && code !== "validUntil")
      .map(({ label, value }) => ({ label, value })),
    issued: dateText(issuedOn),
    ...(content.validUntil ? { validUntil: dateText(content.validUntil) } : {}),
  });
};
