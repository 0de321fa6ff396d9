import { sql } from "kysely";
import type { Write } from "@gov/kit/insert-rows.ts";
import type { BillRow } from "./bill.ts";

/** What payments changed on locked bills, all in one write. */
export const billsPaid = (bills: readonly BillRow[]): Write => sql`
  update bill set paid_minor = new.paid_minor, status = new.status,
    claimed_by = new.claimed_by, paid_at = new.paid_at, updated_at = now()
  from unnest(${bills.map((bill) => bill.institution_id)}::text[],
    ${bills.map((bill) => bill.id)}::uuid[], ${bills.map((bill) => bill.paid_minor)}::bigint[],
    ${bills.map((bill) => bill.status)}::text[], ${bills.map((bill) => bill.claimed_by)}::uuid[],
    ${bills.map((bill) => bill.paid_at)}::timestamptz[])
    as new (institution_id, id, paid_minor, status, claimed_by, paid_at)
  where bill.institution_id = new.institution_id and bill.id = new.id`;
