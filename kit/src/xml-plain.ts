import { XmlElement, XmlText } from "@rgrove/parse-xml";

/** An element as schemas read it: its text, or its attributes and children by name. */
export type PlainElement = string | Readonly<Record<string, unknown>>;

export type PlainRules = Readonly<{
  /** What stands in other namespaces is left out; without one, names are as they are written. */
  namespace?: string;
  /** Elements that are a list even where there is one. */
  lists: ReadonlySet<string>;
  /** Attributes mean nothing. */
  ignoresAttributes?: boolean;
  /** Without the space around texts. */
  trims?: boolean;
}>;

/** Namespaces by prefix, as they are bound around an element; the default one has none. */
type Bindings = ReadonlyMap<string, string>;

const unbound: Bindings = new Map();

const bindingsIn = ({ attributes }: XmlElement, around: Bindings): Bindings => {
  let own: Map<string, string> | undefined;
  for (const name in attributes) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    own ??= new Map(around);
    own.set(name.slice("xmlns:".length), attributes[name] ?? "");
  }
  return own ?? around;
};

/** The name without its prefix; undefined in another namespace. Throws where it has no binding. */
const nameIn = (namespace: string, name: string, bindings: Bindings): string | undefined => {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  const bound = bindings.get(prefix);
  if (bound === undefined && prefix !== "") throw new Error(`the prefix ${prefix} is not bound`);
  return (bound ?? "") === namespace ? name.slice(colon + 1) : undefined;
};

type Content = Record<string, unknown>;

const add = (into: Content, name: string, value: PlainElement, { lists }: PlainRules): void => {
  const before = into[name];
  if (Array.isArray(before)) before.push(value);
  else if (before !== undefined) into[name] = [before, value];
  else into[name] = lists.has(name) ? [value] : value;
};

const addAttributes = (into: Content, { attributes }: XmlElement): void => {
  for (const name in attributes) {
    const isOwn = name !== "xmlns" && !name.includes(":");
    if (isOwn) into[`@${name}`] = attributes[name];
  }
};

const addElement = (
  into: Content,
  element: XmlElement,
  rules: PlainRules,
  around: Bindings,
): void => {
  const bindings = bindingsIn(element, around);
  const { namespace } = rules;
  const name = namespace === undefined ? element.name : nameIn(namespace, element.name, bindings);
  if (name === undefined) return;
  // `__proto__`, `constructor`: what every object has already. No message has such a name.
  if (name in Object.prototype) throw new Error(`no element is called ${name}`);
  add(into, name, contentOf(element, rules, bindings), rules);
};

const isEmpty = (content: Content): boolean => {
  for (const _ in content) return false;
  return true;
};

const contentOf = (element: XmlElement, rules: PlainRules, bindings: Bindings): PlainElement => {
  const content: Content = {};
  if (!rules.ignoresAttributes) addAttributes(content, element);
  let text = "";
  for (const child of element.children) {
    if (child instanceof XmlElement) addElement(content, child, rules, bindings);
    else if (child instanceof XmlText) text += child.text;
  }
  const shown = rules.trims ? text.trim() : text;
  if (isEmpty(content)) return shown;
  if (shown.trim() !== "") content["#text"] = shown;
  return content;
};

/** The root's name without its prefix where it stands in `namespace`. */
export const rootNameIn = (root: XmlElement, namespace: string): string | undefined =>
  nameIn(namespace, root.name, bindingsIn(root, unbound));

/**
 * What an element holds: a text where it has only text; otherwise an object, with `@` before the
 * names of attributes and `#text` for text beside them. Names that are repeated are lists. Throws
 * on a prefix that is bound to nothing, and on a name that every object has.
 */
export const plainElement = (element: XmlElement, rules: PlainRules): PlainElement =>
  contentOf(element, rules, bindingsIn(element, unbound));

/** Whether elements nest deeper than `depth`, the element itself being at 1. */
export const isDeeper = (element: XmlElement, depth: number): boolean =>
  depth < 1 ||
  element.children.some((child) => child instanceof XmlElement && isDeeper(child, depth - 1));
