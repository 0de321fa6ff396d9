import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { findCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { claimBill, openCharge, type ClaimError, type OpenError } from "#src/charge/open-charge.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { rememberMade, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { askAttempt, type AskAttemptError } from "#src/rails/instant/ask-attempt.ts";
import type { PayerAlias } from "#src/rails/instant/payer-alias.ts";
import { findTenantBill } from "./find-tenant-bill.ts";
import type { Govstack } from "./govstack-context.ts";
import { rememberRequest } from "./request-queries.ts";

/** A biller asks a payer, in the payer's bank app, to pay a bill. */
export type PayRequest = Readonly<{
  clientId: string;
  requestId: string;
  rtpId: number | undefined;
  tenant: string;
  billerCode: string;
  billId: string;
  /** In minor units; without it, as much as one payment may be. */
  amountMinor: bigint | undefined;
  payer: PayerAlias;
  lang: Lang;
}>;

export type RequestToPayError =
  | "billNumberUnknown"
  | "notTheBiller"
  | "payerRefused"
  | ClaimError
  | OpenError
  | Exclude<AskAttemptError, "over">;

/** The attempt of this request: made now, or made by the same request before it was cut off. */
const claim = async (
  { cash: { pay } }: Govstack,
  request: PayRequest,
  bill: BillRow,
  held: HeldKey,
): Promise<Result<ChargeRow, ClaimError>> => {
  const made = held.madeId === undefined ? undefined : await findCharge(pay.db, held.madeId);
  if (made) return ok(made);
  return await claimBill(pay, {
    bill: { institutionId: bill.institution_id, billId: bill.id },
    rail: "instant",
    amountMinor: request.amountMinor,
    returnUrl: undefined,
    alongside: async (tx, charge) => {
      await rememberMade(tx, held, charge.id);
      const became = { institutionId: charge.institution_id, chargeId: charge.id };
      await rememberRequest(tx, request, { ...became, rtpId: request.rtpId });
    },
  });
};

const present = async (
  { cash: { pay }, instant }: Govstack,
  request: PayRequest,
  attempt: Readonly<{ charge: ChargeRow; bill: BillRow }>,
): Promise<Result<undefined, RequestToPayError>> => {
  if (!instant) return err("railNotOffered");
  const asked = await askAttempt(instant, { ...attempt, lang: request.lang }, request.payer);
  if (asked.ok) return asked;
  const error = asked.error === "over" ? "payerRefused" : asked.error;
  // Nobody decides about it any more: the bill is free at once, unless its bank says otherwise.
  if (error !== "noAnswer") await askRail(pay, attempt.charge, { gaveUp: true });
  return err(error);
};

/**
 * Starts an attempt over the instant rail and presents it in the payer's bank app. What becomes of
 * it the bank's booked credit says, as for every such attempt. `finish` stores the answer.
 */
export const requestToPay = async <T>(
  govstack: Govstack,
  request: PayRequest,
  held: HeldKey,
  finish: (tx: Tx<PayDatabase>, charge: ChargeRow) => Promise<T>,
): Promise<Result<T, RequestToPayError>> => {
  const { cash } = govstack;
  const bill = await findTenantBill(cash, request.tenant, request.billId);
  if (bill?.client_id !== request.clientId) return err("billNumberUnknown");
  if (bill.biller_code !== request.billerCode) return err("notTheBiller");
  const claimed = await claim(govstack, request, bill, held);
  if (!claimed.ok) return claimed;
  const opened = await openCharge(cash.pay, claimed.value, request.lang);
  if (!opened.ok) return opened;
  const charge = opened.value;
  // Presented before, and decided since: the answer is the same.
  const waits = isUnderWay(charge.status);
  const presented = waits ? await present(govstack, request, { charge, bill }) : ok(undefined);
  if (!presented.ok) return presented;
  return ok(await inTransaction(cash.pay.db, (tx) => finish(tx, charge)));
};
