import type { Group } from "@gov/services/language/field-schema.ts";
import { entryCount } from "@gov/services/language/read-group.ts";
import type { Typed } from "./typed-values.ts";

/** Where the entry that was removed last waits, to be put back. */
const removedName = (group: Group): string => `${group.code}.removed`;
const countName = (group: Group): string => `${group.code}.count`;

const entriesOf = (group: Group, typed: Typed): Typed[] =>
  Array.from({ length: entryCount(group, typed) }, (_, index) =>
    partsUnder(`${group.code}.${index}`, typed),
  );

/** What stands under a place, by the names that follow it. */
const partsUnder = (place: string, typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => name.startsWith(`${place}.`))
      .map(([name, text]) => [name.slice(place.length + 1), text]),
  );

const placed = (place: string, parts: Typed): Typed =>
  Object.fromEntries(Object.entries(parts).map(([name, text]) => [`${place}.${name}`, text]));

const withEntries = (group: Group, typed: Typed, entries: readonly Typed[]): Typed => {
  const others = Object.entries(typed).filter(([name]) => !name.startsWith(`${group.code}.`));
  return Object.assign(
    Object.fromEntries(others),
    { [countName(group)]: String(entries.length) },
    ...entries.map((entry, index) => placed(`${group.code}.${index}`, entry)),
  ) as Typed;
};

/** The entry removed last and where it stood. */
export const removedEntry = (
  group: Group,
  typed: Typed,
): Readonly<{ index: number; parts: Typed }> | undefined => {
  const index = typed[removedName(group)];
  return index === undefined || !/^\d{1,2}$/.test(index)
    ? undefined
    : { index: Number(index), parts: partsUnder(removedName(group), typed) };
};

/** What of the page is not in its form: entries that wait to be put back. */
export const keptAside = (groups: readonly Group[], typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).filter(([name]) =>
      groups.some(
        (group) => name === removedName(group) || name.startsWith(`${removedName(group)}.`),
      ),
    ),
  );

/** One more entry, empty, where there is room. */
export const addEntry = (group: Group, typed: Typed): Typed => {
  const count = entryCount(group, typed);
  return count >= group.most ? typed : { ...typed, [countName(group)]: String(count + 1) };
};

/** Without one entry, which waits to be put back; one that waited before is gone. */
export const removeEntry = (group: Group, typed: Typed, index: number): Typed => {
  const entries = entriesOf(group, typed);
  const removed = entries[index];
  if (!removed) return typed;
  return {
    ...withEntries(group, typed, entries.toSpliced(index, 1)),
    [removedName(group)]: String(index),
    ...placed(removedName(group), removed),
  };
};

/** The entry removed last, where it stood. */
export const putBackEntry = (group: Group, typed: Typed): Typed => {
  const removed = removedEntry(group, typed);
  const entries = entriesOf(group, typed);
  if (!removed || entries.length >= group.most) return typed;
  return withEntries(group, typed, entries.toSpliced(removed.index, 0, removed.parts));
};
