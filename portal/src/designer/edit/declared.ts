import { foldArabic } from "@gov/country/search-folding.ts";
import { builtInNames } from "@gov/services/language/built-in-names.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Field } from "@gov/services/language/field-schema.ts";
import { inside, type Place } from "./place.ts";

/** One word of a name, and the property that it comes from; built-in words come from none. */
type Segment = Readonly<{ text: string; from?: Place }>;

/**
 * Something that other parts of a draft can name. `space` says where the name counts: `name` in
 * every expression, the group's place in the rules of its entries, or a list of codes.
 */
export type Declared = Readonly<{ space: string; segments: readonly Segment[] }>;

export const spellingOf = ({ segments }: Declared): string =>
  segments.map(({ text }) => text).join(".");

/** The space of an inner question's names, within its own group. */
export const groupSpace = (group: Place): string => `group:${group}`;

const name = (space: string, ...segments: Segment[]): Declared => ({ space, segments });

const addressWords = [
  ["governorate", "المحافظة"],
  ["locality", "التجمع"],
  ["street", "الشارع"],
] as const;

type Named = Readonly<{ code: string; alias?: string | undefined; kind: Field["kind"] }>;

/** What a question is called by, its code and its Arabic name, and what its parts are. */
const namesOfField = (space: string, field: Named, place: Place): Declared[] => {
  const code: Segment = { text: field.code, from: inside(place, "code") };
  const alias: Segment[] =
    field.alias === undefined ? [] : [{ text: field.alias, from: inside(place, "alias") }];
  const parts =
    field.kind === "address"
      ? addressWords.flatMap(([en, ar]) => [
          name(space, code, { text: en }),
          ...alias.map((head) => name(space, head, { text: ar })),
        ])
      : [];
  return [name(space, code), ...alias.map((one) => name(space, one)), ...parts];
};

const namesOfInner = (field: Field, place: Place): Declared[] => {
  if (field.kind !== "group") return [];
  return field.fields.flatMap((inner, index) => {
    const at = inside(place, "fields", index);
    const whole = [
      name(
        "name",
        { text: field.code, from: inside(place, "code") },
        { text: inner.code, from: inside(at, "code") },
      ),
    ];
    if (field.alias !== undefined && inner.alias !== undefined) {
      whole.push(
        name(
          "name",
          { text: field.alias, from: inside(place, "alias") },
          { text: inner.alias, from: inside(at, "alias") },
        ),
      );
    }
    return [...whole, ...namesOfField(groupSpace(place), inner, at)];
  });
};

const optionsOf = (field: Field, place: Place): Declared[] =>
  field.kind === "choice"
    ? field.options.map(({ value }, index) =>
        name(`option:${place}`, { text: value, from: inside(place, "options", index, "value") }),
      )
    : field.kind === "group"
      ? field.fields.flatMap((inner, index) => optionsOf(inner, inside(place, "fields", index)))
      : [];

const codes = (space: string, list: Place, items: readonly Readonly<{ code: string }>[]) =>
  items.map(({ code }, index) => name(space, { text: code, from: inside(list, index, "code") }));

const namesOfFacts = ({ bindings }: DraftDefinition): Declared[] =>
  bindings.flatMap(({ facts }, binding) =>
    facts.flatMap((fact, index) => {
      const place = inside("bindings", binding, "facts", index);
      return [
        name("name", { text: fact.name, from: inside(place, "name") }),
        ...(fact.alias === undefined
          ? []
          : [name("name", { text: fact.alias, from: inside(place, "alias") })]),
      ];
    }),
  );

const namesOfPages = ({ pages }: DraftDefinition): Declared[] =>
  pages.flatMap(({ fields }, page) => {
    const list = inside("pages", page, "fields");
    return [
      ...codes(`field:${inside("pages", page)}`, list, fields),
      ...fields.flatMap((field, index) => {
        const place = inside(list, index);
        return [
          ...namesOfField("name", field, place),
          ...namesOfInner(field, place),
          ...optionsOf(field, place),
        ];
      }),
    ];
  });

const namesOfChecks = ({ workflow }: DraftDefinition): Declared[] =>
  workflow.states.flatMap(({ checks = [] }, state) =>
    checks.map(({ code }, index) =>
      name(
        "name",
        { text: "check" },
        { text: code, from: inside("workflow.states", state, "checks", index, "code") },
      ),
    ),
  );

/** Everything that a draft's parts can be named by, always in the same order for one structure. */
export const declaredIn = (draft: DraftDefinition): Declared[] => [
  ...builtInNames.flatMap(({ name: text, alias }) => [
    name("name", { text }),
    ...(alias === undefined ? [] : [name("name", { text: alias })]),
  ]),
  ...namesOfFacts(draft),
  ...namesOfPages(draft),
  ...namesOfChecks(draft),
  ...codes("binding", "bindings", draft.bindings),
  ...codes("page", "pages", draft.pages),
  ...codes("rule", "eligibility", draft.eligibility),
  ...codes("state", "workflow.states", draft.workflow.states),
  ...codes("document", "documents", draft.documents),
  ...draft.fees.flatMap(({ lines, exemptions = [] }, index) => [
    ...codes(`line:fees.${index}`, `fees.${index}.lines`, lines),
    ...codes(`exemption:fees.${index}`, `fees.${index}.exemptions`, exemptions),
  ]),
];

/** Finds what a written name stands for: the first of the spaces that knows it. */
export const makeLookup = (declared: readonly Declared[]) => {
  const spaces = new Map<string, Map<string, number>>();
  for (const [index, one] of declared.entries()) {
    const known = spaces.get(one.space) ?? new Map<string, number>();
    spaces.set(one.space, known);
    const folded = foldArabic(spellingOf(one));
    if (!known.has(folded)) known.set(folded, index);
  }
  return (written: string, ...among: readonly string[]): number | undefined => {
    const folded = foldArabic(written);
    return among.map((space) => spaces.get(space)?.get(folded)).find((at) => at !== undefined);
  };
};

export type Lookup = ReturnType<typeof makeLookup>;
