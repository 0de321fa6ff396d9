import { parseXml } from "@rgrove/parse-xml";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { plainElement } from "@gov/kit/xml-plain.ts";

/** An element to write: its text, or its children in order; what is undefined is left out. */
export type XmlElement = readonly [name: string, content: XmlContent];
type XmlContent = string | undefined | readonly XmlElement[];

const escaped: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#xD;",
};

// oxlint-disable-next-line no-control-regex -- XML 1.0 cannot carry these characters
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/**
 * Writes an element without a space that means nothing, and without empty elements: so written,
 * other parties' libraries write it again byte for byte, which their signature check relies on.
 */
export const writeXml = ([name, content]: XmlElement): string => {
  if (content === undefined || content.length === 0) return "";
  const inner =
    typeof content === "string"
      ? content.replace(notXml, "\ufffd").replace(/[&<>\r]/g, (one) => escaped[one] ?? one)
      : content.map(writeXml).join("");
  return inner === "" ? "" : `<${name}>${inner}</${name}>`;
};

const lists = new Set(["TrxInf", "SubPmt", "BillRec"]);

/** Reads one element that `sliceDocument` gave: texts as they are, nothing is a number yet. */
export const readElement = (name: string, outer: string): Result<unknown, "unreadable"> => {
  try {
    const { root } = parseXml(outer);
    return root?.name === name
      ? ok(plainElement(root, { lists, ignoresAttributes: true }))
      : err("unreadable");
  } catch {
    return err("unreadable");
  }
};
