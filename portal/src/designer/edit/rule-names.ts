import type { Text } from "@gov/kit/text.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { makeNames, type Known, type Names } from "@gov/services/language/expression/names.ts";
import { typeName } from "@gov/services/language/expression/type-names.ts";
import type { Field, Group } from "@gov/services/language/field-schema.ts";
import { knownNames, namesInGroup } from "@gov/services/language/model.ts";
import { valueAt, type Place } from "./place.ts";

/** A name that a rule may use, as its author finds it in the list beside the rule. */
export type RuleName = Readonly<{
  /** What to write: the Arabic name where there is one. */
  written: string;
  known: Known;
  type: Text;
  /** Values of a choice, as they are written between quotes. */
  values: readonly Readonly<{ value: string; label: Text }>[];
}>;

export type NameGroup = Readonly<{ title: Text; names: readonly RuleName[] }>;

const groupAt = (draft: DraftDefinition, place: Place | undefined): Group | undefined => {
  const field = place === undefined ? undefined : (valueAt(draft, place) as Field | undefined);
  return field?.kind === "group" ? field : undefined;
};

/** The names that count in rules of a place, within a group's entries or not. */
export const namesFor = (draft: DraftDefinition, group?: Place): Names => {
  const around = groupAt(draft, group);
  return makeNames(around ? namesInGroup(draft, around) : knownNames(draft));
};

const clearWords = [
  { value: "clear", label: { ar: "لا مانع", en: "Clear" } },
  { value: "objection", label: { ar: "اعتراض", en: "Objection" } },
];

/** The options of a name that is a choice: a question's, a registry fact's, a check's answers. */
export const optionsNamed = (draft: DraftDefinition, name: string) => {
  if (name.startsWith("check.")) return clearWords;
  const facts = draft.bindings.flatMap((binding) => binding.facts);
  const fact = facts.find((one) => one.name === name);
  if (fact) return fact.options ?? [];
  const fields = draft.pages.flatMap((page): readonly Field[] => page.fields);
  const inner = fields.flatMap((field): readonly Field[] =>
    field.kind === "group" ? field.fields : [],
  );
  const last = name.split(".").at(-1);
  const field = fields.find(({ code }) => code === name) ?? inner.find(({ code }) => code === last);
  return field?.kind === "choice" ? field.options : [];
};

const shown = (draft: DraftDefinition, known: Known): RuleName => ({
  written: known.alias ?? known.name,
  known,
  type: typeName(known.type),
  values:
    known.type.type === "choice" || known.type.type === "list"
      ? optionsNamed(draft, known.name)
      : [],
});

const ready: Text = { ar: "جاهزة في كل خدمة", en: "Ready in every service" };
const asked: Text = { ar: "أسئلة هذه الخدمة", en: "This service's questions" };
const thisEntry: Text = { ar: "أسئلة هذه المجموعة", en: "This group's questions" };
const fromRegistries: Text = { ar: "من السجلات", en: "From registries" };
const fromChecks: Text = { ar: "أجوبة المؤسسات", en: "What institutions answered" };

/** The names that a rule may use, in groups as their authors think of them. */
export const namesShown = (draft: DraftDefinition, group?: Place): NameGroup[] => {
  const around = groupAt(draft, group);
  const inner = new Set(around?.fields.map(({ code }) => code));
  const facts = new Set(draft.bindings.flatMap((one) => one.facts.map(({ name }) => name)));
  const groups = new Map<Text, RuleName[]>(
    [thisEntry, asked, fromRegistries, fromChecks, ready].map((title) => [title, []]),
  );
  const kindOf = (name: string): Text => {
    if (inner.has(name)) return thisEntry;
    if (facts.has(name)) return fromRegistries;
    if (name.startsWith("check.")) return fromChecks;
    return /^(applicant|case|fee)\.|^today$/.test(name) ? ready : asked;
  };
  for (const known of namesFor(draft, group).all) {
    groups.get(kindOf(known.name))?.push(shown(draft, known));
  }
  return [...groups].flatMap(([title, names]) => (names.length === 0 ? [] : [{ title, names }]));
};
