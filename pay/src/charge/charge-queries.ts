import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Write } from "@gov/kit/insert-rows.ts";
import type { ChargeNote, PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeEvent, ChargeStatus } from "./charge.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type ChargeRow = Selectable<PayDatabase["charge"]>;
export type ChargeKey = Readonly<{ institutionId: string; chargeId: string }>;

export const keyOfCharge = (charge: ChargeRow): ChargeKey => ({
  institutionId: charge.institution_id,
  chargeId: charge.id,
});

/** Of a share: the basket's charge, the only one that its rail knows. */
export const basketChargeKey = (share: ChargeRow): ChargeKey => ({
  institutionId: share.basket_lane ?? share.institution_id,
  chargeId: share.basket_charge_id ?? share.id,
});

export const insertCharge = async (
  tx: Tx<PayDatabase>,
  input: {
    bill: BillRow;
    rail: RailCode;
    amountMinor: bigint;
    returnUrl: string | undefined;
    lifetimeS: number;
  },
): Promise<ChargeRow> =>
  await tx
    .insertInto("charge")
    .values({
      institution_id: input.bill.institution_id,
      bill_id: input.bill.id,
      rail: input.rail,
      amount_minor: input.amountMinor,
      currency: input.bill.currency,
      whole: input.amountMinor === input.bill.amount_minor,
      return_url: input.returnUrl ?? null,
      redirect_url: null,
      expires_at: sql<Date>`now() + make_interval(secs => ${input.lifetimeS})`,
      next_check_at: sql<Date>`now() + interval '15 seconds'`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findCharge = async (db: Reader, chargeId: string): Promise<ChargeRow | undefined> =>
  await db.selectFrom("charge").selectAll().where("id", "=", chargeId).executeTakeFirst();

export const getCharge = async (db: Reader, key: ChargeKey): Promise<ChargeRow> =>
  await db
    .selectFrom("charge")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.chargeId)
    .executeTakeFirstOrThrow();

/** The id of the attempt at this locked bill that is under way. */
export const findUnderWay = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
): Promise<string | undefined> => {
  const row = await tx
    .selectFrom("charge")
    .select("id")
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .where("status", "in", ["created", "pending"])
    .executeTakeFirst();
  return row?.id;
};

/** Lock the charge's bill before. */
export const lockCharge = async (tx: Tx<PayDatabase>, key: ChargeKey): Promise<ChargeRow> =>
  await tx
    .selectFrom("charge")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.chargeId)
    .forUpdate()
    .executeTakeFirstOrThrow();

/** A bill's attempts, the newest first. */
export const listCharges = async (db: Reader, bill: BillRow): Promise<ChargeRow[]> =>
  await db
    .selectFrom("charge")
    .selectAll()
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(50)
    .execute();

export type ChargeEventRow = Selectable<PayDatabase["charge_event"]>;

/** What happened to a bill's attempts, in order. */
export const listChargeEvents = async (
  db: Reader,
  charges: readonly ChargeRow[],
): Promise<ChargeEventRow[]> =>
  charges.length === 0
    ? []
    : await db
        .selectFrom("charge_event")
        .selectAll()
        .where("institution_id", "=", charges[0]?.institution_id ?? "")
        .where(
          "charge_id",
          "in",
          charges.map((charge) => charge.id),
        )
        .orderBy("at")
        .orderBy("charge_id")
        .orderBy("position")
        .limit(500)
        .execute();

/** Adds a line to the timeline of a locked charge. */
export const addChargeEvent = async (
  tx: Tx<PayDatabase>,
  key: ChargeKey,
  line: {
    event: ChargeEvent | ChargeNote;
    from: ChargeStatus;
    to: ChargeStatus;
    detail?: Record<string, string>;
  },
): Promise<void> => {
  await sql`
    insert into charge_event
      (institution_id, charge_id, position, event, from_status, to_status, detail)
    select ${key.institutionId}, ${key.chargeId}, coalesce(max(position), 0) + 1, ${line.event},
      ${line.from}, ${line.to}, ${JSON.stringify(line.detail ?? {})}::jsonb
    from charge_event
    where institution_id = ${key.institutionId} and charge_id = ${key.chargeId}`.execute(tx);
};

