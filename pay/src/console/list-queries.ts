import { sql, type RawBuilder } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import { money, type Currency, type Money } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { ListFilter } from "./list-filter.ts";
import { isReferredTo } from "#src/charge/charge-list-queries.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";

type Condition = RawBuilder<boolean>;

/** An instant as a cursor holds it: UTC to the microsecond. */
export const cursorAt = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * The conditions that all lists share: the lane, the days, the page. `table` is the listed one,
 * `at` its column of time. Bills stand as `b` in every list.
 */
export const listConditions = (
  scope: Scope,
  filter: ListFilter,
  listed: Readonly<{ table: string; at: string; more: readonly (Condition | undefined)[] }>,
): RawBuilder<unknown> => {
  const at = sql.ref(`${listed.table}.${listed.at}`);
  const id = sql.ref(`${listed.table}.id`);
  const { from, to, after, service } = filter;
  const conditions: (Condition | undefined)[] = [
    inScope(scope, listed.table),
    from === undefined
      ? undefined
      : sql`${at} >= (${from}::date)::timestamp at time zone 'Asia/Hebron'`,
    to === undefined
      ? undefined
      : sql`${at} < (${to}::date + 1)::timestamp at time zone 'Asia/Hebron'`,
    after === undefined
      ? undefined
      : sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    service === undefined ? undefined : sql`b.service_type = ${service}`,
    ...listed.more,
  ];
  return sql.join(
    conditions.filter((one) => one !== undefined),
    sql` and `,
  );
};

/**
 * A bill found by what was typed: its number, its reference, its receipt's number, or what the
 * payer's bank or agent calls the payment. Looked up by index first: a handful of bills.
 */
export const searchCondition = ({ search }: ListFilter): Condition | undefined => {
  if (!search) return undefined;
  const { billingNumber, receiptNumber, text } = search;
  const found = [
    sql`select id from bill where reference = ${text}`,
    sql`select bill_id from charge where ${isReferredTo(text)}`,
    ...(billingNumber
      ? [
          sql`select subject_id from public_number where number = ${billingNumber} and kind = 'bill'`,
        ]
      : []),
    ...(receiptNumber
      ? [
          sql`select r.bill_id from public_number n join receipt r
            on r.institution_id = n.institution_id and r.number = n.number
            where n.number = ${receiptNumber}`,
        ]
      : []),
  ];
  return sql<boolean>`b.id = any(array(
    select found.id from (${sql.join(found, sql` union all `)}) as found (id) limit 1000))`;
};

/** How many lines a list has in all, and their sum in each currency. */
export const sumLines = async (
  db: Database<PayDatabase>,
  listed: Readonly<{ table: string; from: RawBuilder<unknown>; where: RawBuilder<unknown> }>,
): Promise<Readonly<{ count: bigint; sums: Money[] }>> => {
  const column = (name: string) => sql.ref(`${listed.table}.${name}`);
  const { rows } = await sql<{ currency: Currency; count: bigint; sum: bigint }>`
    select ${column("currency")} as currency, count(*) as count,
      sum(${column("amount_minor")})::bigint as sum
    from ${listed.from} where ${listed.where} group by 1 order by 1`.execute(db);
  return {
    count: rows.reduce((all, one) => all + one.count, 0n),
    sums: rows.map((one) => money(one.sum, one.currency)),
  };
};

/** Service types that the scope's billers collect for, to choose from. */
export const listServices = async (db: Database<PayDatabase>, scope: Scope): Promise<string[]> => {
  const { rows } = await sql<{ service_type: string }>`
    select distinct s.service_type from biller_service_type s
    where ${inScope(scope, "s")} order by 1 limit 200`.execute(db);
  return rows.map((row) => row.service_type);
};
