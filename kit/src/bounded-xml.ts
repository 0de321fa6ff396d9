import { onceFor } from "./once-for.ts";
import { err, ok, type Result } from "./result.ts";
import { readXmlTree, type XmlValue } from "./xml-tree.ts";

/** An element as it is written: text, or children in order; `undefined` leaves a part out. */
export type XmlPart = Readonly<{ xml: string }> | undefined;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const attributesText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");

/** One element with text or children; everything is escaped. */
export const element = (
  name: string,
  content: string | readonly XmlPart[],
  attributes: Readonly<Record<string, string>> = {},
): XmlPart => {
  const inner =
    typeof content === "string"
      ? escapeXml(content)
      : content.map((part) => part?.xml ?? "").join("");
  return { xml: `<${name}${attributesText(attributes)}>${inner}</${name}>` };
};

/** A whole document in UTF-8. */
export const xmlDocument = (root: XmlPart): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${root?.xml ?? ""}\n`;

export type XmlError = "tooLarge" | "tooDeep" | "forbidden" | "malformed" | "otherDocument";

export type XmlLimits = Readonly<{ maxBytes: number; maxDepth: number; maxElements: number }>;

export const xmlLimits: XmlLimits = { maxBytes: 64 * 1024, maxDepth: 24, maxElements: 4_000 };

/** What no message needs and attacks do: DTDs, entities, CDATA, comments, instructions. */
const forbidden = /<!|<\?(?!xml\s)|&(?!(?:amp|lt|gt|quot|apos);)/;
// oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot hold
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

// Which names are lists, made once for each kind of document.
const listsOf = onceFor((names: readonly string[]): ReadonlySet<string> => new Set(names));
const noLists: readonly string[] = [];

const isMembers = (value: XmlValue): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/**
 * Reads a document whose root element stands in `namespace`: plain objects, `@` before attributes,
 * `#text` where an element has both, every name of `lists` an array. Nothing is trusted: size,
 * depth and count are bounded; a DOCTYPE, an entity, a comment or an instruction is refused.
 */
export const readXml = (
  text: string,
  expected: Readonly<{ root: string; namespace: string; lists?: readonly string[] }>,
  limits: XmlLimits = xmlLimits,
): Result<Record<string, unknown>, XmlError> => {
  if (Buffer.byteLength(text) > limits.maxBytes) return err("tooLarge");
  if (forbidden.test(text) || notXml.test(text)) return err("forbidden");
  const read = readXmlTree(text, listsOf(expected.lists ?? noLists), limits);
  if (!read.ok) return read;
  const { name, namespace, value } = read.value;
  if (name !== expected.root || namespace !== expected.namespace) return err("otherDocument");
  return isMembers(value) ? ok(value) : err("malformed");
};
