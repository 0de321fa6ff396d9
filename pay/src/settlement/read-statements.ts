import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { addDays, instantAt, localDate } from "@gov/country/time-zone.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { StatementPage } from "./iso/statement.ts";
import { matchEntry } from "./match-entry.ts";
import { lockPayoutsBy, stepPayout } from "./payout-queries.ts";
import type { Settlement } from "./settlement.ts";
import {
  addEntries,
  findCompleteDay,
  findFirstOrder,
  listMatchable,
  lockAccount,
  putStatement,
  writeMatch,
  type EntryRow,
} from "./statement-queries.ts";

type Account = Readonly<{ iban: string; currency: Currency }>;
export type StatementTrouble = "noAnswer" | "contradictsItself";

const maxPages = 50;
const maxDays = 62;
/** Days that are read again: a bank may book late. */
const againDays = 2;
/** A day's statement is whole when it is read this long after its end. */
const closedAfterMs = 3_600_000;

/** Every page of a day's statement, or why there is none to believe. */
const fetchDay = async (
  settlement: Settlement,
  account: Account,
  day: string,
): Promise<Result<StatementPage[], StatementTrouble>> => {
  const { bank } = settlement;
  const pages: StatementPage[] = [];
  for (let number = 1; bank && number <= maxPages; number += 1) {
    const said = await bank.client.statement(account, day, number);
    if (!said.ok) return err("noAnswer");
    if (said.value.page !== number) return err("contradictsItself");
    pages.push(said.value);
    if (said.value.last) return ok(pages);
  }
  return err("noAnswer");
};

/** Whether the entries explain how one balance became the other. */
const addsUp = (pages: readonly StatementPage[]): boolean => {
  const [first] = pages;
  const moved = pages
    .flatMap((page) => page.entries)
    .reduce((sum, one) => sum + (one.side === "credit" ? one.amountMinor : -one.amountMinor), 0n);
  return (
    first !== undefined &&
    pages.every(
      (page) =>
        page.openingMinor === first.openingMinor && page.closingMinor === first.closingMinor,
    ) &&
    first.openingMinor + moved === first.closingMinor
  );
};

/** Finds the payout of each entry that carries the id of one, and brings it to the bank's word. */
const matchEntries = async (
  settlement: Settlement,
  tx: Tx<PayDatabase>,
  account: Account,
): Promise<void> => {
  const entries = await listMatchable(tx, account.iban);
  const locked = await lockPayoutsBy(tx, [...new Set(entries.map((one) => one.end_to_end_id))]);
  const payouts = new Map(locked.map((one) => [one.end_to_end_id, one]));
  const match = async (entry: EntryRow): Promise<void> => {
    const payout = payouts.get(entry.end_to_end_id);
    if (!payout) return;
    const found = matchEntry(entry, payout);
    if (found !== "booked" && found !== "returned") {
      if (found !== entry.unmatched) await writeMatch(tx, entry, { unmatched: found });
      return;
    }
    const stepped = await stepPayout(tx, settlement.treasury, payout, {
      event: found,
      detail: found === "returned" ? (entry.reason ?? undefined) : entry.bank_reference,
      reason: entry.reason ?? undefined,
      at: entry.booked_at,
    });
    if (!stepped) throw new Error("an entry matches a payout that it cannot change");
    payouts.set(entry.end_to_end_id, stepped);
    await writeMatch(tx, entry, { payoutId: payout.id });
  };
  for (const entry of entries) await match(entry);
};

const takeDay = async (
  settlement: Settlement,
  account: Account,
  day: string,
  pages: readonly StatementPage[],
): Promise<void> => {
  const now = settlement.now();
  const closed = instantAt(addDays(day, 1), 0).getTime() + closedAfterMs;
  const entries = pages.flatMap((page) => page.entries);
  await inTransaction(settlement.pay.db, async (tx) => {
    await lockAccount(tx, account.iban);
    const differing = await addEntries(
      tx,
      entries.map((one) => ({
        account_iban: account.iban,
        bank_reference: one.bankReference,
        day,
        side: one.side,
        amount_minor: one.amountMinor,
        currency: account.currency,
        end_to_end_id: one.endToEndId,
        reason: one.reason ?? null,
        booked_at: one.bookedAt,
        payout_id: null,
        unmatched: "noPayout" as const,
      })),
    );
    if (differing > 0) {
      settlement.pay.log.error({ day, differing }, "the bank says other than it said of entries");
    }
    await putStatement(tx, {
      account_iban: account.iban,
      day,
      currency: account.currency,
      opening_minor: pages[0]?.openingMinor ?? 0n,
      closing_minor: pages[0]?.closingMinor ?? 0n,
      entries: entries.length,
      read_at: now,
      complete: now.getTime() >= closed,
    });
    await matchEntries(settlement, tx, account);
  });
};

/** Reads the bank's statement of one account and day. Read again, it changes nothing. */
export const readDay = async (
  settlement: Settlement,
  account: Account,
  day: string,
): Promise<Result<number, StatementTrouble>> => {
  const pages = await fetchDay(settlement, account, day);
  if (!pages.ok) return pages;
  if (!addsUp(pages.value)) {
    settlement.pay.log.error({ day }, "a statement of the treasury's bank does not add up");
    return err("contradictsItself");
  }
  await takeDay(settlement, account, day, pages.value);
  return ok(pages.value.reduce((count, page) => count + page.entries.length, 0));
};

/** The days to read: from before the last that was whole, at most two months, until today. */
export const daysToRead = (
  input: Readonly<{ first: string; complete: string | undefined; today: string }>,
): string[] => {
  const { first, complete, today } = input;
  const from = complete === undefined ? first : addDays(complete, 1 - againDays);
  const start = from < first ? first : from;
  const days: string[] = [];
  for (let day = start; day <= today && days.length < maxDays; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
};

/** Reads the statements of every account that orders went out of. */
export const readStatements = async (settlement: Settlement): Promise<void> => {
  const { bank, pay, now } = settlement;
  for (const [currency, iban] of bank?.settings.accounts ?? []) {
    const firstOrder = await findFirstOrder(pay.db, iban);
    if (!firstOrder) continue;
    const complete = await findCompleteDay(pay.db, iban);
    const first = localDate(firstOrder);
    for (const day of daysToRead({ first, complete, today: localDate(now()) })) {
      // A day after one that the bank did not tell would have to be believed without it.
      if (!(await readDay(settlement, { iban, currency }, day)).ok) break;
    }
  }
};
