import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { railCodes, type RailCode } from "#src/rails/rail.ts";
import { parseReceiptNumber } from "#src/receipt/receipt.ts";

/** What a list is narrowed to. It is the page's address, so it can be kept and sent on. */
export type ListFilter = Readonly<{
  /** Calendar days in Palestine, both included. */
  from: string | undefined;
  to: string | undefined;
  rail: RailCode | undefined;
  service: string | undefined;
  status: string | undefined;
  search: ListSearch | undefined;
  after: ListCursor | undefined;
}>;

/** What was typed into the search box, read as each thing that it can be. */
export type ListSearch = Readonly<{
  text: string;
  billingNumber: string | undefined;
  receiptNumber: string | undefined;
}>;

/** Where the next page begins: the last row's instant, to the microsecond, and its id. */
export type ListCursor = Readonly<{ at: string; id: string }>;

export type FilterField = "from" | "to";
export type FilterError = "noSuchDay" | "endsBeforeItBegins";
export type ReadFilter = Readonly<{
  filter: ListFilter;
  /** As typed, whatever it was. */
  typed: Readonly<Record<string, string>>;
  errors: readonly Readonly<{ field: FilterField; error: FilterError }>[];
}>;

/** Whether a text is a calendar day, such as `2026-11-26`. */
export const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
};

const cursorPattern =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A cursor as `cursorText` writes it. */
export const readCursor = (text: string): ListCursor | undefined => {
  const [, at, id] = cursorPattern.exec(text) ?? [];
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
};

export const cursorText = ({ at, id }: ListCursor): string => `${at}_${id}`;

/** Takes out what no database text holds, and bounds the rest. */
const clean = (text: string | undefined): string =>
  (text ?? "")
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .trim()
    .slice(0, 100);

const readSearch = (typed: string): ListSearch | undefined => {
  if (typed === "") return undefined;
  const number = parseBillingNumber(typed);
  return {
    text: typed,
    billingNumber: number.ok ? number.value : undefined,
    receiptNumber: parseReceiptNumber(typed),
  };
};

const names = ["q", "from", "to", "rail", "service", "status"] as const;

/** Reads a list's address. What is not understood narrows nothing and is said beside its field. */
export const readFilter = (query: Readonly<Record<string, string>>): ReadFilter => {
  const typed = Object.fromEntries(names.map((name) => [name, clean(query[name])]));
  const { q = "", from = "", to = "", rail = "", service = "", status = "" } = typed;
  const errors: ReadFilter["errors"][number][] = [];
  const day = (field: FilterField, text: string): string | undefined => {
    if (text === "" || isDay(text)) return text || undefined;
    errors.push({ field, error: "noSuchDay" });
    return undefined;
  };
  const [first, last] = [day("from", from), day("to", to)];
  if (first && last && last < first) errors.push({ field: "to", error: "endsBeforeItBegins" });
  return {
    typed,
    errors,
    filter: {
      from: first,
      to: last,
      rail: railCodes.find((code) => code === rail),
      service: service || undefined,
      status: status || undefined,
      search: readSearch(q),
      after: readCursor(query["after"] ?? ""),
    },
  };
};

/** The list's address with what is typed, and with `more`. */
export const filterHref = (
  path: string,
  typed: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...typed, ...more })) {
    if (value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
};
