import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sql, type Kysely } from "kysely";
import type { z } from "zod";
import { wasEnded } from "./back-channel-logout/ended-sign-in-queries.ts";
import type { SignInOrigin } from "./back-channel-logout/sign-in-origin.ts";
import { randomToken, sha256 } from "./crypto.ts";
import { inTransaction } from "./db.ts";

/**
 * Sessions live in the component's own table, made by its migrations as:
 *   create table session (id_hash bytea primary key, data jsonb not null,
 *     created_at timestamptz not null default now(), seen_at timestamptz not null default now(),
 *     expires_at timestamptz not null, client_id text, sub text, sid text);
 *   create index session_expires_at on session (expires_at);
 *   create index session_sid on session (sid) where sid is not null;
 *   create index session_sub on session (sub) where sub is not null;
 * The cookie carries a random token; the table holds only its hash. Whose sign-in a session comes
 * from stands in `client_id`, `sub` and `sid`, so that it can be ended with it.
 */
export type SessionOptions<S extends z.ZodType> = Readonly<{
  // oxlint-disable-next-line typescript/no-explicit-any -- any component's database will do
  db: Kysely<any>;
  cookie: string;
  secure: boolean;
  schema: S;
  /** Ends after this long without a request. */
  idleMs: number;
  /** Ends after this long in any case. */
  absoluteMs: number;
}>;

export type Sessions<T> = Readonly<{
  /** The session of this request, or undefined; extends its idle time. */
  find: (c: Context) => Promise<T | undefined>;
  /** True when the browser brought a session that has ended: say so, lose nothing. */
  hadOne: (c: Context) => boolean;
  /**
   * Starts a new session with a new token (an old one of this browser ends). False, and nothing
   * started, where the sign-in that it comes from was ended meanwhile.
   */
  start: (c: Context, data: T, origin?: SignInOrigin) => Promise<boolean>;
  replace: (c: Context, data: T) => Promise<void>;
  end: (c: Context) => Promise<void>;
  /** Deletes ended sessions, at most `limit`; gives how many. */
  sweep: (limit: number) => Promise<number>;
}>;

export const createSessions = <S extends z.ZodType>(
  options: SessionOptions<S>,
): Sessions<z.infer<S>> => {
  const { db, cookie } = options;
  const hashOf = (c: Context): Buffer | undefined => {
    const token = getCookie(c, cookie);
    return token && token.length === 43 ? sha256(token) : undefined;
  };

  const find = async (c: Context): Promise<z.infer<S> | undefined> => {
    const hash = hashOf(c);
    if (!hash) return undefined;
    const { rows } = await sql<{ data: unknown }>`
      update session set seen_at = now()
      where id_hash = ${hash} and expires_at > now()
        and seen_at > now() - make_interval(secs => ${options.idleMs / 1000})
      returning data`.execute(db);
    const parsed = rows[0] ? options.schema.safeParse(rows[0].data) : undefined;
    return parsed?.success ? parsed.data : undefined;
  };

  const end = async (c: Context): Promise<void> => {
    const hash = hashOf(c);
    if (hash) await sql`delete from session where id_hash = ${hash}`.execute(db);
    deleteCookie(c, cookie, { path: "/" });
  };

  const insert = async (
    where: typeof db,
    token: string,
    data: z.infer<S>,
    origin: SignInOrigin | undefined,
  ): Promise<void> => {
    await sql`
      insert into session (id_hash, data, expires_at, client_id, sub, sid)
      values (${sha256(token)}, ${JSON.stringify(data)},
        now() + make_interval(secs => ${options.absoluteMs / 1000}),
        ${origin?.clientId ?? null}, ${origin?.subject ?? null}, ${origin?.sid ?? null})`.execute(
      where,
    );
  };

  const insertUnlessEnded = async (
    token: string,
    data: z.infer<S>,
    origin: SignInOrigin,
  ): Promise<boolean> =>
    await inTransaction(db, async (tx) => {
      if (await wasEnded(tx, origin)) return false;
      await insert(tx, token, data, origin);
      return true;
    });

  const start = async (c: Context, data: z.infer<S>, origin?: SignInOrigin): Promise<boolean> => {
    await end(c);
    const token = randomToken();
    if (!origin) await insert(db, token, data, undefined);
    else if (!(await insertUnlessEnded(token, data, origin))) return false;
    setCookie(c, cookie, token, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: options.secure,
    });
    return true;
  };

  const replace = async (c: Context, data: z.infer<S>): Promise<void> => {
    const hash = hashOf(c);
    if (!hash) return;
    await sql`update session set data = ${JSON.stringify(data)} where id_hash = ${hash}`.execute(
      db,
    );
  };

  const sweep = async (limit: number): Promise<number> => {
    const { rows } = await sql`
      delete from session where id_hash in
        (select id_hash from session where expires_at < now()
           or seen_at < now() - make_interval(secs => ${options.idleMs / 1000}) limit ${limit})
      returning 1`.execute(db);
    return rows.length;
  };

  return { find, start, replace, end, sweep, hadOne: (c) => hashOf(c) !== undefined };
};
