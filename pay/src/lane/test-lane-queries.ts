import { sql } from "kysely";
import { inTransaction, type Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { testLane } from "./lane.ts";

/** A biller's code with `-test` behind it has to fit. */
const longestCode = 35;

/**
 * Makes an institution's test lane: a twin of each of its billers, with the same accounts, service
 * types and refund limits. Run again it brings the twins to what the billers are now.
 */
export const makeTestLane = async (
  db: Database<PayDatabase>,
  institution: string,
): Promise<void> => {
  const lane = testLane(institution);
  await inTransaction(db, async (tx) => {
    await sql`insert into institution (institution_id) values (${lane})
      on conflict do nothing`.execute(tx);
    await sql`
      insert into biller (institution_id, code, name_ar, name_en)
      select ${lane}, code || '-test', left(name_ar, 110) || ' (تجربة)',
        left(name_en, 110) || ' (test)'
      from biller where institution_id = ${institution} and length(code) <= ${longestCode}
      on conflict (code) do update
        set name_ar = excluded.name_ar, name_en = excluded.name_en, updated_at = now()`.execute(tx);
    await sql`
      insert into biller_account (institution_id, biller_code, currency, iban)
      select ${lane}, biller_code || '-test', currency, iban
      from biller_account where institution_id = ${institution}
        and length(biller_code) <= ${longestCode}
      on conflict (institution_id, biller_code, currency) do update set iban = excluded.iban
      `.execute(tx);
    await sql`
      insert into biller_service_type (institution_id, biller_code, service_type)
      select ${lane}, biller_code || '-test', service_type
      from biller_service_type where institution_id = ${institution}
        and length(biller_code) <= ${longestCode}
      on conflict do nothing`.execute(tx);
    await sql`
      insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
      select ${lane}, biller_code || '-test', currency, limit_minor, set_by
      from refund_limit where institution_id = ${institution}
        and length(biller_code) <= ${longestCode}
      on conflict (institution_id, biller_code, currency) do update
        set limit_minor = excluded.limit_minor`.execute(tx);
  });
};
