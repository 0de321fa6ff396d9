import { err, ok, type Result } from "./result.ts";

/** What became of an element: its text, or its members. */
export type XmlValue = unknown;

type Limits = Readonly<{ maxDepth: number; maxElements: number }>;

/** The root as it is written, with the namespace that its own prefix, or none, is bound to. */
export type XmlRoot = Readonly<{ name: string; namespace: string | undefined; value: XmlValue }>;

type Attributes = ReadonlyMap<string, string>;
type Open = Readonly<{
  /** With its prefix, as the closing tag has it again. */
  tag: string;
  attributes: Attributes;
  members: Map<string, XmlValue[]>;
  texts: string[];
}>;

const name = "(?:[A-Za-z_][\\w.-]*:)?[A-Za-z_][\\w.-]*";
const openingTag = new RegExp(
  `<(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`,
  "y",
);
const closingTag = new RegExp(`</(${name})\\s*>`, "y");
const attribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "g");
const declaration = /^<\?xml\s[^<>?]*\?>/;

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
};

const unknownReference = /&(?!(?:amp|lt|gt|quot|apos);)/;

const decode = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:amp|lt|gt|quot|apos);/g, (one) => entities[one] ?? one)
    : text;

const withoutPrefix = (tag: string): string => tag.slice(tag.indexOf(":") + 1);
const prefixOf = (tag: string): string => tag.slice(0, Math.max(tag.indexOf(":"), 0));

/** Attributes as they are written; undefined where one is there twice. */
const readAttributes = (text: string): Attributes | undefined => {
  const found = new Map<string, string>();
  if (text === "") return found;
  for (const [, tag = "", quoted, single] of text.matchAll(attribute)) {
    if (found.has(tag)) return undefined;
    found.set(tag, decode((quoted ?? single ?? "").replaceAll(/[\t\n\r]/g, " ").trim()));
  }
  return found;
};

const isDeclaration = (tag: string): boolean => tag === "xmlns" || tag.startsWith("xmlns:");

/** Own members alone, whatever their names are. */
const valueOf = (element: Open, lists: ReadonlySet<string>): XmlValue => {
  const text = element.texts.join("");
  const attributes = [...element.attributes].filter(([tag]) => !isDeclaration(tag));
  if (attributes.length === 0 && element.members.size === 0) return text;
  return Object.fromEntries([
    ...attributes.map(([tag, value]) => [`@${withoutPrefix(tag)}`, value]),
    ...[...element.members].map(([tag, values]) => [
      tag,
      values.length > 1 || lists.has(tag) ? values : values[0],
    ]),
    ...(text === "" ? [] : [["#text", text]]),
  ]) as XmlValue;
};

const namespaceOf = ({ tag, attributes }: Open): string | undefined => {
  const prefix = prefixOf(tag);
  return attributes.get(prefix === "" ? "xmlns" : `xmlns:${prefix}`);
};

/**
 * Reads a document of elements, attributes, text and the five predefined entities in one pass:
 * anything else is malformed. Names are ASCII; prefixes are left out of what is given, and so are
 * the declarations of namespaces. Texts are trimmed; an element of `lists` is always an array.
 */
export const readXmlTree = (
  document: string,
  lists: ReadonlySet<string>,
  { maxDepth, maxElements }: Limits,
): Result<XmlRoot, "malformed" | "tooDeep"> => {
  if (unknownReference.test(document)) return err("malformed");
  const text = document.replace(declaration, "");
  const open: Open[] = [];
  let root: XmlRoot | undefined;
  let count = 0;
  let at = 0;
  const close = (element: Open): void => {
    const value = valueOf(element, lists);
    const local = withoutPrefix(element.tag);
    const parent = open.at(-1);
    if (!parent) root = { name: local, namespace: namespaceOf(element), value };
    else {
      const values = parent.members.get(local);
      if (values) values.push(value);
      else parent.members.set(local, [value]);
    }
  };
  for (let next = text.indexOf("<"); next !== -1; next = text.indexOf("<", at)) {
    const between = text.slice(at, next).trim();
    if (between !== "") {
      if (open.length === 0) return err("malformed");
      open.at(-1)?.texts.push(decode(between));
    }
    if (text[next + 1] === "/") {
      closingTag.lastIndex = next;
      const [all = "", tag] = closingTag.exec(text) ?? [];
      const element = open.pop();
      if (!element || element.tag !== tag) return err("malformed");
      at = next + all.length;
      close(element);
      continue;
    }
    openingTag.lastIndex = next;
    const [all, tag = "", written = "", empty] = openingTag.exec(text) ?? [];
    const attributes = all === undefined ? undefined : readAttributes(written);
    // A second root is none.
    if (all === undefined || !attributes || root) return err("malformed");
    at = next + all.length;
    count += 1;
    const element = { tag, attributes, members: new Map<string, XmlValue[]>(), texts: [] };
    if (open.length + (empty ? 0 : 1) > maxDepth || count > maxElements) return err("tooDeep");
    if (empty) close(element);
    else open.push(element);
  }
  const isWhole = open.length === 0 && text.slice(at).trim() === "";
  return root && isWhole ? ok(root) : err("malformed");
};
