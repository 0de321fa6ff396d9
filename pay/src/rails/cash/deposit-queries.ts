import type { Database, Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { Cash } from "./cash-context.ts";
import { depositTransfer } from "./cash-ledger.ts";
import { decideDeposit, type DepositRow, type DepositVerdict } from "./deposit.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
type DepositKey = Readonly<{ companyCode: string; reference: string }>;

/** Writes down that money came; recorded again it must say the same. */
export const recordDeposit = async (
  cash: Cash,
  input: DepositKey & Readonly<{ amount: Money; person: string }>,
): Promise<Result<DepositRow, "depositDiffers">> => {
  const { db } = cash.pay;
  await db
    .insertInto("cash_deposit")
    .values({
      company_code: input.companyCode,
      reference: input.reference,
      amount_minor: input.amount.amountMinor,
      currency: input.amount.currency,
      recorded_by: input.person,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom("cash_deposit")
    .selectAll()
    .where("company_code", "=", input.companyCode)
    .where("reference", "=", input.reference)
    .executeTakeFirstOrThrow();
  const same =
    row.amount_minor === input.amount.amountMinor &&
    row.currency === input.amount.currency &&
    row.recorded_by === input.person;
  return same ? ok(row) : err("depositDiffers");
};

type DecideError = "depositUnknown" | "depositDecided" | "samePerson";

/** A second person approves it, and the float grows, or rejects it; in one transaction. */
export const decideOnDeposit = async (
  cash: Cash,
  input: DepositKey & Readonly<{ person: string; verdict: DepositVerdict }>,
): Promise<Result<DepositRow, DecideError>> =>
  await inTransaction(cash.pay.db, async (tx) => {
    const { person, verdict } = input;
    const deposit = await tx
      .selectFrom("cash_deposit")
      .selectAll()
      .where("company_code", "=", input.companyCode)
      .where("reference", "=", input.reference)
      .forUpdate()
      .executeTakeFirst();
    if (!deposit) return err("depositUnknown");
    const decision = decideDeposit(deposit, verdict, person);
    if (decision === "already") return ok(deposit);
    if (decision !== "decide") return err(decision);
    const decided = await tx
      .updateTable("cash_deposit")
      .set({ status: verdict, decided_by: person, decided_at: new Date() })
      .where("company_code", "=", deposit.company_code)
      .where("reference", "=", deposit.reference)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (verdict === "approved") await postTransfer(tx, depositTransfer(cash, decided));
    return ok(decided);
  });

/** The deposits of all companies, those that wait first. */
export const listDeposits = async (db: Reader, limit: number): Promise<DepositRow[]> =>
  await db
    .selectFrom("cash_deposit")
    .selectAll()
    .orderBy((by) => by("status", "=", "recorded"), "desc")
    .orderBy("recorded_at", "desc")
    .limit(limit)
    .execute();
