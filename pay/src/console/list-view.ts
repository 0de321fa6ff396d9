import type { Database } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import type { Words } from "@gov/kit/ui/html.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { ListCursor, ListFilter } from "./list-filter.ts";
import type { Scope } from "#src/lane/scope.ts";

/** A column of a list: as it stands on the page, and as text in the file. */
export type ListColumn<Row> = Readonly<{
  head: Text;
  numeric?: boolean;
  cell: (row: Row, lang: Lang) => Words;
  text: (row: Row, lang: Lang) => string;
  /** Only in the file. */
  fileOnly?: boolean;
}>;

export type ListRows<Row> = (
  db: Database<PayDatabase>,
  scope: Scope,
  filter: ListFilter,
  limit: number,
) => Promise<Row[]>;

/** A list of the console: bills, payments, refunds or payouts, one like the other. */
export type ListView<Row extends ListCursor> = Readonly<{
  path: string;
  /** The file's name without its day. */
  file: string;
  title: Text;
  none: Text;
  /** What its search box finds; of bills and payments unless said. */
  find?: Text;
  /** What else it can be narrowed by; all unless said. */
  controls?: readonly ("rail" | "service")[];
  statuses: readonly Readonly<{ value: string; label: Text }>[];
  rows: ListRows<Row>;
  /** What the filter holds in all, each currency by itself. */
  totals?: (
    db: Database<PayDatabase>,
    scope: Scope,
    filter: ListFilter,
  ) => Promise<Readonly<{ count: bigint; sums: readonly Money[] }>>;
  href: (row: Row) => string;
  columns: readonly ListColumn<Row>[];
}>;
