import { sql, type RawBuilder } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, pageConditions, type Page } from "#src/list/list-page.ts";
import { chargeIdOf } from "#src/rails/instant/charge-reference.ts";
import type { ChargeRow } from "./charge-queries.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A charge that this is the reference of: the rail's own, or ours as the rail was given it. */
export const isReferredTo = (reference: string): RawBuilder<boolean> => {
  const ours = uuid.test(reference) ? reference : chargeIdOf(reference.toUpperCase());
  return ours === undefined
    ? sql<boolean>`charge.rail_reference = ${reference}`
    : sql<boolean>`(charge.id = ${ours}::uuid or charge.rail_reference = ${reference})`;
};

type Row = ChargeRow & { position_at: string; position_id: string };

/** Attempts to pay the caller's bills, newest first, one more than the page holds. */
export const listChargesOfClient = async (
  db: Database<PayDatabase>,
  page: Page,
  railReference: string | undefined,
): Promise<Row[]> => {
  const at = sql`charge.created_at`;
  const { status } = page.filters;
  const { rows } = await sql<Row>`
    select charge.*, ${exactTime(at)} as position_at, charge.id::text as position_id
    from charge join bill on bill.institution_id = charge.institution_id
      and bill.id = charge.bill_id
    where ${pageConditions(page, at, sql`charge.id`)}
      ${status === undefined ? sql`` : sql`and charge.status = ${status}`}
      ${railReference === undefined ? sql`` : sql`and ${isReferredTo(railReference)}`}
    order by charge.created_at desc, charge.id desc limit ${page.limit + 1}`.execute(db);
  return rows;
};
