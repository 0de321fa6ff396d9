import type { Selectable } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";

export type RailFee = Selectable<PayDatabase["rail_fee"]>;

/** What the rails cost billers in this currency. A payer is never charged for the way they pay. */
export const listRailFees = async (
  db: Database<PayDatabase>,
  currency: Currency,
): Promise<RailFee[]> =>
  await db.selectFrom("rail_fee").selectAll().where("currency", "=", currency).execute();

/** What the biller bears when this much is paid over this rail, rounded up to a whole unit. */
export const billerFee = (fees: readonly RailFee[], rail: RailCode, paid: Money): Money => {
  const fee = fees.find((one) => one.rail === rail && one.currency === paid.currency);
  const points = BigInt(fee?.biller_basis_points ?? 0);
  const share = (paid.amountMinor * points + 9_999n) / 10_000n;
  return { amountMinor: (fee?.biller_fixed_minor ?? 0n) + share, currency: paid.currency };
};
