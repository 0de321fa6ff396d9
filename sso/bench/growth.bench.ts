import { openDatabase } from "@gov/kit/db.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { askMachineToken, signIn } from "./flows.ts";
import { compare, measure, print, rounded, sideOf } from "./measure.ts";
import { fillPeople } from "./people.ts";
import { serve } from "./served.ts";

// What a sign-in costs when the tables are large, beside the same service on small ones; and how
// fast the ended rows go while people sign in. ACCOUNTS and EXPIRED are how many there are.

const accounts = Number(process.env["ACCOUNTS"] ?? 100_000);
const expired = Number(process.env["EXPIRED"] ?? 1_000_000);
const callers = 8;
/** In one statement; it must end within the pool's time for one. */
const atOnce = 20_000;

type Db = Kysely<SsoDatabase>;

/** So many people that nobody signs in as. */
const addAccounts = async (db: Db, from: number, to: number): Promise<void> => {
  await sql`
    with born as (
      insert into account (national_id, name, date_of_birth, phone)
      select (100000000 + n)::text, '{"ar": "ساكن", "en": "Resident"}', '1980-01-01',
        '+97256' || lpad(n::text, 7, '0') from generate_series(${from}::int, ${to}::int) n
      returning id)
    insert into credential (person_id, kind, hash)
    select id, 'password', repeat('x', 97) from born`.execute(db);
};

/** So many rows as the engine leaves behind, over the days before yesterday. */
const addExpired = async (db: Db, from: number, to: number): Promise<void> => {
  await sql`
    insert into oidc_entity (model, id_hash, payload, grant_id, uid, expires_at)
    select (array['AccessToken', 'Grant', 'Interaction', 'AuthorizationCode'])[1 + n % 4],
      sha256(n::text::bytea), json_build_object('iat', n, 'exp', n, 'jti', n, 'scope',
        'openid profile national_id phone', 'accountId', n, 'clientId', 'bench-web'),
      'grant-' || n / 4, null, now() - interval '2 days' - n * interval '1 second' / 50
      from generate_series(${from}::int, ${to}::int) n`.execute(db);
};

const inParts = async (
  count: number,
  add: (from: number, to: number) => Promise<void>,
): Promise<void> => {
  for (let from = 1; from <= count; from += atOnce) {
    await add(from, Math.min(count, from + atOnce - 1));
  }
};

const small = await serve("our-service.ts", "no-hashing");
const large = await serve("our-service.ts", "no-hashing");
await fillPeople(small.databaseUrl);
await fillPeople(large.databaseUrl);
const db = openDatabase<SsoDatabase>(large.databaseUrl, { max: 1 });
const began = performance.now();
await inParts(accounts, (from, to) => addAccounts(db, from, to));
await inParts(expired, (from, to) => addExpired(db, from, to));
await sql`vacuum analyze`.execute(db);
print({
  what: "filled",
  accounts,
  expired,
  seconds: rounded((performance.now() - began) / 1_000, 0),
});

const sides = (work: typeof signIn) =>
  [sideOf(small, () => work(small), callers), sideOf(large, () => work(large), callers)] as const;
await compare("machine's token, large tables beside small", ...sides(askMachineToken));
await compare("sign-in without hashing, large tables beside small", ...sides(signIn));

const sweepAll = async (): Promise<number> => {
  let swept = 0;
  for (;;) {
    const rows = await large.sweep();
    swept += rows;
    if (rows < 1_000) return swept;
  }
};
const options = { callers, seconds: 10, cpuMs: large.cpuMs };
const quiet = await measure(() => signIn(large), options);
const start = performance.now();
let sweeping = true;
const swept = sweepAll().finally(() => {
  sweeping = false;
});
const during = await measure(() => signIn(large), options);
const stillSweeping = sweeping;
const rows = await swept;
print({
  what: "sweeping while people sign in",
  rows,
  rowsPerSecond: Math.round(rows / ((performance.now() - start) / 1_000)),
  sweptAllTheTime: stillSweeping,
  signInsPerSecond: [rounded(quiet.perSecond, 0), rounded(during.perSecond, 0)],
  p99Ms: [rounded(quiet.p99Ms, 0), rounded(during.p99Ms, 0)],
});
await db.destroy();
await small.close();
await large.close();
// The kept connections of the callers would hold the process for a while.
process.exit(0);
