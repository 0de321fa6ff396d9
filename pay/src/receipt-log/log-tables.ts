import type { Generated } from "kysely";

/** The log of receipts: what waits, closed days, where each receipt stands. */
export interface ReceiptLogTables {
  receipt_unlogged: { institution_id: string; number: string; issued_at: Date; leaf: Buffer };
  receipt_unsigned: { institution_id: string; number: string };
  receipt_day: {
    day: Date;
    size: number;
    root: Buffer;
    previous: Buffer;
    head: Buffer;
    blocks: Buffer;
    closed_at: Date;
    stamp: Buffer | null;
    stamped_at: Date | null;
    stamp_due_at: Date;
    stamp_tries: Generated<number>;
  };
  receipt_leaf: {
    day: Date;
    leaf_index: number;
    institution_id: string;
    number: string;
    hash: Buffer;
  };
}
