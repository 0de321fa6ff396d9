import type { Generated } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { BreakClass, BreakStatus, Resolution } from "./break.ts";
import type { Direction, ReportFailure, ReportStatus } from "./report.ts";

/** Tables that only reconciliation reads and writes. A `date` is read as text by its queries. */
export interface ReconciliationTables {
  rail_report_day: {
    rail: RailCode;
    party: Generated<string>;
    day: Date;
    expected_at: Date;
    tried_at: Date | null;
    tries: Generated<number>;
    outcome: string | null;
  };
  rail_report: {
    id: Generated<string>;
    rail: RailCode;
    party: string;
    day: Date;
    version: number;
    source: "fetched" | "uploaded";
    uploaded_by: string | null;
    file_hash: Buffer;
    bytes: bigint;
    status: Generated<ReportStatus>;
    failure: ReportFailure | null;
    lines_read: Generated<number>;
    lines_wrong: Generated<number>;
    held_until: Date | null;
    received_at: Generated<Date>;
    read_at: Date | null;
  };
  rail_report_piece: { report_id: string; number: number; bytes: Buffer };
  rail_report_line: {
    report_id: string;
    line: number;
    rail: RailCode;
    party: string;
    day: Date;
    order_key: string;
    reference: string;
    direction: Direction;
    currency: Currency;
    amount_minor: bigint;
    fee_minor: bigint;
    moved_on: Date;
  };
  rail_report_total: {
    report_id: string;
    currency: Currency;
    lines: number;
    taken_minor: bigint;
    returned_minor: bigint;
    fee_minor: bigint;
    stated_minor: bigint;
  };
  rail_report_error: {
    report_id: string;
    line: number;
    position: number;
    field: string;
    message_ar: string;
    message_en: string;
  };
  rail_entry: {
    rail: RailCode;
    source: string;
    party: string;
    day: Date;
    order_key: string;
    reference: string;
    direction: Direction;
    currency: Currency;
    amount_minor: bigint;
    fee_minor: bigint;
    corrects: BreakClass | null;
    institution_id: string;
    charge_id: string | null;
    biller_code: string | null;
    transfer_id: string | null;
    posted_at: Date;
  };
  rail_entry_mark: { rail: RailCode; collected_to: Date };
  reconciliation_due: { rail: RailCode; order_key: string; direction: Direction };
  rail_break: {
    id: Generated<string>;
    rail: RailCode;
    party: string;
    order_key: string;
    direction: Direction;
    reference: string;
    class: BreakClass;
    status: Generated<BreakStatus>;
    day: Date;
    institution_id: string;
    charge_id: string | null;
    biller_code: string | null;
    reported_minor: bigint;
    reported_currency: Currency;
    booked_minor: bigint;
    booked_currency: Currency;
    resolution: Resolution | null;
    proposed_by: string | null;
    proposed_at: Date | null;
    proposal_note: string | null;
    decided_by: string | null;
    decided_at: Date | null;
    asked_at: Date | null;
    opened_at: Generated<Date>;
    closed_at: Date | null;
  };
  rail_break_event: {
    break_id: string;
    position: number;
    event: string;
    from_status: BreakStatus | null;
    to_status: BreakStatus;
    actor: string | null;
    note: string | null;
    at: Generated<Date>;
  };
}
