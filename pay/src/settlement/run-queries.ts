import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Verdict } from "./due.ts";
import type { RunStatus } from "./run.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type RunRow = Selectable<PayDatabase["settlement_run"]>;
export type LineRow = Selectable<PayDatabase["settlement_line"]>;
/** A line as it is shown: with the biller's name, and the payout that it came to. */
export type ShownLine = LineRow &
  Readonly<{
    name_ar: string;
    name_en: string;
    payout_id: string | null;
    paid_minor: bigint | null;
  }>;

/** One decision about money at a time, whoever makes it: held until the transaction ends. */
export const lockSettlement = async (tx: Tx<PayDatabase>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('settlement'))`.execute(tx);
};

export const findRun = async (db: Reader, id: string): Promise<RunRow | undefined> =>
  await db.selectFrom("settlement_run").selectAll().where("id", "=", id).executeTakeFirst();

/** The run that nobody has decided about. */
export const findOpenRun = async (db: Reader): Promise<RunRow | undefined> =>
  await db
    .selectFrom("settlement_run")
    .selectAll()
    .where("status", "in", ["drafted", "proposed"])
    .executeTakeFirst();

export const isScheduled = async (db: Reader, day: string): Promise<boolean> =>
  (await db
    .selectFrom("settlement_run")
    .select("id")
    .where("scheduled_on", "=", day)
    .executeTakeFirst()) !== undefined;

export const insertRun = async (
  tx: Tx<PayDatabase>,
  run: Readonly<{
    cutOff: Date;
    /** Of a run that a person proposes. */
    person: string | undefined;
    scheduledOn: string | undefined;
  }>,
): Promise<RunRow> =>
  await tx
    .insertInto("settlement_run")
    .values({
      status: run.person === undefined ? "drafted" : "proposed",
      cut_off_at: run.cutOff,
      scheduled_on: run.scheduledOn ?? null,
      proposed_by: run.person ?? null,
      proposed_at: run.person === undefined ? null : new Date(),
      decided_by: null,
      decided_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export const insertLines = async (
  tx: Tx<PayDatabase>,
  lines: readonly Omit<LineRow, "outcome">[],
): Promise<void> => await insertRows(tx, "settlement_line", lines);

/** What a run proposes, in the order in which it is shown. */
export const listLines = async (db: Reader, runId: string): Promise<ShownLine[]> => {
  const { rows } = await sql<ShownLine>`
    select l.*, b.name_ar, b.name_en, p.id as payout_id, p.amount_minor as paid_minor
    from settlement_line l join biller b on b.code = l.biller_code
      left join payout p on p.run_id = l.run_id and p.lane = l.lane
        and p.biller_code = l.biller_code and p.currency = l.currency
    where l.run_id = ${runId}
    order by l.currency, l.biller_code, l.lane`.execute(db);
  return rows;
};

/** A decision about a run; `status` is where it leads. */
export const writeDecision = async (
  tx: Tx<PayDatabase>,
  run: RunRow,
  decision: Readonly<{ status: RunStatus; person: string }>,
): Promise<RunRow> => {
  const { status, person } = decision;
  const at = new Date();
  return await tx
    .updateTable("settlement_run")
    .set(
      status === "proposed"
        ? { status, proposed_by: person, proposed_at: at }
        : { status, decided_by: person, decided_at: at },
    )
    .where("id", "=", run.id)
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** What approving came to, line by line. */
export const writeOutcomes = async (
  tx: Tx<PayDatabase>,
  runId: string,
  outcomes: readonly Readonly<{
    lane: string;
    biller_code: string;
    currency: Currency;
    outcome: Verdict;
  }>[],
): Promise<void> => {
  await sql`
    update settlement_line l set outcome = o.outcome
    from unnest(${outcomes.map((one) => one.lane)}::text[],
        ${outcomes.map((one) => one.biller_code)}::text[],
        ${outcomes.map((one) => one.currency)}::text[],
        ${outcomes.map((one) => one.outcome)}::text[]) as o (lane, biller_code, currency, outcome)
    where l.run_id = ${runId} and l.lane = o.lane and l.biller_code = o.biller_code
      and l.currency = o.currency`.execute(tx);
};

export type RunSummary = RunRow &
  Readonly<{ lines: bigint; payouts: bigint; paid: bigint; on_their_way: bigint }>;

/** The newest runs, each with how many of its payouts are where. */
export const listRuns = async (db: Reader, limit: number): Promise<RunSummary[]> => {
  const { rows } = await sql<RunSummary>`
    select r.*, (select count(*) from settlement_line l
        where l.run_id = r.id and l.verdict = 'pay') as lines,
      p.payouts, p.paid, p.on_their_way
    from settlement_run r cross join lateral (
      select count(*) as payouts, count(*) filter (where status = 'paid') as paid,
        count(*) filter (where status in ('ordered', 'accepted')) as on_their_way
      from payout where run_id = r.id) p
    order by r.drafted_at desc, r.id desc limit ${limit}`.execute(db);
  return rows;
};
