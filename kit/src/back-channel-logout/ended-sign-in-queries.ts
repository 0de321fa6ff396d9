import { sql, type Kysely, type Transaction } from "kysely";
import { inTransaction } from "../db.ts";
import type { LogoutToken } from "./logout-token.ts";
import type { SignInOrigin } from "./sign-in-origin.ts";

/**
 * Logout tokens live in the component's own table, made by its migrations as:
 *   create table logout_token (jti text primary key, client_ids text[] not null, sub text,
 *     sid text, issued_at timestamptz not null, taken_at timestamptz not null default now());
 *   create index logout_token_taken_at on logout_token (taken_at);
 *   create index logout_token_sid on logout_token (sid) where sid is not null;
 *   create index logout_token_sub on logout_token (sub) where sid is null;
 */
// oxlint-disable-next-line typescript/no-explicit-any -- any component's database will do
type Db = Kysely<any>;
// oxlint-disable-next-line typescript/no-explicit-any -- any component's database will do
type Tx = Transaction<any>;

/** Longer than a token is taken for, and longer than a sign-in stays under way. */
const keptMinutes = 60;
const sweptAtOnce = 100;

/** Whoever starts and whoever ends sessions of one sign-in go one after the other. */
const takeTurn = async (tx: Tx, name: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
};

const turnOf = ({ sub, sid }: Readonly<{ sub: string | undefined; sid: string | undefined }>) =>
  sid === undefined ? `sign-in of ${sub}` : `sign-in ${sid}`;

const sweep = async (tx: Tx): Promise<void> => {
  await sql`
    delete from logout_token where jti in (
      select jti from logout_token
      where taken_at < now() - make_interval(mins => ${keptMinutes})
      limit ${sweptAtOnce} for update skip locked)`.execute(tx);
};

/**
 * Ends the sessions that a logout token names: those of its `sid`, or all of its `sub`. Gives how
 * many; undefined where the token was taken before, and nothing was done.
 */
export const endSignIn = async (db: Db, token: LogoutToken): Promise<number | undefined> =>
  await inTransaction(db, async (tx) => {
    const { jti, clientIds, sub, sid, issuedAtS } = token;
    await takeTurn(tx, turnOf({ sub, sid }));
    const noted = await sql`
      insert into logout_token (jti, client_ids, sub, sid, issued_at)
      values (${jti}, ${[...clientIds]}::text[], ${sub ?? null}, ${sid ?? null},
        to_timestamp(${issuedAtS}))
      on conflict do nothing returning 1`.execute(tx);
    if (noted.rows.length === 0) return undefined;
    const named = sid === undefined ? sql`sub = ${sub}` : sql`sid = ${sid}`;
    const ended = await sql`
      delete from session where client_id = any(${[...clientIds]}::text[]) and ${named}
        and (${sub ?? null}::text is null or sub = ${sub ?? null})
      returning 1`.execute(tx);
    await sweep(tx);
    return ended.rows.length;
  });

/**
 * Whether a sign-in was ended before its session could start: the news may come while the person
 * is still on the way back to us. Until the transaction ends, no such news is taken.
 */
export const wasEnded = async (tx: Tx, origin: SignInOrigin): Promise<boolean> => {
  const { clientId, subject, sid, issuedAtS } = origin;
  await takeTurn(tx, turnOf({ sub: subject, sid: undefined }));
  if (sid !== undefined) await takeTurn(tx, turnOf({ sub: subject, sid }));
  const { rows } = await sql`
    select 1 from logout_token
    where ${clientId} = any(client_ids) and issued_at >= to_timestamp(${issuedAtS})
      and (sid = ${sid ?? null} or (sid is null and sub = ${subject}))
    limit 1`.execute(tx);
  return rows.length > 0;
};
