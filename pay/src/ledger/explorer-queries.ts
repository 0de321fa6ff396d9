import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";

type Db = Database<PayDatabase>;

export type LedgerAccount = Readonly<{
  institution_id: string;
  id: bigint;
  kind: AccountKind;
  owner: string;
  currency: Currency;
  created_at: Date;
}>;
export type AccountBalance = LedgerAccount & Readonly<{ balance_minor: bigint; postings: bigint }>;

export type AccountFilter = Readonly<{
  institution: string | undefined;
  kind: AccountKind | undefined;
  currency: Currency | undefined;
  /** Balances at the end of this instant; undefined is now. */
  at: Date | undefined;
}>;

/** An account's key as a cursor: accounts stand in this order. */
export type AccountCursor = Readonly<{ institution: string; id: bigint }>;

const whereOf = (scope: Scope, filter: AccountFilter) => {
  const { institution, kind, currency } = filter;
  return sql.join(
    [
      inScope(scope, "a"),
      ...(institution ? [sql`a.institution_id = ${institution}`] : []),
      ...(kind ? [sql`a.kind = ${kind}`] : []),
      ...(currency ? [sql`a.currency = ${currency}`] : []),
    ],
    sql` and `,
  );
};

/**
 * Accounts with their balances: debits positive, credits negative. A balance of the past is the
 * sum of what was posted until then; the present one is kept.
 */
export const listAccounts = async (
  db: Db,
  scope: Scope,
  filter: AccountFilter,
  page: Readonly<{ after: AccountCursor | undefined; limit: number }>,
): Promise<AccountBalance[]> => {
  const { after, limit } = page;
  const balance =
    filter.at === undefined
      ? sql`select coalesce(sum(k.balance_minor), 0)::bigint as balance_minor,
          coalesce(sum(k.postings), 0)::bigint as postings from account_balance k
          where k.institution_id = a.institution_id and k.account_id = a.id`
      : sql`select coalesce(sum(p.amount_minor), 0)::bigint as balance_minor, count(*) as postings
          from posting p where p.institution_id = a.institution_id and p.account_id = a.id
            and p.posted_at <= ${filter.at}`;
  const beyond = after
    ? sql`and (a.institution_id, a.id) > (${after.institution}, ${after.id})`
    : sql``;
  const { rows } = await sql<AccountBalance>`
    select a.institution_id, a.id, a.kind, a.owner, a.currency, a.created_at, x.balance_minor,
      x.postings
    from ledger_account a cross join lateral (${balance}) x
    where ${whereOf(scope, filter)} ${beyond}
    order by a.institution_id, a.id limit ${limit}`.execute(db);
  return rows;
};

/** The lanes of the scope, to choose from. */
export const listInstitutions = async (db: Db, scope: Scope): Promise<string[]> => {
  const { rows } = await sql<{ institution_id: string }>`
    select distinct i.institution_id from institution i
    where ${inScope(scope, "i")} order by 1 limit 500`.execute(db);
  return rows.map((row) => row.institution_id);
};

export type TrialLine = Readonly<{
  currency: Currency;
  debitMinor: bigint;
  creditMinor: bigint;
  accounts: bigint;
}>;

/** Every currency's balances, those in debit and those in credit: the two are equal. */
export const listTrialBalance = async (
  db: Db,
  scope: Scope,
  filter: AccountFilter,
): Promise<TrialLine[]> => {
  const from =
    filter.at === undefined
      ? sql`select institution_id, account_id, balance_minor as sum from account_balance`
      : sql`select institution_id, account_id, sum(amount_minor) as sum from posting
          where posted_at <= ${filter.at} group by institution_id, account_id`;
  const { rows } = await sql<TrialLine>`
    select a.currency, coalesce(sum(x.sum) filter (where x.sum > 0), 0)::bigint as "debitMinor",
      coalesce(-sum(x.sum) filter (where x.sum < 0), 0)::bigint as "creditMinor",
      count(*) as accounts
    from ledger_account a
      join (${from}) x on x.institution_id = a.institution_id and x.account_id = a.id
    where ${whereOf(scope, filter)}
    group by a.currency order by a.currency`.execute(db);
  return rows;
};

export const findAccount = async (
  db: Db,
  key: Readonly<{ institution: string; id: bigint }>,
): Promise<LedgerAccount | undefined> =>
  await db
    .selectFrom("ledger_account")
    .select(["institution_id", "id", "kind", "owner", "currency", "created_at"])
    .where("institution_id", "=", key.institution)
    .where("id", "=", key.id)
    .executeTakeFirst();

