import { parseXml, type XmlElement } from "@rgrove/parse-xml";
import { err, ok, type Result } from "./result.ts";
import { isDeeper, plainElement, rootNameIn } from "./xml-plain.ts";

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

/** How many elements begin in the text, at least: known before anything is built. */
const countElements = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const next = text[at + 1];
    if (next !== "/" && next !== "?") count += 1;
  }
  return count;
};

const parseRoot = (text: string): XmlElement | undefined => {
  try {
    return parseXml(text).root ?? undefined;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/**
 * Reads a document whose root element stands in `namespace`: plain objects, `@` before attributes,
 * `#text` where an element has both, every name of `lists` an array; what stands in other namespaces
 * is left out. Nothing is trusted: size, depth and count are bounded; a DOCTYPE, an entity, a comment
 * or an instruction is refused.
 */
export const readXml = (
  text: string,
  expected: Readonly<{ root: string; namespace: string; lists?: readonly string[] }>,
  limits: XmlLimits = xmlLimits,
): Result<Record<string, unknown>, XmlError> => {
  if (Buffer.byteLength(text) > limits.maxBytes) return err("tooLarge");
  if (forbidden.test(text) || notXml.test(text)) return err("forbidden");
  if (countElements(text) > limits.maxElements) return err("tooDeep");
  const root = parseRoot(text);
  if (!root) return err("malformed");
  if (isDeeper(root, limits.maxDepth)) return err("tooDeep");
  const { namespace, lists = [] } = expected;
  try {
    if (rootNameIn(root, namespace) !== expected.root) return err("otherDocument");
    const content = plainElement(root, { namespace, lists: new Set(lists), trims: true });
    return isObject(content) ? ok(content) : err("malformed");
  } catch {
    // A name that cannot be: its prefix is bound to nothing, for one.
    return err("malformed");
  }
};
