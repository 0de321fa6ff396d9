import { openDatabase } from "@gov/kit/db.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** So many people that nobody signs in as. */
const addAccounts = async (db: Db, count: number): Promise<void> => {
  await sql`
    with born as (
      insert into account (national_id, name, date_of_birth, phone)
      select (100000000 + n)::text, '{"ar": "ساكن", "en": "Resident"}', '1980-01-01',
        '+97256' || lpad(n::text, 7, '0') from generate_series(1, ${count}::int) n
      returning id)
    insert into credential (person_id, kind, hash)
    select id, 'password', repeat('x', 97) from born`.execute(db);
};

/** So many rows as the engine leaves behind, over the days before yesterday. */
const addExpired = async (db: Db, count: number): Promise<void> => {
  await sql`
    insert into oidc_entity (model, id_hash, payload, grant_id, uid, expires_at)
    select (array['AccessToken', 'Grant', 'Interaction', 'AuthorizationCode'])[1 + n % 4],
      sha256(n::text::bytea), json_build_object('iat', n, 'exp', n, 'jti', n, 'scope',
        'openid profile national_id phone', 'accountId', n, 'clientId', 'bench-web'),
      'grant-' || n / 4, null, now() - interval '2 days' - n * interval '1 second' / 50
      from generate_series(1, ${count}::int) n`.execute(db);
};

/** How to take a table's indexes away, and how to make them again. */
const indexesOf = async (db: Db, table: string) =>
  (
    await sql<{ drop: string; make: string }>`
      select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
          else format('alter table %I drop constraint %I', ${table}::text, c.conname) end as drop,
        case when c.oid is null then pg_get_indexdef(i.indexrelid)
          else format('alter table %I add constraint %I %s', ${table}::text, c.conname,
            pg_get_constraintdef(c.oid)) end as make
      from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
      where i.indrelid = ${table}::text::regclass`.execute(db)
  ).rows;

/** Rows in an order that no index has are put in ten times as fast where the indexes come after. */
const withIndexesAfter = async (
  db: Db,
  table: string,
  work: () => Promise<void>,
): Promise<void> => {
  const indexes = await indexesOf(db, table);
  for (const { drop } of indexes) await sql.raw(drop).execute(db);
  await work();
  for (const { make } of indexes) await sql.raw(make).execute(db);
};

/** A service's database with so many more accounts, and so many ended rows of the engine. */
export const fillLarge = async (
  databaseUrl: string,
  { accounts, expired }: Readonly<{ accounts: number; expired: number }>,
): Promise<void> => {
  const db = openDatabase<SsoDatabase>(databaseUrl, { max: 1 });
  await sql`select set_config(name, value, false) from (values
    ('statement_timeout', '0'), ('maintenance_work_mem', '1GB'), ('synchronous_commit', 'off'))
    as setting (name, value)`.execute(db);
  await addAccounts(db, accounts);
  await withIndexesAfter(db, "oidc_entity", () => addExpired(db, expired));
  await sql`vacuum analyze`.execute(db);
  await sql`checkpoint`.execute(db);
  await db.destroy();
};
