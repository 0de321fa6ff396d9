import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";
// Sets how PostgreSQL's numbers are read.
import "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { askPrepared, type Ask } from "./prepared-query.ts";
import type { Generation, Scheduler } from "./scheduler.ts";

/**
 * A connection, which serves one process after another: when one dies, PostgreSQL undoes what it
 * had not committed, and that is all that is left of it. `rollback` does the same to a session,
 * and keeps what PostgreSQL's process had learnt, which costs more than the rest of a crash.
 */
type Link = {
  readonly client: pg.Client;
  readonly ask: Ask;
  readonly pid: number;
  lent: boolean;
  /** How the transaction begins; sent with its first statement. */
  begins: string | undefined;
  inTransaction: boolean;
  /** The statement that is being carried out. */
  busy: Promise<unknown> | undefined;
};

export type Links = Readonly<{
  /** PostgreSQL's processes behind the connections. */
  pids: readonly number[];
  /** The gateway's database as one process sees it: each of its calls is a step. */
  openFor: (owner: Generation) => Kysely<PayDatabase>;
  /** Everything that the dead process had under way is undone. */
  undo: () => Promise<void>;
  close: () => Promise<void>;
}>;

const firstWords = (text: string): string => text.trim().split(/\s+/, 3).join(" ");
const begins = /^(begin|start transaction)/i;
const ends = /^(commit|rollback)$/i;

const written = (value: unknown): string => {
  if (value instanceof Date) return String(value.getTime());
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64url");
  return Array.isArray(value) ? value.map(written).join() : String(value);
};

/** A statement with what it is given, in a few letters: another one has another name. */
const labelOf = (text: string, values: readonly unknown[]): string => {
  const given = values.map(written).join("|");
  let sum = 0;
  for (let at = 0; at < given.length; at += 1) {
    sum = (Math.imul(sum, 31) + given.charCodeAt(at)) | 0;
  }
  return `${firstWords(text)} ${(sum >>> 0).toString(36)}`;
};

const reads = /^\s*select\b/i;
const locks = /\b(post_transfers|pg_advisory_\w+|for (no key )?update|for (key )?share)\b/i;

/** It waits for no lock that somebody else may hold, however its words are laid out. */
const locksNothing = (text: string): boolean =>
  ends.test(text) || (reads.test(text) && !locks.test(text));

/** PostgreSQL's name for a circle of locks: the scheduler breaks it in PostgreSQL's place. */
const asDeadlock = (error: unknown): unknown => {
  const cancelled = error instanceof pg.DatabaseError && error.code === "57014";
  return cancelled ? Object.assign(error, { code: "40P01" }) : error;
};

const connect = async (url: string): Promise<Link> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  const { processID: pid } = client as unknown as { processID: number };
  const ask = askPrepared(client);
  const idle = { lent: false, begins: undefined, inTransaction: false, busy: undefined };
  return { client, ask, pid, ...idle };
};

/** The database's connections, `count` in all. */
export const openLinks = async (
  { url, monitor }: Readonly<{ url: string; monitor: pg.Client }>,
  scheduler: Scheduler,
  count: number,
): Promise<Links> => {
  const links = await Promise.all(Array.from({ length: count }, () => connect(url)));

  const send = async (link: Link, text: string, values: readonly unknown[]): Promise<unknown> => {
    const begin = link.begins;
    link.begins = undefined;
    if (begin !== undefined) link.inTransaction = true;
    if (ends.test(text)) link.inTransaction = false;
    try {
      return await link.ask(text, values, begin);
    } catch (error) {
      // PostgreSQL tells of a failure before it gives the locks back; now it has.
      await link.client.query("");
      throw asDeadlock(error);
    }
  };

  const openFor: Links["openFor"] = (owner) => {
    const query = (link: Link, text: string, values: readonly unknown[]): Promise<unknown> => {
      if (!owner.dead && begins.test(text)) {
        link.begins = text;
        return Promise.resolve({ command: "BEGIN", rows: [] });
      }
      if (link.begins !== undefined && ends.test(text)) {
        link.begins = undefined;
        return Promise.resolve({ command: "COMMIT", rows: [] });
      }
      const inside = link.inTransaction || link.begins !== undefined;
      const work = async (): Promise<unknown> => {
        const sent = send(link, text, values);
        link.busy = sent.catch(() => undefined).finally(() => (link.busy = undefined));
        return await sent;
      };
      const frees = !inside || /^(commit|rollback)/i.test(text);
      const others = (one: Link): boolean =>
        one !== link && (one.inTransaction || one.busy !== undefined);
      const mayWait = (): boolean => !locksNothing(text) && links.some(others);
      const options = { owner, pid: () => link.pid, frees, mayWait };
      return scheduler.pass(labelOf(text, values), work, options);
    };
    const lend = (): PostgresPoolClient => {
      const link = links.find((one) => !one.lent);
      if (!link) throw new Error("no connection is free");
      link.lent = true;
      const release = (): void => {
        if (!owner.dead) link.lent = false;
      };
      const ask = (text: unknown, values: readonly unknown[]) => query(link, String(text), values);
      return { query: ask, release } as unknown as PostgresPoolClient;
    };
    const ready = (): boolean => links.some((one) => !one.lent);
    const pool: PostgresPool = {
      // Taking a free connection is nothing that others could notice: no step.
      connect: async () =>
        ready() && !owner.dead ? lend() : await scheduler.pass("connect", lend, { owner, ready }),
      end: async () => undefined,
      options: {},
    };
    return new Kysely<PayDatabase>({ dialect: new PostgresDialect({ pool }) });
  };

  const undo = async (): Promise<void> => {
    const lent = links.filter((link) => link.lent);
    const waiting = lent.flatMap(({ pid, busy }) => (busy ? [{ pid, busy }] : []));
    // What waits for a lock is ended before any lock is given back.
    const pids = waiting.map(({ pid }) => pid);
    if (pids.length > 0) {
      const cancel = "select pg_cancel_backend(pid) from unnest($1::int[]) as p (pid)";
      await monitor.query(cancel, [pids]);
    }
    await Promise.all(waiting.map(({ busy }) => busy));
    for (const link of lent) {
      if (link.inTransaction) await link.client.query("rollback");
      Object.assign(link, { lent: false, begins: undefined, inTransaction: false });
    }
  };

  return {
    pids: links.map(({ pid }) => pid),
    openFor,
    undo,
    close: async () => void (await Promise.all(links.map(({ client }) => client.end()))),
  };
};
