import type { Generated } from "kysely";
import type { Currency } from "@gov/kit/money.ts";

/** Tables that only the GovStack adapter reads and writes. */
export interface GovstackTables {
  govstack_inquiry: {
    client_id: string;
    inquiry_id: string;
    institution_id: string;
    bill_id: string;
    amount_minor: bigint;
    currency: Currency;
    asked_at: Generated<Date>;
  };
  govstack_request: {
    client_id: string;
    request_id: string;
    institution_id: string;
    charge_id: string;
    rtp_id: bigint | null;
    created_at: Generated<Date>;
  };
}
