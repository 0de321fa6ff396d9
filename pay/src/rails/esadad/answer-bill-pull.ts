import { money } from "@gov/kit/money.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { basketRefusal, type BasketRefusal } from "#src/basket/claim-basket.ts";
import { listItems } from "#src/basket/share-queries.ts";
import { splitAll } from "#src/bill/split-queries.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { getCharge } from "#src/charge/charge-queries.ts";
import type { Answered } from "./answer-message.ts";
import type { Esadad } from "./esadad.ts";
import type { ResultName } from "./esadad-constants.ts";
import { billPullSchema, boundsOf, dueBillBody, judgeBill, noBillBody } from "./bill-pull.ts";
import type { SettlementPart } from "./bill-pull.ts";
import type { MfepMessage } from "./mfep-message.ts";

const refused = (result: ResultName): Answered => ({ result, body: noBillBody });

/** A payer waits at their bank's screen: the other rail gets this long to say what it knows. */
const askAtMostMs = 3_000;

/** The claim as its rail has it now; as it was, where that rail takes too long. */
const askClaimant = async ({ deps }: Esadad, bill: BillRow): Promise<BillRow> => {
  if (bill.status !== "claimed" || bill.claimed_by === null) return bill;
  const key = { institutionId: bill.institution_id, chargeId: bill.claimed_by };
  const asked = askRail(deps, await getCharge(deps.db, key)).catch((error: unknown) => {
    deps.log.error({ err: error, chargeId: key.chargeId }, "asking the rail failed");
  });
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, askAtMostMs)));
  await Promise.race([asked, enough]);
  clearTimeout(timer);
  return (await findBillByNumber(deps.db, bill.billing_number)) ?? bill;
};

const listAccounts = async ({ deps }: Esadad, bill: BillRow): Promise<SettlementPart[]> => {
  const pays =
    bill.kind === "basket"
      ? (await listItems(deps.db, bill)).map((item) => ({
          bill: item.bill,
          paysMinor: item.amountMinor,
        }))
      : [{ bill, paysMinor: dueMinor(bill) }];
  const split = await splitAll(deps.db, pays);
  const byBiller = Map.groupBy(
    [...split.values()].flatMap(({ parts }) => parts),
    (part) => part.billerCode,
  );
  const parts = [...byBiller].map(([billerCode, all]) => ({
    billerCode,
    amountMinor: all.reduce((sum, part) => sum + part.amountMinor, 0n),
  }));
  return await Promise.all(
    parts.map(async ({ billerCode, amountMinor }) => {
      const biller = await findBiller(deps.db, billerCode);
      const account = biller?.ibans.find((one) => one.currency === bill.currency);
      if (!account) throw new Error(`biller ${billerCode} has no account in ${bill.currency}`);
      return { iban: account.iban, amount: money(amountMinor, bill.currency) };
    }),
  );
};

/** Of a basket nothing is due as it was put together: its bills are paid one by one, or anew. */
const staleResults: Readonly<Record<BasketRefusal, ResultName>> = {
  billPaid: "nothingDue",
  billCancelled: "cancelled",
  billClaimed: "claimed",
};

/** An inquiry about a bill: what is due and how it may be paid. It claims nothing. */
export const answerBillPull = async (esadad: Esadad, message: MfepMessage): Promise<Answered> => {
  const { deps, parties } = esadad;
  const asked = billPullSchema.safeParse(message.body);
  if (!asked.success) return refused("unreadable");
  const { BillingNo, BillNo } = asked.data.AcctInfo;
  const number = parseBillingNumber((BillingNo || BillNo) ?? "");
  if (!number.ok) return refused("malformedNumber");
  const found = await findBillByNumber(deps.db, number.value);
  if (!found) return refused("billUnknown");
  const bill = await askClaimant(esadad, found);
  const due = money(dueMinor(bill), bill.currency);
  const judged = judgeBill(bill.status, due.amountMinor);
  if (judged !== "ok") return refused(judged);
  const stale = bill.kind === "basket" ? basketRefusal(await listItems(deps.db, bill)) : undefined;
  if (stale) return refused(staleResults[stale]);
  const biller = await findBiller(deps.db, bill.biller_code);
  const body = dueBillBody(parties.constants, {
    billingNumber: bill.billing_number,
    due,
    ...boundsOf(due, { lowerMinor: bill.part_lower_minor, upperMinor: bill.part_upper_minor }),
    partlyPaid: bill.paid_minor > 0n,
    issuedAt: bill.created_at,
    dueAt: bill.due_at ?? bill.created_at,
    serviceType: bill.service_type,
    parts: await listAccounts(esadad, bill),
    payerName: bill.payer_name,
    description: bill.description_ar,
    billerName: biller?.name.ar ?? bill.biller_code,
  });
  return { result: "ok", body };
};
