import type { Selectable } from "kysely";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { insertionOf } from "@gov/kit/insert-rows.ts";
import { currencies, type Currency } from "@gov/kit/money.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postNew } from "#src/ledger/ledger-queries.ts";
import { workingDayFrom } from "./cut-off.ts";
import { settleLine, type DueLine } from "./due.ts";
import { listDue, listWindows } from "./due-queries.ts";
import { latinName } from "./iso/latin-name.ts";
import { orderTotal, writePaymentOrder } from "./iso/payment-order.ts";
import { messageOutboxKind } from "./message-queries.ts";
import { payoutTransfers } from "./payout-ledger.ts";
import { decideRun, type RunRefusal } from "./run.ts";
import { findRun, listLines, lockSettlement, writeDecision, writeOutcomes } from "./run-queries.ts";
import type { RunRow, ShownLine } from "./run-queries.ts";
import type { BankSettings } from "./settlement-config.ts";
import type { Settlement } from "./settlement.ts";

export type ApproveRefusal = RunRefusal | "runUnknown" | "nothingToPay" | "noBank";

/** Payments in one order: its message stays well below what banks take. */
const maxPayments = 200;

/** A line that is paid out: how much, and what is owed by the books as they are now. */
type Paid = Readonly<{ line: ShownLine; due: DueLine; iban: string; amountMinor: bigint }>;

const keyOf = (one: { lane: string; currency: Currency }, biller: string): string =>
  `${one.lane}\n${biller}\n${one.currency}`;

/** Max35Text that never repeats: an id without its hyphens. */
const textId = (id: string): string => id.replaceAll("-", "").toUpperCase();

const chunksOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

type Order = Readonly<{ id: string; currency: Currency; iban: string; paid: readonly Paid[] }>;

/** Payouts by the account they go out of, in orders of a bounded size. */
const ordersOf = (paid: readonly Paid[], { accounts }: BankSettings): Order[] =>
  (Object.keys(currencies) as Currency[]).flatMap((currency) => {
    const iban = accounts.get(currency);
    const own = paid.filter(({ line }) => line.currency === currency);
    return iban === undefined
      ? []
      : chunksOf(own, maxPayments).map((part) => ({
          id: newOrderedId(),
          currency,
          iban,
          paid: part,
        }));
  });

type Row = PayoutRow & Readonly<{ name: string }>;
type PayoutRow = Readonly<
  Omit<
    Selectable<PayDatabase["payout"]>,
    "status" | "created_at" | "paid_at" | "reason" | "mended_at" | "mended_by" | "mended_how"
  >
>;

const payoutRows = async (
  tx: Tx<PayDatabase>,
  run: RunRow,
  { id: messageId, iban: accountIban, paid }: Order,
): Promise<Row[]> => {
  const lines = paid.map(({ line }) => line);
  const windows = await listWindows(tx, lines, run.cut_off_at);
  return paid.map(({ line, due, iban, amountMinor }, index) => {
    const window = windows[index];
    const id = newOrderedId();
    return {
      id,
      institution_id: line.institution_id,
      lane: line.lane,
      biller_code: line.biller_code,
      currency: line.currency,
      amount_minor: amountMinor,
      iban,
      account_iban: accountIban,
      end_to_end_id: textId(id),
      run_id: run.id,
      message_id: messageId,
      from_at: window?.fromAt ?? null,
      cut_off_at: run.cut_off_at,
      carried_minor: window ? due.atCutOffMinor - window.cameMinor : 0n,
      held_minor: due.atCutOffMinor - amountMinor,
      name: line.name_en,
    };
  });
};

