import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { applyEdit, applyEdits, type Edit, type EditResult } from "./edit.ts";
import type { Input, ListSpec, PartContext } from "./inputs.ts";
import type { Part } from "./parts/parts.ts";
import { inside, lastStep, listAt, outside, valueAt, type Place } from "./place.ts";
import { readTyped, type Typed, type TypedError } from "./typed.ts";

/** What the specifications of a part are given, besides the draft and the place. */
export type Surroundings = Pick<PartContext, "institutions" | "lifeEvents" | "registries">;

export const contextOf = (
  draft: DraftDefinition,
  place: Place,
  around: Surroundings,
): PartContext => ({ draft, place, item: valueAt(draft, place), ...around });

/** Where a list of a part stands in the draft. */
export const listPlace = (place: Place, list: ListSpec): Place =>
  list.elsewhere?.list ?? inside(place, list.name);

/** The things of a list that belong to the part, with their numbers. */
export const itemsOf = (draft: unknown, place: Place, list: ListSpec) =>
  listAt(draft, listPlace(place, list))
    .map((item, index) => ({ item, index, place: inside(listPlace(place, list), index) }))
    .filter(({ item }) => {
      const { elsewhere } = list;
      return elsewhere === undefined || valueAt(item, elsewhere.property) === elsewhere.is;
    });

type Asked = Readonly<{ inputs: readonly Input[]; place: Place; prefix: string; item: unknown }>;

/** The part's own inputs, then those of each row that is edited where it stands. */
const askedIn = (context: PartContext, { place, spec }: Part): Asked[] => [
  { inputs: spec.inputs(context), place, prefix: "", item: context.item },
  ...spec
    .lists(context)
    .filter(({ style }) => style === "rows")
    .flatMap((list) =>
      itemsOf(context.draft, place, list).map((row) => ({
        inputs: list.row?.(context) ?? [],
        place: row.place,
        prefix: inside(list.name, row.index),
        item: row.item,
      })),
    ),
];