/** An account's balance at the end of an instant; now without one. */
export const findBalance = async (
  db: Db,
  account: LedgerAccount,
  at: Date | undefined,
): Promise<bigint> => {
  const { rows } = await sql<{ balance: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as balance from posting
    where institution_id = ${account.institution_id} and account_id = ${account.id}
      and posted_at <= ${at ?? sql`'infinity'`}`.execute(db);
  return rows[0]?.balance ?? 0n;
};

export type EntryCursor = Readonly<{ at: string; id: string }>;
export type Entry = Readonly<{
  /** The cursor's instant: UTC to the microsecond. */
  at: string;
  id: string;
  posted_at: Date;
  source_kind: string;
  source_id: string;
  amount_minor: bigint;
}>;

/** An account's transfers, the newest first, each with what it did to the account. */
export const listEntries = async (
  db: Db,
  account: LedgerAccount,
  page: Readonly<{ at: Date | undefined; after: EntryCursor | undefined; limit: number }>,
): Promise<Entry[]> => {
  const { at, after, limit } = page;
  const until = at ? sql`and p.posted_at <= ${at}` : sql``;
  const beyond = after
    ? sql`and p.posted_at <= ${after.at}::timestamptz
        and (p.posted_at, p.transfer_id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<Entry>`
    select to_char(x.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      t.id, x.posted_at, t.source_kind, t.source_id, x.amount_minor
    from (
      select p.transfer_id, p.posted_at, sum(p.amount_minor)::bigint as amount_minor
      from posting p
      where p.institution_id = ${account.institution_id} and p.account_id = ${account.id}
        ${until} ${beyond}
      group by p.posted_at, p.transfer_id
      order by p.posted_at desc, p.transfer_id desc limit ${limit}) x
      join transfer t on t.institution_id = ${account.institution_id} and t.id = x.transfer_id
    order by x.posted_at desc, t.id desc`.execute(db);
  return rows;
};

export type TransferRow = Readonly<{
  institution_id: string;
  id: string;
  source_kind: string;
  source_id: string;
  currency: Currency;
  posted_at: Date;
}>;
export type TransferLeg = Readonly<{
  position: number;
  account_id: bigint;
  kind: AccountKind;
  owner: string;
  amount_minor: bigint;
}>;

export const findTransfer = async (
  db: Db,
  key: Readonly<{ institution: string; id: string }>,
): Promise<{ transfer: TransferRow; legs: TransferLeg[] } | undefined> => {
  const { rows } = await sql<TransferRow>`
    select institution_id, id, source_kind, source_id, currency, posted_at from transfer
    where institution_id = ${key.institution} and id = ${key.id}`.execute(db);
  const transfer = rows[0];
  if (!transfer) return undefined;
  // The legs carry the transfer's own instant, which finds them within their month.
  const legs = await sql<TransferLeg>`
    select p.position, p.account_id, a.kind, a.owner, p.amount_minor
    from transfer t
      join posting p on p.institution_id = t.institution_id and p.transfer_id = t.id
        and p.posted_at = t.posted_at
      join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
    where t.institution_id = ${key.institution} and t.id = ${key.id}
    order by p.position`.execute(db);
  return { transfer, legs: legs.rows };
};

export type Cause = Readonly<{
  billId: string;
  chargeId: string | undefined;
  paymentId: string | undefined;
  refundOrderId: string | undefined;
}>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What made a transfer happen: a charge, or a biller's refund; undefined for anything else. */
export const findCause = async (db: Db, transfer: TransferRow): Promise<Cause | undefined> => {
  const id = uuid.exec(transfer.source_id)?.[0];
  if (id === undefined) return undefined;
  const { rows } = await sql<
    Record<"billId" | "chargeId" | "paymentId" | "refundOrderId", string | null>
  >`
    select c.bill_id as "billId", c.id as "chargeId", p.id as "paymentId",
      null::uuid as "refundOrderId"
    from charge c left join payment p on p.institution_id = c.institution_id and p.charge_id = c.id
    where c.institution_id = ${transfer.institution_id} and c.id = ${id}
    union all
    select o.bill_id, o.charge_id, o.payment_id, o.id from refund_order o
    where o.institution_id = ${transfer.institution_id} and o.id = ${id}
    limit 1`.execute(db);
  const row = rows[0];
  if (!row?.billId) return undefined;
  return {
    billId: row.billId,
    chargeId: row.chargeId ?? undefined,
    paymentId: row.paymentId ?? undefined,
    refundOrderId: row.refundOrderId ?? undefined,
  };
};
