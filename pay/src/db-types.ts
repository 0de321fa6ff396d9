import type { Generated, GeneratedAlways } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { ChargeEvent, ChargeStatus } from "#src/charge/charge.ts";
import type { DeskActionKind } from "#src/console/desk-action-queries.ts";
import type { GovstackTables } from "#src/govstack/govstack-tables.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { RailTables } from "#src/rails/rail-tables.ts";
import type { ReceiptLogTables } from "#src/receipt-log/log-tables.ts";
import type { ReconciliationTables } from "#src/reconciliation/reconciliation-tables.ts";
import type { RefundEvent, RefundGround, RefundStatus } from "#src/refund/refund-order.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";
import type { SettlementTables } from "#src/settlement/settlement-tables.ts";

export type BillKind = "bill" | "basket";
export type BillLineKind = "fee" | "exemption";
export type BillStatus = "open" | "claimed" | "paid" | "cancelled";
export type PublicNumberKind = "bill" | "receipt" | "charge";

/** The migrated database, table by table: int8 is bigint, timestamptz is Date. */
export interface PayDatabase
  extends RailTables, GovstackTables, ReceiptLogTables, SettlementTables, ReconciliationTables {
  institution: { institution_id: string; created_at: Generated<Date> };
  biller: {
    institution_id: string;
    code: string;
    name_ar: string;
    name_en: string;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  biller_account: {
    institution_id: string;
    biller_code: string;
    currency: Currency;
    iban: string;
  };
  biller_service_type: { institution_id: string; biller_code: string; service_type: string };
  public_number: {
    number: string;
    kind: PublicNumberKind;
    institution_id: string;
    subject_id: string;
    created_at: Generated<Date>;
  };
  bill: {
    institution_id: string;
    id: Generated<string>;
    biller_code: string;
    client_id: string;
    reference: string;
    billing_number: string;
    description_ar: string;
    description_en: string;
    amount_minor: bigint;
    currency: Currency;
    service_type: string | null;
    payer_national_id: string | null;
    payer_name: string | null;
    payer_phone: string | null;
    due_at: Date | null;
    return_url: string | null;
    status: Generated<BillStatus>;
    claimed_by: string | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
    paid_at: Date | null;
    cancelled_at: Date | null;
    expires_at: Date | null;
    expired_at: Date | null;
    live: GeneratedAlways<boolean>;
    paid_minor: Generated<bigint>;
    /** Between which amounts one part may be; null where only the whole bill is paid. */
    part_lower_minor: Generated<bigint | null>;
    part_upper_minor: Generated<bigint | null>;
    /** A basket pays the bills that are its items. */
    kind: Generated<BillKind>;
  };
  basket_item: {
    institution_id: string;
    basket_id: string;
    position: number;
    item_institution_id: string;
    item_bill_id: string;
    amount_minor: bigint;
  };
  bill_line: {
    institution_id: string;
    bill_id: string;
    position: number;
    kind: BillLineKind;
    text_ar: string;
    text_en: string;
    amount_minor: bigint;
    reason_ar: string | null;
    reason_en: string | null;
    source_ar: string | null;
    source_en: string | null;
  };
  bill_instalment: {
    institution_id: string;
    bill_id: string;
    position: number;
    due_on: Date;
    amount_minor: bigint;
  };
  rail_fee: {
    rail: RailCode;
    currency: Currency;
    biller_fixed_minor: Generated<bigint>;
    /** Hundredths of a percent. */
    biller_basis_points: Generated<number>;
  };
  /** When bills that are not paid end by themselves; kept by triggers. */
  bill_expiry: { institution_id: string; bill_id: string; expires_at: Date };
  bill_split: {
    institution_id: string;
    bill_id: string;
    position: number;
    biller_code: string;
    amount_minor: bigint;
  };
  charge: {
    institution_id: string;
    id: Generated<string>;
    bill_id: string;
    rail: RailCode;
    status: Generated<ChargeStatus>;
    amount_minor: bigint;
    currency: Currency;
    taken_minor: Generated<bigint>;
    return_url: string | null;
    redirect_url: string | null;
    rail_state: Generated<unknown>;
    rail_reference: string | null;
    failure_reason: string | null;
    expires_at: Date;
    next_check_at: Date | null;
    checks: Generated<number>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
    captured_at: Date | null;
    whole: Generated<boolean>;
    /** Of a share: the lane and the id of the basket's charge. */
    basket_lane: string | null;
    basket_charge_id: string | null;
  };
  charge_event: {
    institution_id: string;
    charge_id: string;
    position: number;
    event: ChargeEvent | ChargeNote;
    from_status: ChargeStatus;
    to_status: ChargeStatus;
    detail: Generated<unknown>;
    at: Generated<Date>;
  };
  ledger_account: {
    institution_id: string;
    id: Generated<bigint>;
    kind: AccountKind;
    owner: string;
    currency: Currency;
    created_at: Generated<Date>;
    /** In how many parts the balance is kept. */
    slots: Generated<number>;
    /** Never in debit. */
    guarded: Generated<boolean>;
  };
  account_balance: {
    institution_id: string;
    account_id: bigint;
    kind: AccountKind;
    owner: string;
    currency: Currency;
    balance_minor: bigint;
    postings: bigint;
  };
  payment: {
    institution_id: string;
    id: Generated<string>;
    bill_id: string;
    charge_id: string;
    transfer_id: string;
    rail: RailCode;
    amount_minor: bigint;
    currency: Currency;
    rail_reference: string | null;
    paid_at: Date;
    refunded_minor: Generated<bigint>;
    reversed_at: Generated<Date | null>;
  };
  payment_part: {
    institution_id: string;
    payment_id: string;
    biller_code: string;
    amount_minor: bigint;
  };
  rail_transaction: {
    rail: RailCode;
    transaction_id: string;
    institution_id: string;
    charge_id: string;
    received_at: Generated<Date>;
  };
  receipt: {
    institution_id: string;
    number: string;
    payment_id: string;
    bill_id: string;
    issued_at: Generated<Date>;
    /** What its QR code carries, signed; null for a test bill's, and for those of before. */
    cose: Buffer | null;
  };
  refund: {
    institution_id: string;
    id: Generated<string>;
    charge_id: string;
    position: number;
    reason: RefundReason;
    amount_minor: bigint;
    currency: Currency;
    rail_transaction: string;
    status: Generated<"due" | "returned" | "refused">;
    created_at: Generated<Date>;
    returned_at: Date | null;
  };
  desk_action: {
    institution_id: string;
    id: Generated<string>;
    username: string;
    action: DeskActionKind;
    subject: string;
    at: Generated<Date>;
  };
  refund_limit: {
    institution_id: string;
    biller_code: string;
    currency: Currency;
    limit_minor: bigint;
    set_by: string;
    updated_at: Generated<Date>;
  };
  refund_order: {
    institution_id: string;
    id: Generated<string>;
    payment_id: string;
    bill_id: string;
    charge_id: string;
    reason: RefundGround;
    note: string;
    amount_minor: bigint;
    currency: Currency;
    status: Generated<RefundStatus>;
    requested_by_kind: "client" | "staff";
    requested_by: string;
    requested_at: Generated<Date>;
    approval: "withinLimit" | "secondPerson" | null;
    decided_by: string | null;
    decided_at: Date | null;
    decision_note: string | null;
    position: number | null;
    returned_at: Date | null;
  };
  payer_contact: {
    institution_id: string;
    subject_id: string;
    phone_sealed: Buffer;
    lang: "ar" | "en";
    created_at: Generated<Date>;
  };
  payer_message: {
    institution_id: string;
    charge_id: string;
    position: number;
    phone_hash: Buffer;
    created_at: Generated<Date>;
  };
  payer_refund: {
    institution_id: string;
    id: string;
    payment_id: string | null;
    bill_id: string;
    charge_id: string;
    reason: RefundGround | SurplusReason;
    note: string | null;
    amount_minor: bigint;
    currency: Currency;
    status: RefundStatus;
    requested_by_kind: "client" | "staff" | "gateway";
    requested_by: string | null;
    requested_at: Date;
    decided_at: Date | null;
    decision_note: string | null;
    returned_at: Date | null;
  };
  refund_order_part: {
    institution_id: string;
    refund_order_id: string;
    biller_code: string;
    amount_minor: bigint;
  };
  refund_order_event: {
    institution_id: string;
    refund_order_id: string;
    position: number;
    event: RefundEvent | "requested";
    from_status: RefundStatus | null;
    to_status: RefundStatus;
    actor: string | null;
    at: Generated<Date>;
  };
  break: {
    institution_id: string;
    id: Generated<string>;
    charge_id: string;
    kind: BreakKind;
    detail: Generated<unknown>;
    opened_at: Generated<Date>;
    closed_at: Date | null;
  };
  webhook_endpoint: {
    id: string;
    client_id: string;
    url: string;
    secret_sealed: Buffer;
    event_types: string[];
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
    description: Generated<string>;
    previous_secret_sealed: Buffer | null;
    previous_until: Date | null;
    failing_since: Date | null;
    disabled_at: Date | null;
  };
  webhook_delivery: {
    id: Generated<bigint>;
    endpoint_id: string;
    message_id: string;
    event_type: string;
    bill_id: string | null;
    attempt: number;
    status: number | null;
    error: string | null;
    duration_ms: number;
    at: Generated<Date>;
    url: Generated<string>;
    request_bytes: Generated<number>;
    response_summary: Generated<string>;
  };
  webhook_message: {
    id: string;
    client_id: string;
    event_type: string;
    bill_id: string | null;
    body: string;
    created_at: Generated<Date>;
  };
  used_proof: { id_hash: Buffer; forget_at: Date };
  bill_upload: {
    id: Generated<string>;
    client_id: string;
    institution_id: string;
    biller_code: string;
    format: "csv" | "jsonl";
    compression: "none" | "gzip";
    description_ar: string | null;
    description_en: string | null;
    status: Generated<UploadStatus>;
    received_bytes: Generated<bigint>;
    rows_read: Generated<bigint>;
    rows_made: Generated<bigint>;
    rows_known: Generated<bigint>;
    rows_wrong: Generated<bigint>;
    errors_kept: Generated<bigint>;
    failure: string | null;
    holder: string | null;
    held_until: Date | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
    finished_at: Date | null;
  };
  bill_upload_piece: { upload_id: string; offset_bytes: bigint; bytes: Buffer };
  bill_upload_error: {
    upload_id: string;
    line: bigint;
    position: number;
    field: string;
    message_ar: string;
    message_en: string;
  };
}

export type UploadStatus = "receiving" | "queued" | "running" | "done" | "failed" | "cancelled";

/** Lines of a timeline that change no state. */
export type ChargeNote = "payerReturned" | "railSilent" | "railContradicts";
export type RefundReason = SurplusReason | "byBiller";
export type BreakKind = "railContradicts" | "railTookBack" | "refundRefused";
