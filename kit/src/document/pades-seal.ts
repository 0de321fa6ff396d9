import { createHash, X509Certificate } from "node:crypto";
import { withLowS, signatureToDer } from "./p256-signature.ts";
import { firstPageNumber, objectDictionary, readPdfStructure, valueText } from "./pdf-structure.ts";
import type { PdfDictionary, PdfStructure } from "./pdf-structure.ts";
import { signedAttributes, writeSealCms } from "./seal-cms.ts";
import type { Sealer } from "./sealer.ts";

export type SealInput = Readonly<{
  key: Sealer;
  /** PEM, the seal's certificate first; a self-signed root may follow and is left out. */
  certificateChain: readonly string[];
  reason: string;
  location: string;
  /** Name of the sealing institution, as viewers show it. */
  name: string;
  signedAt: Date;
  /** An RFC 3161 token over the bytes given: makes the seal B-T. See `timestampFrom`. */
  timestamp?: ((signatureValue: Uint8Array) => Promise<Uint8Array>) | undefined;
}>;

const timestampReserve = 12_288;
const signerReserve = 1_024;
const maxTextLength = 400;

/** A PDF text string: UTF-16 in hexadecimal, so no text can be read as PDF syntax. */
const textString = (text: string): string =>
  `<FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}>`;

