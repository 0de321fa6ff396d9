import pg from "pg";
import { ensureBasketBiller } from "#src/basket/basket-queries.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDeps } from "#src/deps.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { depositTransfer } from "#src/rails/cash/cash-ledger.ts";
import { putEndpoint } from "#src/webhook/webhook-queries.ts";
import { firstDay } from "./clock.ts";

/** Who takes part besides the payers. */
export const treasury = "finance";
export const company = "sandbox-cash";
export const agents = ["A1", "A2"] as const;
export const currencies: readonly Currency[] = ["ILS", "USD", "JOD"];
/** Each biller with the institution in whose lane its books are. */
export const billers = { transport: "transport", municipality: "local" } as const;
export type BillerCode = keyof typeof billers;

/** What the company paid in, of each currency: so little that its agents are often refused. */
export const depositMinor = 400_000n;
/** Up to this a biller's refund needs no second person. */
const refundLimitMinor = 20_000;

export const endpoint = {
  id: "portal",
  secret: `whsec_${Buffer.alloc(24, 3).toString("base64")}`,
  eventTypes: ["charge.captured", "payment.reversed", "refund.returned"],
} as const;

const rows = `
  insert into institution (institution_id) values ('transport'), ('local') on conflict do nothing;
  insert into biller (institution_id, code, name_ar, name_en) values
    ('transport', 'transport', 'النقل', 'Transport'),
    ('local', 'municipality', 'البلدية', 'Municipality');
  insert into biller_account (institution_id, biller_code, currency, iban)
    select b.institution_id, b.code, c, 'PS92PALS000000000400123456702'
    from biller b, unnest(array['ILS', 'USD', 'JOD']) as c;
  insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    select b.institution_id, b.code, c, ${refundLimitMinor}, 'mona'
    from biller b, unnest(array['ILS', 'USD', 'JOD']) as c;
  insert into cash_company (company_code, institution, client_id, name_ar, name_en)
    values ('${company}', '${company}', '${company}', 'شركة الدفع', 'Sandbox Cash');
  insert into cash_agent (company_code, agent_code, name_ar, name_en, place_ar, place_en)
    select '${company}', a, 'بقالة', 'Grocery', 'رام الله', 'Ramallah'
    from unnest(array['A1', 'A2']) as a;`;

/** Billers, the payment company with its float, and the address that billers are told at. */
export const makeParties = async (monitor: pg.Client, deps: PayDeps): Promise<void> => {
  await monitor.query(`select ensure_ledger_months('${firstDay}', 2)`);
  await monitor.query(rows);
  await ensureBasketBiller(deps.db, treasury);
  await inTransaction(deps.db, async (tx) => {
    const { id, secret, eventTypes } = endpoint;
    const url = "https://biller.test/told";
    await putEndpoint(tx, deps, {
      id,
      clientId: "portal",
      url,
      secret,
      eventTypes: [...eventTypes],
      description: "",
    });
    for (const currency of currencies) {
      const deposit = {
        company_code: company,
        reference: `first-${currency}`,
        amount_minor: depositMinor,
        currency,
      } as Parameters<typeof depositTransfer>[1];
      await postTransfer(tx, depositTransfer({ treasury }, deposit));
    }
  });
};