/** What was unticked goes as anything else goes: not while a rule names it. */
const picked = (
  item: unknown,
  { name, key }: Extract<Input, { kind: "picked" }>,
  place: Place,
  chosen: unknown,
): Edit[] => {
  const kept = chosen as readonly Record<string, unknown>[];
  const old = listAt(item, name) as readonly Record<string, unknown>[];
  const gone = old.flatMap((one, index) =>
    kept.some((each) => each[key] === one[key]) ? [] : [inside(place, index)],
  );
  const added = kept.filter((one) => !old.some((each) => each[key] === one[key]));
  return [
    ...gone.toReversed().map((at): Edit => ({ act: "remove", place: at })),
    ...added.map((one): Edit => ({ act: "add", list: place, item: one })),
  ];
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const editsOf = (
  { inputs, place, prefix, item }: Asked,
  typed: Typed,
): { sets: Edit[]; renames: Edit[]; errors: TypedError[] } => {
  const sets: Edit[] = [];
  const renames: Edit[] = [];
  const errors: TypedError[] = [];
  for (const input of inputs) {
    const reading = readTyped(input, typed, prefix, item);
    const at = input.name === "" ? place : inside(place, ...input.name.split("."));
    if (!reading.ok) errors.push(reading.error);
    else if (input.kind === "picked") sets.push(...picked(item, input, at, reading.value));
    else if (input.kind === "name" && typeof reading.value === "string") {
      renames.push({ act: "rename", place: at, to: reading.value });
    } else if (!isSame(input.name === "" ? item : valueAt(item, input.name), reading.value)) {
      sets.push({ act: "set", place: at, value: reading.value });
    }
  }
  return { sets, renames, errors };
};

/** What the form cannot make of the draft: what was typed wrongly, or a change that is refused. */
export type FormErrors = readonly TypedError[];

/** The control beside which a refused change is told. */
const controlAt = (place: Place, path: Place): string =>
  place === "" ? path : path.slice(place.length + 1);

const refused = (place: Place, problems: readonly Problem[]): FormErrors =>
  problems.map(({ path, reason }) => ({ name: controlAt(place, path), text: reason }));

const tidied = (draft: DraftDefinition, { place, spec }: Part): EditResult => {
  const item = valueAt(draft, place);
  if (spec.tidy === undefined || item === undefined || place === "") return ok(draft);
  return applyEdit(draft, { act: "set", place, value: spec.tidy(item as never) });
};

/**
 * The draft with everything that the form of a part says, or what is wrong with it, told beside
 * the controls. New names come last, so that rules typed under the old ones are renamed too.
 */
export const applyForm = (
  draft: DraftDefinition,
  part: Part,
  typed: Typed,
  around: Surroundings,
): Result<DraftDefinition, FormErrors> => {
  const asked = askedIn(contextOf(draft, part.place, around), part).map((one) =>
    editsOf(one, typed),
  );
  const errors = asked.flatMap((one) => one.errors);
  if (errors.length > 0) return err(errors);
  const edits = [...asked.flatMap(({ sets }) => sets), ...asked.flatMap(({ renames }) => renames)];
  const result = applyEdits(draft, edits);
  const tidy = result.ok ? tidied(result.value, part) : result;
  return tidy.ok ? tidy : err(refused(part.place, tidy.error));
};

/** One thing that a part's page can do to its lists. */
export type ListAct = Readonly<{
  act: "add" | "up" | "down" | "remove";
  list: string;
  index: number;
}>;

/** `up:options.2` as the value of the button that was pressed; undefined for none of ours. */
export const readListAct = (value: string): ListAct | undefined => {
  const match = /^(add|up|down|remove):([a-z.]+?)(?:\.(\d{1,3}))?$/i.exec(value);
  if (!match?.[1] || !match[2]) return undefined;
  return { act: match[1] as ListAct["act"], list: match[2], index: Number(match[3] ?? -1) };
};

const add = (
  draft: DraftDefinition,
  part: Part,
  list: ListSpec,
  typed: Typed,
  around: Surroundings,
): Result<DraftDefinition, FormErrors> => {
  const context = contextOf(draft, part.place, around);
  const prefix = `new.${list.name}`;
  const readings = (list.asked ?? []).map((input) => ({
    input,
    reading: readTyped(input, typed, prefix, undefined),
  }));
  const errors = readings.flatMap(({ reading }) => (reading.ok ? [] : [reading.error]));
  if (errors.length > 0) return err(errors);
  const asked = Object.fromEntries(
    readings.map(({ input, reading }) => [input.name, reading.ok ? reading.value : undefined]),
  );
  const { holder } = list;
  const holderPlace = holder && inside(part.place, holder.name);
  const edits: Edit[] =
    holder && holderPlace !== undefined && valueAt(draft, holderPlace) === undefined
      ? [{ act: "set", place: holderPlace, value: holder.fresh }]
      : [];
  edits.push({ act: "add", list: listPlace(part.place, list), item: list.fresh(context, asked) });
  const result = applyEdits(draft, edits);
  const tidy = result.ok ? tidied(result.value, part) : result;
  return tidy.ok ? tidy : err(refused(part.place, tidy.error));
};

/** Past as many neighbours as it takes to pass the next one that belongs to the part. */
const moves = (places: readonly Place[], at: number, by: 1 | -1): Edit[] => {
  const place = places[at];
  const neighbour = places[at + by];
  if (place === undefined || neighbour === undefined) return [];
  const from = Number(lastStep(place));
  const steps = Math.abs(Number(lastStep(neighbour)) - from);
  return Array.from({ length: steps }, (_, step) => ({
    act: "move" as const,
    place: inside(outside(place), from + step * by),
    by,
  }));
};

/** The draft after a list's button was pressed. */
export const applyListAct = (
  draft: DraftDefinition,
  part: Part,
  { act, list: name, index }: ListAct,
  typed: Typed,
  around: Surroundings,
): Result<DraftDefinition, FormErrors> => {
  const context = contextOf(draft, part.place, around);
  const list = part.spec.lists(context).find((one) => one.name === name);
  if (!list) return ok(draft);
  if (act === "add") return add(draft, part, list, typed, around);
  const items = itemsOf(draft, part.place, list);
  const at = items.findIndex((item) => item.index === index);
  const place = items[at]?.place;
  if (place === undefined) return ok(draft);
  const edits: Edit[] =
    act === "remove"
      ? [{ act: "remove", place }]
      : moves(
          items.map((item) => item.place),
          at,
          act === "up" ? -1 : 1,
        );
  const result = applyEdits(draft, edits);
  const tidy = result.ok ? tidied(result.value, part) : result;
  if (tidy.ok) return tidy;
  return err(tidy.error.map(({ reason }) => ({ name: `${name}.${index}`, text: reason })));
};
