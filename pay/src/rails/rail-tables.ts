import type { Generated } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { CollectionStatus } from "#src/rails/cash/collection.ts";
import type { DepositStatus } from "#src/rails/cash/deposit.ts";
import type { EsadadTransactionStatus } from "#src/rails/esadad/transaction.ts";

/** Tables that only one rail's code reads and writes. */
export interface RailTables {
  instant_credit: {
    bank_reference: string;
    reference: string;
    billing_number: string | null;
    amount_minor: bigint;
    currency: Currency;
    payer_account: Buffer;
    booked_at: Date;
    received_at: Generated<Date>;
    institution_id: string | null;
    charge_id: string | null;
    returning_at: Date | null;
    returned_at: Date | null;
  };
  simulated_order: {
    charge_id: string;
    institution_id: string;
    amount_minor: bigint;
    currency: Currency;
    return_url: string;
    cancel_url: string;
    decision: Generated<"open" | "approved" | "declined">;
    created_at: Generated<Date>;
  };
  simulated_refund: { charge_id: string; transaction_id: string; amount_minor: bigint };
  cash_company: {
    company_code: string;
    institution: string;
    client_id: string;
    name_ar: string;
    name_en: string;
    active: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  cash_agent: {
    company_code: string;
    agent_code: string;
    name_ar: string;
    name_en: string;
    place_ar: string;
    place_en: string;
    active: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  cash_clerk: { company_code: string; username: string; agent_code: string };
  cash_deposit: {
    company_code: string;
    reference: string;
    amount_minor: bigint;
    currency: Currency;
    status: Generated<DepositStatus>;
    recorded_by: string;
    recorded_at: Generated<Date>;
    decided_by: string | null;
    decided_at: Date | null;
  };
  cash_collection: {
    company_code: string;
    id: Generated<string>;
    agent_code: string;
    agent_reference: string;
    slip_number: string;
    institution_id: string;
    bill_id: string;
    charge_id: string;
    billing_number: string;
    amount_minor: bigint;
    currency: Currency;
    status: Generated<CollectionStatus>;
    reserved_by: string;
    reserved_at: Generated<Date>;
    expires_at: Date;
    confirmed_at: Date | null;
    ended_at: Date | null;
    void_reason: string | null;
  };
  cash_payout: {
    institution_id: string;
    charge_id: string;
    rail_transaction: string;
    id: Generated<string>;
    code_hash: Buffer;
    code_sealed: Buffer;
    amount_minor: bigint;
    currency: Currency;
    status: Generated<"due" | "paidOut">;
    created_at: Generated<Date>;
    company_code: string | null;
    agent_code: string | null;
    agent_reference: string | null;
    paid_by: string | null;
    paid_at: Date | null;
  };
  prepaid_service: {
    service_type: string;
    institution_id: string;
    biller_code: string;
    client_id: string;
    name_ar: string;
    name_en: string;
    currency: Currency;
    lower_minor: bigint;
    upper_minor: bigint;
    active: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  prepaid_account: {
    service_type: string;
    number: string;
    holder_name: string;
    active: Generated<boolean>;
    updated_at: Generated<Date>;
  };
  esadad_notification: {
    guid: string;
    body_hash: Buffer;
    results: unknown;
    received_at: Generated<Date>;
  };
  esadad_transaction: {
    trx: string;
    guid: string;
    status: EsadadTransactionStatus;
    institution_id: string | null;
    bill_id: string | null;
    charge_id: string | null;
    amount_minor: bigint | null;
    currency: Currency | null;
    fee_minor: Generated<bigint>;
    paid_at: Date | null;
    means: string | null;
    bank_transaction: string | null;
    bank_code: string | null;
    received_at: Generated<Date>;
    updated_at: Generated<Date>;
    next_inquiry_at: Generated<Date | null>;
  };
  esadad_message: {
    id: Generated<bigint>;
    at: Generated<Date>;
    direction: "in" | "out";
    operation: string;
    guid: string | null;
    result_code: number | null;
    duration_ms: number;
    request: string;
    answer: string;
  };
}