type ChargeChange = Partial<
  Pick<
    ChargeRow,
    | "status"
    | "taken_minor"
    | "redirect_url"
    | "rail_state"
    | "rail_reference"
    | "failure_reason"
    | "captured_at"
    | "next_check_at"
  >
>;

export const updateCharge = async (
  tx: Tx<PayDatabase>,
  key: ChargeKey,
  change: ChargeChange,
): Promise<ChargeRow> =>
  await tx
    .updateTable("charge")
    .set({ ...change, updated_at: new Date() })
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.chargeId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Lock their bills before. Gives them by id. */
export const lockCharges = async (
  tx: Tx<PayDatabase>,
  keys: readonly ChargeKey[],
): Promise<Map<string, ChargeRow>> => {
  const { rows } = await sql<ChargeRow>`
    select c.* from charge c
      join unnest(${keys.map((key) => key.institutionId)}::text[],
        ${keys.map((key) => key.chargeId)}::uuid[]) as k (lane, id)
        on c.institution_id = k.lane and c.id = k.id
    order by c.institution_id, c.id for update of c`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
};

/** Captures of locked charges, as they are after it, with their lines in the timelines. */
export const capturedWrites = (
  captured: readonly Readonly<{ before: ChargeRow; after: ChargeRow }>[],
): Write[] => {
  const rows = captured.map(({ after }) => after);
  const keys = sql`${rows.map((row) => row.institution_id)}::text[],
    ${rows.map((row) => row.id)}::uuid[]`;
  return [
    sql`update charge c set status = 'captured', taken_minor = new.taken, failure_reason = null,
        rail_reference = new.reference, captured_at = new.captured_at,
        next_check_at = new.next_check_at, updated_at = now()
      from unnest(${keys}, ${rows.map((row) => row.taken_minor)}::bigint[],
        ${rows.map((row) => row.rail_reference)}::text[],
        ${rows.map((row) => row.captured_at)}::timestamptz[],
        ${rows.map((row) => row.next_check_at)}::timestamptz[])
        as new (lane, id, taken, reference, captured_at, next_check_at)
      where c.institution_id = new.lane and c.id = new.id`,
    sql`insert into charge_event
        (institution_id, charge_id, position, event, from_status, to_status, detail)
      select new.lane, new.id, coalesce((select max(position) from charge_event e
          where e.institution_id = new.lane and e.charge_id = new.id), 0) + 1,
        'captured', new.before, 'captured', '{}'
      from unnest(${keys}, ${captured.map(({ before }) => before.status)}::text[])
        as new (lane, id, before)`,
  ];
};

/**
 * Takes up to `limit` charges whose rail is due to be asked and sets when it is asked next:
 * soon while the attempt is young, seldom later; a given-up attempt three times more, because
 * its money may still come. Several processes may sweep side by side. Gives the oldest first.
 */
export const takeDueCharges = async (
  db: Database<PayDatabase>,
  limit: number,
): Promise<ChargeRow[]> => {
  const { rows } = await sql<ChargeRow>`
    with due as (update charge set checks = checks + 1, next_check_at = case
      when status in ('created', 'pending')
        then now() + make_interval(secs => least(300, 10 * power(1.5, least(checks, 20))))
      when updated_at > now() - interval '10 minutes' then now() + interval '10 minutes'
      when updated_at > now() - interval '1 hour' then now() + interval '1 hour'
      when updated_at > now() - interval '1 day' then now() + interval '1 day'
    end
    where (institution_id, id) in (
      select institution_id, id from charge
      where next_check_at is not null and next_check_at <= now()
      order by next_check_at limit ${limit} for update skip locked)
    returning *)
    select * from due order by id`.execute(db);
  return rows;
};
