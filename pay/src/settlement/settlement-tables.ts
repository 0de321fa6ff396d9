import type { Generated } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { Verdict } from "./due.ts";
import type { PayoutEvent, PayoutStatus } from "./payout.ts";
import type { RunStatus } from "./run.ts";

/** Why an entry of the bank is none of our payouts. */
export type Unmatched =
  | "noPayout"
  | "amountDiffers"
  | "bookedTwice"
  | "returnedTwice"
  | "notBookedYet";

/** Tables that only settlement's code reads and writes. */
export interface SettlementTables {
  settlement_run: {
    id: Generated<string>;
    status: RunStatus;
    cut_off_at: Date;
    scheduled_on: string | null;
    drafted_at: Generated<Date>;
    proposed_by: string | null;
    proposed_at: Date | null;
    decided_by: string | null;
    decided_at: Date | null;
  };
  settlement_line: {
    run_id: string;
    lane: string;
    biller_code: string;
    currency: Currency;
    institution_id: string;
    amount_minor: bigint;
    iban: string | null;
    verdict: Verdict;
    outcome: Verdict | null;
  };
  settlement_message: {
    id: Generated<string>;
    run_id: string;
    message_id: string;
    currency: Currency;
    account_iban: string;
    payments: number;
    total_minor: bigint;
    body: string;
    status: Generated<"made" | "taken" | "refused">;
    created_at: Generated<Date>;
    sent_at: Date | null;
    answered_at: Date | null;
    trouble: "noAnswer" | "refused" | null;
    next_check_at: Date | null;
  };
  payout: {
    id: Generated<string>;
    institution_id: string;
    lane: string;
    biller_code: string;
    currency: Currency;
    amount_minor: bigint;
    iban: string;
    account_iban: string;
    end_to_end_id: string;
    run_id: string;
    message_id: string;
    status: Generated<PayoutStatus>;
    from_at: Date | null;
    cut_off_at: Date;
    carried_minor: bigint;
    held_minor: bigint;
    created_at: Generated<Date>;
    paid_at: Date | null;
    reason: string | null;
    mended_at: Date | null;
    mended_by: string | null;
    mended_how: "ibanChanged" | "sameIban" | null;
  };
  payout_event: {
    payout_id: string;
    position: number;
    event: PayoutEvent | "ordered" | "ibanChanged" | "sameIban";
    detail: string | null;
    at: Generated<Date>;
  };
  bank_statement: {
    account_iban: string;
    day: string;
    currency: Currency;
    opening_minor: bigint;
    closing_minor: bigint;
    entries: number;
    read_at: Date;
    complete: boolean;
  };
  bank_entry: {
    account_iban: string;
    bank_reference: string;
    id: Generated<string>;
    day: string;
    side: "debit" | "credit";
    amount_minor: bigint;
    currency: Currency;
    end_to_end_id: string;
    reason: string | null;
    booked_at: Date;
    received_at: Generated<Date>;
    payout_id: string | null;
    unmatched: Unmatched | null;
  };
  iban_change: {
    id: Generated<string>;
    institution_id: string;
    biller_code: string;
    currency: Currency;
    old_iban: string | null;
    new_iban: string;
    status: Generated<"waits" | "approved" | "rejected">;
    asked_by_kind: "staff" | "client";
    asked_by: string;
    asked_at: Generated<Date>;
    decided_by: string | null;
    decided_at: Date | null;
  };
}
