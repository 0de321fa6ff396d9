import { XMLParser, XMLValidator } from "fast-xml-parser";
import { err, ok, type Result } from "./result.ts";

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

/** Whether the tags nest no deeper and are no more than allowed, before anything is built. */
const checkTags = (text: string, { maxDepth, maxElements }: XmlLimits): XmlError | undefined => {
  let depth = 0;
  let elements = 0;
  for (const [tag] of text.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith("</")) depth -= 1;
    else if (!tag.startsWith("<?")) {
      elements += 1;
      if (!tag.endsWith("/>")) depth += 1;
    }
    if (depth > maxDepth || elements > maxElements) return "tooDeep";
  }
  return undefined;
};

const createParser = (lists: ReadonlySet<string>): XMLParser =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    ignoreDeclaration: true,
    // Only the five predefined ones are let through by then.
    processEntities: true,
    // `isArray` looks at names alone: a path as text for each element would be made for nothing.
    jPath: false,
    isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && lists.has(name),
  });

// A parser keeps nothing of what it read; making one costs as much as a small document.
const parsers = new Map<string, XMLParser>();

const parserFor = (lists: readonly string[]): XMLParser => {
  const name = lists.join(" ");
  const parser = parsers.get(name) ?? createParser(new Set(lists));
  parsers.set(name, parser);
  return parser;
};

/** Whether the root is `root` and its own prefix (or none) is bound to `namespace` there. */
const startsWith = (text: string, root: string, namespace: string): boolean => {
  const [, prefix = "", name, rest = ""] =
    /^(?:<\?xml[^>]*\?>)?\s*<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)([^>]*)>/.exec(text) ?? [];
  if (name !== root) return false;
  const attribute = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  const bound = [...rest.matchAll(/\s([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].filter(
    ([, named]) => named === attribute,
  );
  return bound.length === 1 && (bound[0]?.[2] ?? bound[0]?.[3]) === namespace;
};

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
  const wrong = checkTags(text, limits);
  if (wrong) return err(wrong);
  if (XMLValidator.validate(text) !== true) return err("malformed");
  if (!startsWith(text, expected.root, expected.namespace)) return err("otherDocument");
  let parsed: unknown;
  try {
    parsed = parserFor(expected.lists ?? []).parse(text);
  } catch {
    return err("malformed");
  }
  const [root, ...others] = Object.values(parsed as Record<string, unknown>);
  if (typeof root !== "object" || root === null || others.length > 0) return err("malformed");
  if (Array.isArray(root)) return err("malformed");
  return ok(root as Record<string, unknown>);
};
