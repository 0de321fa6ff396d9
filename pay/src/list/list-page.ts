import { z } from "@hono/zod-openapi";
import { sql, type RawBuilder } from "kysely";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { codeSchema, lineSchema, readMoment } from "#src/api-schemas.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import type { PayDeps } from "#src/deps.ts";
import { readCursor, writeCursor, type ListName, type Position } from "./cursor.ts";

const timeSchema = z.iso.datetime({ offset: true }).transform(readMoment);
const time = (description: string) =>
  timeSchema.optional().openapi({ type: "string", format: "date-time", description });

const billingNumberRemedy: Text = {
  ar: "اكتب رقم الفاتورة كما أعطي: 15 رقما.",
  en: "Write the bill's number as it was given: 15 digits.",
};
const mostRows = 200;
const limitRemedy: Text = {
  ar: `اكتب عددا صحيحا من 1 إلى ${mostRows}.`,
  en: `Write a whole number from 1 to ${mostRows}.`,
};
const isLimit = (text: string): boolean =>
  /^[1-9][0-9]{0,2}$/.test(text) && Number(text) <= mostRows;
/** How many rows of a list are asked for. */
export const limitSchema = z
  .string()
  .refine(isLimit, { params: { remedy: limitRemedy } })
  .transform(Number)
  .default(50)
  .openapi({ type: "integer", minimum: 1, maximum: mostRows, default: 50 });

/** Filters and page that every list understands; a list adds its `status`. */
export const listQuery = {
  billerCode: codeSchema.optional(),
  reference: lineSchema(64).optional(),
  billingNumber: z
    .string()
    .max(60)
    .transform((typed, context) => {
      const parsed = parseBillingNumber(typed);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: "custom", params: { remedy: billingNumberRemedy } });
      return z.NEVER;
    })
    .optional()
    .openapi({ type: "string" }),
  from: time("The earliest time, itself included"),
  to: time("The latest time, itself excluded"),
  limit: limitSchema,
  cursor: z
    .string()
    .max(300)
    .optional()
    .openapi({ description: "`nextCursor` of the page before, with the same filters" }),
} as const;

export type ListFilters = Readonly<{
  billerCode?: string | undefined;
  reference?: string | undefined;
  billingNumber?: string | undefined;
  status?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}>;
type Asked = ListFilters & Readonly<{ limit: number; cursor?: string | undefined }>;

/** One page that is asked for: whose, filtered how, after what. */
export type Page = Readonly<{
  clientId: string;
  filters: ListFilters;
  limit: number;
  after: Position | undefined;
  next: (position: Position) => string;
}>;

/** Reads what was asked into a page; a cursor of another list or another filter is refused. */
export const openPage = (
  deps: PayDeps,
  input: Readonly<{ clientId: string; list: string; asked: Asked }>,
): Result<Page, "cursorUnknown"> => {
  const { limit, cursor, ...filters } = input.asked;
  const name: ListName = { clientId: input.clientId, list: input.list, filters };
  const after = cursor === undefined ? undefined : readCursor(deps.encryptionKey, name, cursor);
  if (cursor !== undefined && !after) return err("cursorUnknown");
  const next = (position: Position): string => writeCursor(deps.encryptionKey, name, position);
  return ok({ clientId: input.clientId, filters, limit, after, next });
};

/** A time with its microseconds, as a position keeps it. */
export const exactTime = (column: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Conditions every list shares, over a table `bill` and the list's own time and id. */
export const pageConditions = (
  page: Page,
  at: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  const { billerCode, reference, billingNumber, from, to } = page.filters;
  const wanted = [sql`bill.client_id = ${page.clientId}`];
  if (billerCode) wanted.push(sql`bill.biller_code = ${billerCode}`);
  if (reference) wanted.push(sql`bill.reference = ${reference}`);
  if (billingNumber) wanted.push(sql`bill.billing_number = ${billingNumber}`);
  if (from) wanted.push(sql`${at} >= ${from}`);
  if (to) wanted.push(sql`${at} < ${to}`);
  if (page.after) {
    wanted.push(sql`(${at}, ${id}) < (${page.after.at}::timestamptz, ${page.after.id})`);
  }
  return sql.join(wanted, sql` and `);
};

/** The rows that were asked for, and the cursor where there are more: ask for `limit + 1`. */
export const closePage = <R extends { position_at: string; position_id: string }>(
  page: Page,
  rows: readonly R[],
): { rows: readonly R[]; nextCursor?: string } => {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  if (rows.length <= page.limit || !last) return { rows: shown };
  return { rows: shown, nextCursor: page.next({ at: last.position_at, id: last.position_id }) };
};

export const nextCursorSchema = z
  .string()
  .optional()
  .openapi({ description: "Where the next page begins; absent on the last one" });
