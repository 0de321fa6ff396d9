import {
  cursorText,
  filterHref,
  isDay,
  readCursor,
  type ListCursor,
} from "#src/console/list-filter.ts";
import { railCodes, type RailCode } from "#src/rails/rail.ts";
import { breakClasses, breakStatuses } from "#src/reconciliation/break.ts";
import type { BreakClass, BreakStatus } from "#src/reconciliation/break.ts";

/** What the list of breaks is narrowed to. */
export type BreakFilter = Readonly<{
  rail?: RailCode | undefined;
  party?: string | undefined;
  kind?: BreakClass | undefined;
  status?: BreakStatus | undefined;
  olderThanDays?: number | undefined;
  day?: string | undefined;
  after?: ListCursor | undefined;
}>;

export const ages = [1, 3, 7, 30] as const;
export const breaksPath = "/console/reconciliation/breaks";

const names = ["rail", "kind", "status", "age", "day"] as const;
export type TypedBreakFilter = Readonly<Record<(typeof names)[number], string>>;

/** Reads the list's address; what is not understood narrows nothing. */
export const readBreakFilter = (
  query: Readonly<Record<string, string>>,
): Readonly<{ filter: BreakFilter; typed: TypedBreakFilter }> => {
  const typed = Object.fromEntries(
    names.map((name) => [name, (query[name] ?? "").slice(0, 40)]),
  ) as TypedBreakFilter;
  return {
    typed,
    filter: {
      rail: railCodes.find((code) => code === typed.rail),
      kind: breakClasses.find((one) => one === typed.kind),
      status: breakStatuses.find((one) => one === typed.status),
      olderThanDays: ages.find((days) => String(days) === typed.age),
      day: isDay(typed.day) ? typed.day : undefined,
      after: readCursor(query["after"] ?? ""),
    },
  };
};

/** Where the next page of the list is. */
export const nextBreaksHref = (typed: TypedBreakFilter, last: ListCursor): string =>
  filterHref(breaksPath, typed, { after: cursorText(last) });