const messageRow = (settings: BankSettings, run: RunRow, order: Order, rows: readonly Row[]) => {
  const now = new Date();
  const payments = rows.map((row) => ({
    endToEndId: row.end_to_end_id,
    amountMinor: row.amount_minor,
    creditorName: latinName(row.name) || row.biller_code,
    creditorIban: row.iban,
  }));
  const messageId = textId(order.id);
  const executeOn = workingDayFrom(localDate(now));
  return {
    id: order.id,
    run_id: run.id,
    message_id: messageId,
    currency: order.currency,
    account_iban: order.iban,
    payments: rows.length,
    total_minor: orderTotal({ payments }),
    body: writePaymentOrder({
      messageId,
      createdAt: now,
      executeOn,
      debtor: { name: settings.accountName, iban: order.iban },
      currency: order.currency,
      payments,
      note: "Settlement of government collection",
    }),
  };
};

/** Everything that an approval makes, in one statement: orders, payouts, postings. */
const makePayouts = async (
  settlement: Settlement,
  tx: Tx<PayDatabase>,
  made: Readonly<{ run: RunRow; paid: readonly Paid[]; settings: BankSettings }>,
): Promise<void> => {
  const { run, paid, settings } = made;
  const messages: ReturnType<typeof messageRow>[] = [];
  const payouts: Row[] = [];
  for (const order of ordersOf(paid, settings)) {
    const rows = await payoutRows(tx, run, order);
    messages.push(messageRow(settings, run, order, rows));
    payouts.push(...rows);
  }
  const drafts = payouts
    .flatMap((row) => payoutTransfers(settlement.treasury, row))
    .map((transfer) => ({ id: newOrderedId(), transfer }));
  const events = payouts.map(({ id }) => ({ payout_id: id, position: 1, event: "ordered" }));
  await postNew(settlement.pay.db, tx, drafts, [
    ...insertionOf("settlement_message", messages),
    ...insertionOf(
      "payout",
      payouts.map(({ name: _name, ...row }) => row),
    ),
    ...insertionOf("payout_event", events),
  ]);
  for (const { id } of messages) await addToOutbox(tx, messageOutboxKind, { id });
};

/** What approving each line comes to, by the books as they are now. */
const settleLines = (
  settlement: Settlement,
  lines: readonly ShownLine[],
  owed: readonly DueLine[],
) => {
  const now = new Map(owed.map((one) => [keyOf(one, one.billerCode), one]));
  return lines.map((line) => {
    const due = now.get(keyOf(line, line.biller_code));
    const proposed = {
      verdict: line.verdict,
      amountMinor: line.amount_minor,
      iban: line.iban ?? undefined,
    };
    return { line, due, ...settleLine(proposed, due, settlement.policy) };
  });
};

/**
 * A second person approves: payouts, their orders to the bank, what goes out to it and the postings
 * are one transaction. What was refunded since the proposal is taken off.
 */
export const approveRun = async (
  settlement: Settlement,
  input: Readonly<{ runId: string; person: string }>,
): Promise<Result<RunRow, ApproveRefusal>> => {
  const { bank, pay } = settlement;
  if (!bank) return err("noBank");
  const approved = await inTransaction(pay.db, async (tx) => {
    await lockSettlement(tx);
    const run = await findRun(tx, input.runId);
    if (!run) return err("runUnknown");
    const status = decideRun(run, "approve", input.person);
    if (status === "runDecided" || status === "samePerson") return err(status);
    const settled = settleLines(
      settlement,
      await listLines(tx, run.id),
      await listDue(tx, run.cut_off_at),
    );
    const paid = settled.flatMap(({ line, due, outcome, amountMinor }): Paid[] =>
      outcome === "pay" && due?.iban !== undefined
        ? [{ line, due, iban: due.iban, amountMinor }]
        : [],
    );
    if (paid.length === 0) return err("nothingToPay");
    await writeOutcomes(
      tx,
      run.id,
      settled.map(({ line, outcome }) => ({ ...line, outcome })),
    );
    await makePayouts(settlement, tx, { run, paid, settings: bank.settings });
    return ok(await writeDecision(tx, run, { status, person: input.person }));
  });
  if (approved.ok) pay.kickOutbox();
  return approved;
};
