import { claimItems, lockFreeItems } from "#src/basket/claim-basket.ts";
import { listClaimants } from "#src/basket/share-queries.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import { getBill, lockBill, updateBill, type BillKey } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { railOf } from "#src/rails/rail-of.ts";
import type { RailCharge, RailCode } from "#src/rails/rail.ts";
import { announceCharge } from "#src/webhook/announce.ts";
import { askRail } from "./ask-rail.ts";
import { addChargeEvent, insertCharge, keyOfCharge } from "./charge-queries.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { isUnderWay } from "./charge.ts";
import { lockBoth, takeStep } from "./step.ts";

export type ClaimError =
  | "billPaid"
  | "billCancelled"
  | "billClaimed"
  | "railNotOffered"
  | "amountNotAllowed";
export type OpenError = "railSilent" | "railRefused";

export type NewCharge = Readonly<{
  bill: BillKey;
  rail: RailCode;
  /** A part of a bill that allows parts; without it, as much as is allowed. */
  amountMinor?: bigint | undefined;
  returnUrl: string | undefined;
  /** How long the attempt has; as the gateway is configured if not said. */
  lifetimeS?: number;
  /** Written in the same transaction as the charge, e.g. what an idempotency key made. */
  alongside?: (tx: Tx<PayDatabase>, charge: ChargeRow) => Promise<void>;
}>;

const claimOnce = async (deps: PayDeps, input: NewCharge): Promise<Result<ChargeRow, ClaimError>> =>
  await inTransaction(deps.db, async (tx) => {
    const bill = await lockBill(tx, input.bill);
    if (bill.status === "paid") return err("billPaid");
    if (bill.status === "cancelled") return err("billCancelled");
    if (bill.status === "claimed") return err("billClaimed");
    const payable = payableMinor(bill, input.amountMinor);
    if (!payable.ok) return payable;
    const items = bill.kind === "basket" ? await lockFreeItems(tx, bill) : ok([]);
    if (!items.ok) return items;
    const { rail, returnUrl } = input;
    const charge = await insertCharge(tx, {
      bill,
      rail,
      amountMinor: payable.value,
      returnUrl,
      lifetimeS: input.lifetimeS ?? deps.chargeLifetimeS,
    });
    await updateBill(tx, input.bill, { status: "claimed", claimed_by: charge.id });
    await claimItems(tx, charge, items.value);
    await announceCharge(tx, bill, charge, "charge.created");
    await input.alongside?.(tx, charge);
    return ok(charge);
  });

/**
 * Claims the bill for a new attempt; no rail has heard of it yet. Where another attempt holds the
 * claim, its rail is asked first: a claim is never older than the rail's last word.
 */
export const claimBill = async (
  deps: PayDeps,
  input: NewCharge,
): Promise<Result<ChargeRow, ClaimError>> => {
  if (!railOf(deps, input.bill.institutionId, input.rail)) return err("railNotOffered");
  const first = await claimOnce(deps, input);
  if (first.ok || first.error !== "billClaimed") return first;
  for (const claimant of await listClaimants(deps.db, input.bill)) await askRail(deps, claimant);
  return await claimOnce(deps, input);
};

const toRailCharge = async (
  deps: PayDeps,
  charge: ChargeRow,
  bill: BillRow,
  lang: Lang,
): Promise<RailCharge> => {
  const biller = await findBiller(deps.db, bill.biller_code);
  const page = `${deps.publicUrl}/pay/${bill.billing_number}`;
  return {
    chargeId: charge.id,
    amount: money(charge.amount_minor, charge.currency),
    billingNumber: bill.billing_number,
    description: { ar: bill.description_ar, en: bill.description_en },
    billerName: biller?.name ?? { ar: bill.biller_code, en: bill.biller_code },
    lang,
    returnUrl: `${page}/return?charge=${charge.id}`,
    cancelUrl: `${page}/return?charge=${charge.id}&gaveUp=1`,
    expiresAt: charge.expires_at,
    state: charge.rail_state,
  };
};

/**
 * Asks the rail for the payer's page of a created charge. Without an answer the charge stays as it
 * is and the identical request may be made again; a page already had is given again.
 */
export const openCharge = async (
  deps: PayDeps,
  charge: ChargeRow,
  lang: Lang,
): Promise<Result<ChargeRow, OpenError>> => {
  const rail = railOf(deps, charge.institution_id, charge.rail);
  if (charge.redirect_url !== null) return ok(charge);
  // A share is opened with its basket.
  if (charge.basket_charge_id !== null) return err("railRefused");
  if (!rail || !isUnderWay(charge.status)) return err("railRefused");
  const key = { institutionId: charge.institution_id, billId: charge.bill_id };
  const bill = await getBill(deps.db, key);
  const opened = await rail.open(await toRailCharge(deps, charge, bill, lang));
  return await inTransaction(deps.db, async (tx) => {
    const locked = await lockBoth(tx, charge);
    if (opened.ok) {
      const { redirectUrl, state } = opened.value;
      const change = { redirect_url: redirectUrl, rail_state: JSON.stringify(state) };
      const pending = await takeStep(tx, locked, "opened", { change });
      return pending
        ? ok(pending)
        : locked.charge.redirect_url
          ? ok(locked.charge)
          : err("railRefused");
    }
    if (opened.error === "refused") {
      await takeStep(tx, locked, "openingRefused", { change: { failure_reason: "railRefused" } });
      return err("railRefused");
    }
    const { status } = locked.charge;
    const line = { event: "railSilent", from: status, to: status } as const;
    await addChargeEvent(tx, keyOfCharge(charge), line);
    return err("railSilent");
  });
};
