import { findPayer } from "./accounts.ts";
import type { ReturnedTransfer } from "./books.ts";
import type { InstantFault } from "./instant-faults.ts";
import type { InstantSystem } from "./system.ts";

type Asked = Omit<ReturnedTransfer, "at" | "state">;

/**
 * Carries a member's transfer out once: the same id again is the same transfer, and with other
 * facts none (undefined). One that was undecided is decided when it is asked for again.
 */
export function carryOut(
  system: InstantSystem,
  asked: Asked,
  fault: InstantFault,
): ReturnedTransfer | undefined {
  const known = system.books.transfers.get(asked.transactionId);
  const same =
    !known ||
    (known.amountMinor === asked.amountMinor &&
      known.currency === asked.currency &&
      known.toIban === asked.toIban);
  if (!same) return undefined;
  if (known && known.state !== "PDNG") return known;
  const at = system.now().toISOString();
  const transfer: ReturnedTransfer =
    fault?.kind === "decline"
      ? { ...asked, at, state: "RJCT", reason: "AC04" }
      : fault?.kind === "undecided"
        ? { ...asked, at, state: "PDNG" }
        : findPayer(asked.toIban)
          ? { ...asked, at, state: "ACSC" }
          : { ...asked, at, state: "RJCT", reason: "AC01" };
  // A refusal holds for this message only: the creditor may ask again.
  if (transfer.state !== "RJCT") system.acknowledge({ type: "transfer", transfer });
  return transfer;
}
