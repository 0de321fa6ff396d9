import { sql, type Kysely, type Transaction } from "kysely";
import type { Log } from "./log.ts";

/**
 * Work that must happen after a commit, written in the same transaction as what caused it.
 * The component's migrations make the table:
 *   create table outbox (id bigint generated always as identity primary key,
 *     kind text not null, payload jsonb not null, attempts int not null default 0,
 *     created_at timestamptz not null default now(), due_at timestamptz not null default now(),
 *     failed_at timestamptz, last_error text);
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

/** Does the work; its database effects commit together with the row's deletion. */
export type OutboxHandler<DB> = (payload: unknown, tx: Transaction<DB>) => Promise<void>;

export type OutboxWorker = Readonly<{ kick: () => void; close: () => Promise<void> }>;

type Row = { id: bigint; kind: string; payload: unknown; attempts: number };

/** Delays before each further try; after the last the row stays, marked failed, for a person. */
export const webhookDelaysMs = [60_000, 300_000, 3_600_000, 21_600_000, 86_400_000, 172_800_000];

type Options<DB> = Readonly<{
  db: Kysely<DB>;
  handlers: Readonly<Record<string, OutboxHandler<DB>>>;
  retryDelaysMs: readonly number[];
  /** How often to look when nobody kicks. */
  pollMs: number;
  log: Log;
}>;

const claimOne = async <DB>(tx: Transaction<DB>, kinds: string[]): Promise<Row | undefined> => {
  const { rows } = await sql<Row>`
    select id, kind, payload, attempts from outbox
    where failed_at is null and due_at <= now() and kind = any(${kinds})
    order by due_at limit 1 for update skip locked`.execute(tx);
  return rows[0];
};

const postpone = async <DB>(
  tx: Transaction<DB>,
  row: Row,
  delayMs: number | undefined,
  reason: string,
): Promise<void> => {
  await sql`
    update outbox set attempts = attempts + 1, last_error = ${reason.slice(0, 500)},
      due_at = now() + make_interval(secs => ${(delayMs ?? 0) / 1000}),
      failed_at = ${delayMs === undefined ? sql`now()` : sql`null`}
    where id = ${row.id}`.execute(tx);
};

/** Handles one due row; false when there was none. */
export const handleOne = async <DB>({
  db,
  handlers,
  retryDelaysMs,
  log,
}: Omit<Options<DB>, "pollMs">): Promise<boolean> =>
  await db.transaction().execute(async (tx) => {
    const row = await claimOne(tx, Object.keys(handlers));
    if (!row) return false;
    await sql`savepoint before_work`.execute(tx);
    try {
      await handlers[row.kind]?.(row.payload, tx);
      await sql`delete from outbox where id = ${row.id}`.execute(tx);
    } catch (error) {
      await sql`rollback to savepoint before_work`.execute(tx);
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ outboxId: String(row.id), kind: row.kind, attempts: row.attempts }, "put off");
      await postpone(tx, row, retryDelaysMs[row.attempts], reason);
    }
    return true;
  });

/** Between two looks: work that comes at high rates is looked for seldom, and found together. */
const restMs = 50;

/**
 * Runs due rows one after another; several workers and processes may run side by side. The first
 * kick looks at once, others at most every 50 ms: looking costs a transaction.
 */
export const startOutboxWorker = <DB>(options: Options<DB>): OutboxWorker => {
  let running: Promise<void> | undefined;
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
  const drain = async (): Promise<void> => {
    do {
      again = false;
      try {
        while (!closed && (await handleOne(options)));
      } catch (error) {
        options.log.error({ err: error }, "outbox stopped for now");
      }
      await rest();
    } while (again && !closed);
  };
  const kick = (): void => {
    again = true;
    if (closed || running) return;
    running = drain().finally(() => (running = undefined));
  };
  const timer = setInterval(kick, options.pollMs);
  kick();
  const close = async (): Promise<void> => {
    closed = true;
    clearInterval(timer);
    wake();
    await running;
  };
  return { kick, close };
};
