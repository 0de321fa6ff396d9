import { sql, type Kysely, type Transaction } from "kysely";
import { createLeaseKeeper, type LeaseKeeper } from "./lease-keeper.ts";
import type { Log } from "./log.ts";
import { leaseDueRows, putOffRow, removeRow, renewRows, type LeasedRow } from "./outbox-queries.ts";

/**
 * Work that must happen after a commit, written in the same transaction as what caused it.
 * The component's migrations make the table:
 *   create table outbox (id bigint generated always as identity primary key,
 *     kind text not null, payload jsonb not null, attempts int not null default 0,
 *     created_at timestamptz not null default now(), due_at timestamptz not null default now(),
 *     failed_at timestamptz, last_error text, lease uuid, leased_until timestamptz);
 *   create index outbox_due on outbox (due_at) where failed_at is null;
 */
export const addToOutbox = async <DB>(
  tx: Transaction<DB>,
  kind: string,
  payload: unknown,
): Promise<void> => {
  await sql`insert into outbox (kind, payload) values (${kind}, ${JSON.stringify(payload)})`.execute(
    tx,
  );
};

/** What remains to be written when the work is done. */
export type OutboxEffect<DB> = (tx: Transaction<DB>) => Promise<void>;

/**
 * Does the work, calls to others included, while the row is leased and no connection is held. The
 * effect it gives commits together with the row's deletion. After a crash, or where a lease ran
 * out, the work is done again: outside it may happen twice, inside its effect happens once.
 */
export type OutboxHandler<DB> = (payload: unknown) => Promise<OutboxEffect<DB> | undefined>;

export type OutboxWorker = Readonly<{ kick: () => void; close: () => Promise<void> }>;

/** Delays before each further try; after the last the row stays, marked failed, for a person. */
export const webhookDelaysMs = [60_000, 300_000, 3_600_000, 21_600_000, 86_400_000, 172_800_000];

/** How long the work of a worker that died waits for another. Living ones renew their leases. */
export const outboxLeaseMs = 6_000;
const renewEveryMs = 2_000;

type Options<DB> = Readonly<{
  db: Kysely<DB>;
  handlers: Readonly<Record<string, OutboxHandler<DB>>>;
  retryDelaysMs: readonly number[];
  /** How many rows are worked on side by side; one unless said, which keeps them in order. */
  atOnce?: number;
  /** How often to look when nobody kicks. */
  pollMs: number;
  log: Log;
}>;

type Work<DB> = Pick<Options<DB>, "db" | "handlers" | "retryDelaysMs" | "log">;

/** Another worker has the row now: whatever this one did of it must not commit. */
class LeaseLost extends Error {}

const finish = async <DB>(
  { db, handlers }: Work<DB>,
  row: LeasedRow,
  leases: LeaseKeeper<LeasedRow> | undefined,
): Promise<void> => {
  const stopRenewing = leases?.hold(row);
  try {
    const effect = await handlers[row.kind]?.(row.payload);
    await db.transaction().execute(async (tx) => {
      // From here on the row's lock keeps others off it.
      if (!(await removeRow(tx, row))) throw new LeaseLost();
      await effect?.(tx);
    });
  } finally {
    stopRenewing?.();
  }
};

/** Works off one leased row. Where even putting it off fails, its lease runs out by itself. */
const carryOut = async <DB>(
  work: Work<DB>,
  row: LeasedRow,
  leases?: LeaseKeeper<LeasedRow>,
): Promise<void> => {
  const { db, log, retryDelaysMs } = work;
  const about = { outboxId: String(row.id), kind: row.kind, attempts: row.attempts };
  try {
    await finish(work, row, leases);
  } catch (error) {
    if (error instanceof LeaseLost) return log.warn(about, "another worker took it over");
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(about, "put off");
    await putOffRow(db, row, retryDelaysMs[row.attempts], reason);
  }
};

/** Handles one due row; false when there was none. */
export const handleOne = async <DB>(work: Work<DB>): Promise<boolean> => {
  const wanted = { limit: 1, leaseMs: outboxLeaseMs };
  const [row] = await leaseDueRows(work.db, Object.keys(work.handlers), wanted);
  if (row) await carryOut(work, row);
  return row !== undefined;
};

/** After a look that found nothing: kicks that come at high rates are looked after together. */
const restMs = 50;

/**
 * Works off due rows, as many as there are free places; several workers may run side by side. A
 * kick looks at once, unless a look of the last 50 ms found nothing.
 */
export const startOutboxWorker = <DB>(options: Options<DB>): OutboxWorker => {
  const { db, log, atOnce = 1 } = options;
  const kinds = Object.keys(options.handlers);
  const leases = createLeaseKeeper<LeasedRow>({
    renewEveryMs,
    renew: (rows) => renewRows(db, rows, outboxLeaseMs),
  });
  const running = new Set<Promise<void>>();
  let filling: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let wake = (): void => undefined;

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (closed) wake();
    });

  const start = (row: LeasedRow): void => {
    const going = carryOut(options, row, leases)
      .catch((error: unknown) => log.error({ err: error }, "outbox work was left to its lease"))
      .finally(() => {
        running.delete(going);
        kick();
      });
    running.add(going);
  };
  const fill = async (): Promise<void> => {
    try {
      while (again && !closed && running.size < atOnce) {
        again = false;
        const limit = atOnce - running.size;
        const rows = await leaseDueRows(db, kinds, { limit, leaseMs: outboxLeaseMs });
        rows.forEach(start);
        if (rows.length === 0) await rest();
      }
    } catch (error) {
      log.error({ err: error }, "outbox stopped for now");
    }
  };
  const kick = (): void => {
    again = true;
    if (closed || filling) return;
    filling = fill().finally(() => {
      filling = undefined;
      // Kicked in the very moment in which it stopped looking.
      if (again && running.size < atOnce) kick();
    });
  };
  const timer = setInterval(kick, options.pollMs);
  kick();
  const close = async (): Promise<void> => {
    closed = true;
    clearInterval(timer);
    wake();
    await filling;
    await Promise.all(running);
  };
  return { kick, close };
};
