import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BreakKind, PayDatabase } from "#src/db-types.ts";
import type { ChargeRow } from "./charge-queries.ts";

/** Opens a break that a person has to see; false where it is open already. */
export const openBreak = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  kind: BreakKind,
  detail: Record<string, string>,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into break (institution_id, charge_id, kind, detail)
    values (${charge.institution_id}, ${charge.id}, ${kind}, ${JSON.stringify(detail)}::jsonb)
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
};

/** The rail's word and ours agree again. */
export const closeBreaks = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  kind: BreakKind,
): Promise<void> => {
  await tx
    .updateTable("break")
    .set({ closed_at: new Date() })
    .where("institution_id", "=", charge.institution_id)
    .where("charge_id", "=", charge.id)
    .where("kind", "=", kind)
    .where("closed_at", "is", null)
    .execute();
};

export type Standing = Readonly<{
  captured: bigint;
  pending: bigint;
  refundsDue: bigint;
  breaks: bigint;
  /** Instant credits that name no bill and are not returned yet. */
  creditsOfNobody: bigint;
}>;

/**
 * What the metrics show: payments captured, attempts pending, money to return, breaks open. Of a
 * basket its shares count, which are attempts at the bills.
 */
export const countStanding = async (db: Database<PayDatabase>): Promise<Standing> => {
  const { rows } = await sql<Standing>`
    select (select count(*) from payment where institution_id not like '%-test') as captured,
      (select count(*) from charge c
        join bill b on b.institution_id = c.institution_id and b.id = c.bill_id
        where c.status in ('created', 'pending') and b.kind = 'bill'
          and c.institution_id not like '%-test') as pending,
      (select count(*) from refund where status = 'due'
        and institution_id not like '%-test') as "refundsDue",
      (select count(*) from break where closed_at is null
        and institution_id not like '%-test') as breaks,
      (select count(*) from instant_credit
        where charge_id is null and returned_at is null) as "creditsOfNobody"`.execute(db);
  return rows[0] ?? { captured: 0n, pending: 0n, refundsDue: 0n, breaks: 0n, creditsOfNobody: 0n };
};
