import { violatedConstraint } from "@gov/kit/db.ts";
import { err, type Result } from "@gov/kit/result.ts";

/** Undoes the transaction it is thrown in for a reason that the caller expects. */
export class Refusal<E extends string> extends Error {
  readonly reason: E;
  constructor(reason: E) {
    super(reason);
    this.reason = reason;
  }
}

/** The work's result, or the reason for which its transaction was undone. */
export const orRefusal = async <T, E extends string, R extends string>(
  refusals: readonly R[],
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | R | "floatShort">> => {
  try {
    return await work();
  } catch (error) {
    // The ledger refuses a float below zero: the whole transaction is undone.
    if (violatedConstraint(error) === "account_slot_floor") return err("floatShort");
    const reason =
      error instanceof Refusal ? refusals.find((one) => one === error.reason) : undefined;
    if (reason !== undefined) return err<R>(reason);
    throw error;
  }
};