export const pdfDate = (at: Date): string =>
  `D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;

/** The certificates that travel in the seal: DER, without the root. */
const carriedChain = (pems: readonly string[]): Uint8Array[] => {
  const certificates = pems.map((pem) => new X509Certificate(pem));
  const [leaf, ...issuers] = certificates;
  if (!leaf) throw new Error("a seal needs its certificate");
  const carried = [leaf, ...issuers.filter((each) => !each.checkIssued(each))];
  return carried.map(({ raw }) => raw);
};

/** The dictionary's own text with more entries behind the old ones. */
const extended = (text: string, dictionary: PdfDictionary, more: string): string =>
  `${text.slice(dictionary.start, dictionary.end - 2)}${more}>>`;

const pageWithWidget = (pdf: PdfStructure, page: PdfDictionary, widget: number): string => {
  const annotations = page.values.get("/Annots");
  if (!annotations) return extended(pdf.text, page, `/Annots[${widget} 0 R]`);
  if (pdf.text[annotations.start] !== "[") {
    throw new Error("this PDF cannot be sealed: its annotations are not in the page");
  }
  const before = pdf.text.slice(page.start, annotations.end - 1);
  return `${before} ${widget} 0 R]${pdf.text.slice(annotations.end, page.end)}`;
};

type Update = Readonly<{ text: string; byteRangeAt: number; contentsAt: number }>;

/**
 * The incremental update (ISO 32000-1 §7.5.6, §12.8): signature, invisible field, catalogue and
 * first page anew, cross-references. DocMDP level 1 tells viewers that no change is permitted.
 */
const incrementalUpdate = (pdf: PdfStructure, input: SealInput, reserve: number): Update => {
  const signature = pdf.size;
  const widget = pdf.size + 1;
  const pageNumber = firstPageNumber(pdf);
  const catalogue = objectDictionary(pdf, pdf.rootNumber);
  if (catalogue.values.has("/AcroForm") || catalogue.values.has("/Perms")) {
    throw new Error("this PDF cannot be sealed: it has a form or a seal already");
  }
  const beforeRange =
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(${pdfDate(input.signedAt)})` +
    `/Name${textString(input.name)}/Reason${textString(input.reason)}` +
    `/Location${textString(input.location)}/Reference[<</Type/SigRef/TransformMethod/DocMDP` +
    `/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]/ByteRange`;
  const range = `[${" ".repeat(34)}]`;
  const objects: [number, string][] = [
    [signature, `${beforeRange}${range}/Contents<${"0".repeat(reserve * 2)}>>>`],
    [
      widget,
      `<</Type/Annot/Subtype/Widget/FT/Sig/T${textString("Seal")}/V ${signature} 0 R` +
        `/P ${pageNumber} 0 R/Rect[0 0 0 0]/F 132>>`,
    ],
    [
      pdf.rootNumber,
      extended(
        pdf.text,
        catalogue,
        `/AcroForm<</Fields[${widget} 0 R]/SigFlags 3>>/Perms<</DocMDP ${signature} 0 R>>`,
      ),
    ],
    [pageNumber, pageWithWidget(pdf, objectDictionary(pdf, pageNumber), widget)],
  ];
  let text = pdf.text.endsWith("\n") ? "" : "\n";
  const places = new Map<number, number>();
  for (const [number, object] of objects) {
    places.set(number, pdf.text.length + text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const xrefAt = pdf.text.length + text.length;
  const entries = [...places].toSorted(([a], [b]) => a - b);
  const table = entries
    .map(([number, at]) => `${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`)
    .join("");
  text += `xref\n${table}trailer\n${trailer(pdf, input)}\nstartxref\n${xrefAt}\n%%EOF\n`;
  const byteRangeAt = pdf.text.length + text.indexOf("/ByteRange[") + "/ByteRange".length;
  return { text, byteRangeAt, contentsAt: byteRangeAt + range.length + "/Contents".length };
};

const trailer = (pdf: PdfStructure, input: SealInput): string => {
  const info = valueText(pdf.text, pdf.trailer, "/Info");
  const ids = valueText(pdf.text, pdf.trailer, "/ID");
  const permanent = ids && /^\[\s*(\((?:\\.|[^\\()])*\)|<[^>]*>)/s.exec(ids)?.[1];
  const changed = createHash("sha256")
    .update(pdf.text, "latin1")
    .update(input.signedAt.toISOString())
    .digest("hex")
    .slice(0, 32);
  return (
    `<</Size ${pdf.size + 2}/Root ${pdf.rootNumber} 0 R/Prev ${pdf.xrefOffset}` +
    `${info ? `/Info ${info}` : ""}${permanent ? `/ID[${permanent}<${changed}>]` : ""}>>`
  );
};

/**
 * Seals a PDF that our renderer wrote: PAdES B-B, or B-T with a timestamp. Every byte of the
 * result is bound by the seal. Throws if the PDF already has a form or seal or is not in the
 * plain structure (cross-reference table, no encryption) that the renderer writes.
 */
export const sealPdf = async (pdf: Uint8Array, input: SealInput): Promise<Uint8Array> => {
  const chain = carriedChain(input.certificateChain);
  if ([input.name, input.reason, input.location].some(({ length }) => length > maxTextLength)) {
    throw new Error(`a seal's name, reason and location have at most ${maxTextLength} letters`);
  }
  const carried = chain.reduce((sum, each) => sum + each.length, 0);
  const reserve = carried + signerReserve + (input.timestamp ? timestampReserve : 0);
  const update = incrementalUpdate(readPdfStructure(pdf), input, reserve);
  const sealed = Buffer.concat([pdf, Buffer.from(update.text, "latin1")]);

  const gapStart = update.contentsAt;
  const gapEnd = gapStart + reserve * 2 + 2;
  const numbers = [gapStart, gapEnd, sealed.length - gapEnd].map((n) => String(n).padEnd(10));
  sealed.write(`[0 ${numbers.join(" ")}]`, update.byteRangeAt, "latin1");

  const contentDigest = createHash("sha256")
    .update(sealed.subarray(0, gapStart))
    .update(sealed.subarray(gapEnd))
    .digest();
  const signature = withLowS(await input.key.sign(signedAttributes(chain, contentDigest)));
  const timestamp = await input.timestamp?.(signatureToDer(signature));
  const cms = writeSealCms({ chain, contentDigest, signature, timestamp });
  if (cms.length > reserve) {
    throw new Error(`the seal takes ${cms.length} bytes and ${reserve} were kept for it`);
  }
  sealed.write(cms.toString("hex"), gapStart + 1, "latin1");
  return sealed;
};
