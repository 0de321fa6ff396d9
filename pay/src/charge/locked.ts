import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "./charge-queries.ts";

/** A charge with its bill, both locked. */
export type Locked = Readonly<{ bill: BillRow; charge: ChargeRow }>;
