import { err, ok, type Result } from "@gov/kit/result.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { declaredIn } from "./declared.ts";
import { editProblem } from "./edit-problems.ts";
import { isWithin, lastStep, listAt, outside, valueAt, withValueAt, type Place } from "./place.ts";
import { placeName } from "./place-names.ts";
import { referencesIn, type Reference } from "./references.ts";
import { rename } from "./rename.ts";

/** One change to a draft. */
export type Edit = Readonly<
  /** Puts something at the end of a list. */
  | { act: "add"; list: Place; item: unknown }
  /** Exchanges it with its neighbour, earlier or later. */
  | { act: "move"; place: Place; by: 1 | -1 }
  /** Takes it out of its list and puts it at the end of another of the same kind. */
  | { act: "transfer"; place: Place; list: Place }
  | { act: "remove"; place: Place }
  /** Says something else there; `undefined` takes a part away that need not be. */
  | { act: "set"; place: Place; value: unknown }
  /** Another code, Arabic name or option's value, here and wherever it is named. */
  | { act: "rename"; place: Place; to: string }
>;

export type EditResult = Result<DraftDefinition, Problem[]>;

/** What goes with a thing when it goes: what leads out of a state, what is sent on arrival there. */
const belongings = (draft: DraftDefinition, place: Place): Place[] => {
  if (!/^workflow\.states\.\d+$/.test(place)) return [];
  const code = draft.workflow.states[Number(lastStep(place))]?.code;
  return [
    ...draft.workflow.transitions.flatMap(({ from }, index) =>
      from === code ? [`workflow.transitions.${index}`] : [],
    ),
    ...draft.notifications.flatMap(({ state }, index) =>
      state === code ? [`notifications.${index}`] : [],
    ),
  ];
};

/** Where something, or a part of it, is named from outside it. */
export const usesOf = (draft: DraftDefinition, place: Place): Reference[] => {
  const declared = declaredIn(draft);
  const going = [place, ...belongings(draft, place)];
  return referencesIn(draft, declared).filter(
    (reference) =>
      !going.some((outer) => isWithin(reference.place, outer)) &&
      declared[reference.declared]?.segments.some(
        ({ from }) => from !== undefined && isWithin(from, place),
      ) === true,
  );
};

const without = (draft: unknown, place: Place): unknown => {
  const list = listAt(draft, outside(place));
  return withValueAt(draft, outside(place), list.toSpliced(Number(lastStep(place)), 1));
};

/** In a list, and something stands there. */
const isItem = (draft: DraftDefinition, place: Place): boolean =>
  /^\d+$/.test(lastStep(place)) &&
  listAt(draft, outside(place))[Number(lastStep(place))] !== undefined;

/** That something is named elsewhere and so must stay, with the places; undefined where it is not. */
const inUse = (draft: DraftDefinition, place: Place): Problem | undefined => {
  const uses = usesOf(draft, place);
  if (uses.length === 0) return undefined;
  const named = (lang: "ar" | "en"): string => {
    const places = new Set(uses.map((use) => placeName(draft, use.place)[lang]));
    return [...places].slice(0, 5).join(lang === "ar" ? "، " : ", ");
  };
  const { ar } = editProblem(place, "inUse", named("ar")).reason;
  const { en } = editProblem(place, "inUse", named("en")).reason;
  return { ...editProblem(place, "inUse"), reason: { ar, en } };
};

const remove = (draft: DraftDefinition, place: Place): Result<unknown, Problem[]> => {
  const used = inUse(draft, place);
  if (used) return err([used]);
  // From the end, so that the places before stay true.
  const going = [place, ...belongings(draft, place).toReversed()];
  return ok(going.reduce(without, draft as unknown));
};

const move = (draft: DraftDefinition, place: Place, by: 1 | -1): unknown => {
  const list = listAt(draft, outside(place));
  const from = Number(lastStep(place));
  const to = from + by;
  if (to < 0 || to >= list.length) return draft;
  return withValueAt(draft, outside(place), list.with(to, list[from]).with(from, list[to]));
};

const changed = (draft: DraftDefinition, edit: Edit): Result<unknown, Problem[]> => {
  switch (edit.act) {
    case "add": {
      const list = listAt(draft, edit.list);
      return ok(withValueAt(draft, edit.list, [...list, edit.item]));
    }
    case "move":
      return ok(move(draft, edit.place, edit.by));
    case "transfer": {
      const item = valueAt(draft, edit.place);
      const rest = without(draft, edit.place);
      return ok(withValueAt(rest, edit.list, [...listAt(rest, edit.list), item]));
    }
    case "remove":
      return remove(draft, edit.place);
    case "set": {
      // Whoever takes an Arabic name away takes it out of the rules first.
      const nameGoes = edit.value === undefined && lastStep(edit.place) === "alias";
      const used = nameGoes ? inUse(draft, edit.place) : undefined;
      return used ? err([used]) : ok(withValueAt(draft, edit.place, edit.value));
    }
    case "rename":
      return rename(draft, edit.place, edit.to);
  }
};

const isThere = (draft: DraftDefinition, edit: Edit): boolean => {
  if (edit.act === "add") return typeof valueAt(draft, outside(edit.list)) === "object";
  if (edit.act === "set") return typeof valueAt(draft, outside(edit.place)) === "object";
  if (edit.act === "rename") return valueAt(draft, outside(edit.place)) !== undefined;
  const listed = edit.act !== "transfer" || Array.isArray(valueAt(draft, edit.list));
  return listed && isItem(draft, edit.place);
};

const made = (draft: DraftDefinition, edit: Edit): Result<unknown, Problem[]> => {
  if (isThere(draft, edit)) return changed(draft, edit);
  return err([editProblem(edit.act === "add" ? edit.list : edit.place, "notThere")]);
};

/**
 * The draft after several changes, one after another, or why one of them cannot be made; then
 * none is. Whatever the changes, what comes out is a draft: parts in their places and of their
 * kinds, lists within their bounds.
 */
export const applyEdits = (draft: DraftDefinition, edits: readonly Edit[]): EditResult => {
  const result = edits.reduce<Result<unknown, Problem[]>>(
    (before, edit) => (before.ok ? made(before.value as DraftDefinition, edit) : before),
    ok(draft),
  );
  return result.ok ? readDraft(result.value) : result;
};

/** The draft after one change. */
export const applyEdit = (draft: DraftDefinition, edit: Edit): EditResult =>
  applyEdits(draft, [edit]);
