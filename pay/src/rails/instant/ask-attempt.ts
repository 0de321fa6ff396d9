import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { err, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { keyOfCharge, updateCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDeps } from "#src/deps.ts";
import { askPayer, type AskPayerError, type InstantOptions } from "./instant-rail.ts";
import { instantStateSchema, maxAsks, type InstantState } from "./instant-state.ts";
import { maskAlias, type PayerAlias } from "./payer-alias.ts";

export type AskAttemptError = AskPayerError | "tooManyAsks";

/** Keeps what changed of an attempt under way; undefined where it may not change any more. */
const changeState = async (
  deps: PayDeps,
  attempt: ChargeRow,
  change: (state: InstantState) => InstantState | undefined,
): Promise<InstantState | undefined> =>
  await inTransaction(deps.db, async (tx) => {
    const { charge } = await lockBoth(tx, attempt);
    const state = instantStateSchema.parse(charge.rail_state);
    const changed = isUnderWay(charge.status) ? change(state) : undefined;
    if (!changed) return undefined;
    await updateCharge(tx, keyOfCharge(charge), { rail_state: JSON.stringify(changed) });
    return changed;
  });

/** Takes one of the requests that an attempt may send, before it is sent. */
const countAsk = async (deps: PayDeps, attempt: ChargeRow): Promise<boolean> => {
  const counted = await changeState(deps, attempt, (state) =>
    state.asks < maxAsks ? { ...state, asks: state.asks + 1 } : undefined,
  );
  return counted !== undefined;
};

/**
 * Presents an opened attempt in a payer's bank app, as often as an attempt allows, and notes,
 * masked, whose app it was.
 */
export const askAttempt = async (
  options: InstantOptions,
  attempt: Readonly<{ charge: ChargeRow; bill: BillRow; lang: Lang }>,
  payer: PayerAlias,
): Promise<Result<undefined, AskAttemptError>> => {
  const { charge, bill, lang } = attempt;
  const deps = options.deps();
  if (!(await countAsk(deps, charge))) return err("tooManyAsks");
  const asked = await askPayer(
    options,
    {
      chargeId: charge.id,
      amount: money(charge.amount_minor, charge.currency),
      billingNumber: bill.billing_number,
      description: { ar: bill.description_ar, en: bill.description_en },
      lang,
      expiresAt: charge.expires_at,
    },
    payer,
  );
  if (asked.ok) {
    const askedOf = maskAlias(payer);
    await changeState(deps, charge, (state) => ({ ...state, askedOf }));
  }
  return asked;
};
