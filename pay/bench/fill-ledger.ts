import { sql } from "kysely";
import { inTransaction, type Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

const step = 250_000;

/** Fills the ledger with so many postings of this month (two a leg), as months of work would. */
export const fillLedger = async (db: Database<PayDatabase>, postings: number): Promise<void> => {
  for (let done = 0; done < postings / 2; done += step) {
    await inTransaction(db, async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx);
      await sql`
        with account as (
          select max(id) filter (where kind = 'railClearing') as debit,
            max(id) filter (where kind = 'billerPayable') as credit
          from ledger_account where institution_id = 'transport'
        ), made as (
          insert into transfer (institution_id, id, source_kind, source_id, currency)
          select 'transport', uuidv7(), 'capture', uuidv7()::text, 'ILS'
          from generate_series(1, ${step})
          returning id, posted_at
        ), legs as (
          insert into transfer_leg (institution_id, transfer_id, leg, debit_account,
            credit_account, currency, amount_minor, posted_at)
          select 'transport', made.id, 1, debit, credit, 'ILS', 100, made.posted_at
          from made, account
        )
        insert into account_slot as s (institution_id, account_id, slot, currency, guarded,
          debits_minor, credits_minor, entries)
        select 'transport', id, 0, 'ILS', false, case when id = debit then 100 * ${step} else 0 end,
          case when id = credit then 100 * ${step} else 0 end, ${step}
        from account, unnest(array[debit, credit]) as id
        on conflict (institution_id, account_id, slot) do update set
          debits_minor = s.debits_minor + excluded.debits_minor,
          credits_minor = s.credits_minor + excluded.credits_minor,
          entries = s.entries + excluded.entries`.execute(tx);
    });
  }
  await sql`vacuum analyze`.execute(db);
};
