import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import { propertyWords } from "./diff-words.ts";
import { matchItems, sameJson } from "./diff-match.ts";
import { isRecord, isText, sayItem, sayThing, type Json, type Side } from "./diff-said.ts";
import { both, isolated, quotedText } from "./say-words.ts";

/** The part of a service that a difference is about: what a designer's page groups it under. */
export const differenceParts = [
  "service",
  "registry",
  "page",
  "field",
  "rule",
  "fee",
  "workflow",
  "document",
  "message",
] as const;
export type DifferencePart = (typeof differenceParts)[number];

/** One difference between two versions, as people read it. */
export type Difference = Readonly<{
  part: DifferencePart;
  change: "added" | "removed" | "changed" | "moved";
  /** Place in the later version; in the earlier for what was removed. */
  path: string;
  text: Text;
}>;

const partOf = (path: readonly string[]): DifferencePart => {
  const [first] = path;
  const rule = path.some((key) => ["showIf", "required", "validate", "rule", "when"].includes(key));
  switch (first) {
    case "bindings":
      return "registry";
    case "pages":
      if (rule) return "rule";
      return path.includes("fields") ? "field" : "page";
    case "eligibility":
      return "rule";
    case "fees":
      return "fee";
    case "workflow":
      return "workflow";
    case "documents":
      return "document";
    case "notifications":
      return "message";
    default:
      return "service";
  }
};

const propertyName = (key: string): Text => propertyWords[key] ?? isolated(both(key));

/** What a difference is inside of: «رسم التصريح: المبلغ». */
const headed = (heading: readonly Text[], said: Text): Text => ({
  ar: [...heading.map(({ ar }) => ar), said.ar].join(" · "),
  en: [...heading.map(({ en }) => en), said.en].join(" · "),
});

type Walk = Readonly<{ before: Side; after: Side; found: Difference[] }>;
type Place = Readonly<{ path: readonly string[]; heading: readonly Text[] }>;

const tell = (walk: Walk, change: Difference["change"], place: Place, said: Text): void => {
  const { path, heading } = place;
  walk.found.push({
    part: partOf(path),
    change,
    path: path.join("."),
    text: headed(heading, said),
  });
};

/** Arabic agrees with the gender of what is named first. */
const isFeminine = ({ ar }: Text): boolean => /^\S*(ة|ات)(\s|$)/.test(ar);

const changed = (name: Text, was: Text, is: Text): Text => ({
  ar: isFeminine(name)
    ? `${name.ar}: كانت ${was.ar} وصارت ${is.ar}`
    : `${name.ar}: كان ${was.ar} وصار ${is.ar}`,
  en: `${name.en}: was ${was.en}, is now ${is.en}`,
});
const added = (name: Text, value?: Text): Text => ({
  ar: value ? `إضافة ${name.ar}: ${value.ar}` : `إضافة ${name.ar}`,
  en: value ? `added ${name.en}: ${value.en}` : `added ${name.en}`,
});
const removed = (name: Text, value?: Text): Text => ({
  ar: value ? `حذف ${name.ar}: ${value.ar}` : `حذف ${name.ar}`,
  en: value ? `removed ${name.en}: ${value.en}` : `removed ${name.en}`,
});

/** A text that changed in one language only is shown in that language to both readers. */
const changedText = (name: Text, was: Text, is: Text): Text => {
  const only = was.en === is.en ? "ar" : was.ar === is.ar ? "en" : undefined;
  if (only === undefined) return changed(name, quotedText(was), quotedText(is));
  const named: Text =
    only === "ar"
      ? { ar: `${name.ar} بالعربية`, en: `${name.en} in Arabic` }
      : { ar: `${name.ar} بالإنجليزية`, en: `${name.en} in English` };
  return changed(named, quotedText(both(was[only])), quotedText(both(is[only])));
};

/** The thing that a list's place is about: its name in the heading, with what follows below it. */
const compareLists = (walk: Walk, key: string, was: Json[], is: Json[], place: Place): void => {
  const { pairs, gone, fresh, moved } = matchItems(was, is);
  const name = (side: Side, item: Json, index: number): Text => sayItem(side, key, item, index);
  const at = (index: number): readonly string[] => [...place.path, String(index)];
  for (const index of gone) {
    const said = removed(name(walk.before, was[index] ?? null, index));
    tell(walk, "removed", { ...place, path: at(index) }, said);
  }
  for (const index of fresh) {
    const said = added(name(walk.after, is[index] ?? null, index));
    tell(walk, "added", { ...place, path: at(index) }, said);
  }
  for (const [from, to] of pairs) {
    const item = is[to] ?? null;
    const heading = [...place.heading, name(walk.after, item, to)];
    compare(walk, key, was[from] ?? null, item, { path: at(to), heading });
  }
  for (const index of moved) {
    const { ar, en } = name(walk.after, is[index] ?? null, index);
    const said = { ar: `تغيير ترتيب ${ar}`, en: `${en} moved` };
    tell(walk, "moved", { ...place, path: at(index) }, said);
  }
};

const compareRecords = (
  walk: Walk,
  was: Readonly<Record<string, Json>>,
  is: Readonly<Record<string, Json>>,
  place: Place,
): void => {
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const below: Place = { path: [...place.path, key], heading: place.heading };
    compare(walk, key, was[key], is[key], below);
  }
};

/** Things that are read as one: a text, an amount, a word, an expression. */
const isWhole = (value: Json): boolean =>
  !Array.isArray(value) &&
  (!isRecord(value) || "amountMinor" in value || ("ar" in value && "en" in value));

const compare = (
  walk: Walk,
  key: string,
  was: Json | undefined,
  is: Json | undefined,
  place: Place,
): void => {
  if (sameJson(was, is)) return;
  const name = propertyName(key);
  if (was === undefined || is === undefined) {
    const side = was === undefined ? walk.after : walk.before;
    const value = was ?? is ?? null;
    const said = sayThing(side, place.path, value);
    if (was === undefined) tell(walk, "added", place, added(name, said));
    else tell(walk, "removed", place, removed(name, said));
  } else if (Array.isArray(was) && Array.isArray(is)) compareLists(walk, key, was, is, place);
  else if (isRecord(was) && isRecord(is) && !isWhole(was) && !isWhole(is)) {
    compareRecords(walk, was, is, place);
  } else if (isText(was) && isText(is)) tell(walk, "changed", place, changedText(name, was, is));
  else {
    const before = sayThing(walk.before, place.path, was) ?? name;
    const after = sayThing(walk.after, place.path, is) ?? name;
    tell(walk, "changed", place, changed(name, before, after));
  }
};

/**
 * What changed from one version of a service to the next, in words, in the order of the
 * definition: what was added, removed, changed, moved. Empty only where nothing is different.
 */
export const diffDefinitions = (
  before: ServiceDefinition,
  after: ServiceDefinition,
): Difference[] => {
  const found: Difference[] = [];
  const side = (definition: ServiceDefinition): Side => ({
    definition,
    json: JSON.parse(JSON.stringify(definition)) as Readonly<Record<string, Json>>,
  });
  const walk: Walk = { before: side(before), after: side(after), found };
  compareRecords(walk, walk.before.json, walk.after.json, { path: [], heading: [] });
  return found;
};
