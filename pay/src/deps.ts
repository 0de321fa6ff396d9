import type { Database } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import type { postOutside } from "@gov/kit/outside-post.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Rail, Rails } from "#src/rails/rail.ts";
import type { ReceiptSigner } from "#src/receipt/sign-receipt.ts";

/** What the slices of `pay` work with; `main.ts` wires it. */
export type PayDeps = Readonly<{
  db: Database<PayDatabase>;
  log: Log;
  /** This component's own address, without a trailing slash. */
  publicUrl: string;
  rails: Rails;
  /** Takes the card rail's place in test lanes. */
  simulator?: Rail | undefined;
  chargeLifetimeS: number;
  /** How long a rail may take to answer one call. */
  railTimeoutMs: number;
  /** Signs every receipt as it is issued. */
  receiptSigner: ReceiptSigner;
  /** Encrypts secrets at rest. */
  encryptionKey: Uint8Array;
  /** Hosts that webhooks may be sent to although they are not public; `*` for all. */
  insideHosts: readonly string[];
  /** Whether payers can be told by SMS. */
  sms: boolean;
  /** Carries a webhook to its biller. */
  post: typeof postOutside;
  /** Wakes the outbox after a commit that wrote to it. */
  kickOutbox: () => void;
}>;
