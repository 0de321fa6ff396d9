import { XMLParser } from "fast-xml-parser";
import { err, ok, type Result } from "@gov/kit/result.ts";

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

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** The references that `sliceDocument` lets through; undefined for one of no character of XML. */
const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g, (_all, hex, dec, name) => {
    if (name !== undefined) return named[name] ?? "";
    const point = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
    const character = point <= 0x10ffff ? String.fromCodePoint(point) : "\u0000";
    if (character.search(notXml) !== -1) throw new RangeError("no character of XML");
    return character;
  });

const lists = new Set(["TrxInf", "SubPmt", "BillRec"]);

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  isArray: (name) => lists.has(name),
  tagValueProcessor: (_name, value) => unescape(value),
});

/** Reads one element that `sliceDocument` gave: texts as they are, nothing is a number yet. */
export const readElement = (name: string, outer: string): Result<unknown, "unreadable"> => {
  try {
    const parsed = parser.parse(outer) as Record<string, unknown>;
    return ok(parsed[name]);
  } catch {
    return err("unreadable");
  }
};
