import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { fromAfter, type Write } from "#src/write-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A browser that a person signed in with and is remembered by. */
export type KnownDevice = Readonly<{
  id: string;
  address: string | null;
  userAgent: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}>;

/**
 * Noting that a person signed in with a browser, after another write; a forgotten one is known
 * from now on again.
 */
export const keepingDevice = (
  personId: string,
  device: Readonly<{ id: string; address: string; userAgent: string | undefined }>,
  after: string,
): Write => ({
  text: `insert into known_device (person_id, device_id, address, user_agent)
    select $1::uuid, $2::text, $3::inet, $4::text ${fromAfter(after)}
    on conflict (person_id, device_id) do update set address = excluded.address,
      user_agent = excluded.user_agent, last_seen_at = now(), forgotten_at = null,
      first_seen_at = case when known_device.forgotten_at is null
        then known_device.first_seen_at else now() end`,
  values: [personId, device.id, device.address, device.userAgent?.slice(0, 400) ?? null],
});

/** True where the browser was forgotten; its cookie is good for nothing then. */
export const isForgotten = async (db: Db, deviceId: string): Promise<boolean> => {
  const row = await db
    .selectFrom("known_device")
    .select("device_id")
    .where("device_id", "=", deviceId)
    .where("forgotten_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
};

const mostShown = 50;

/** The browsers a person is remembered by, the newest first. */
export const listDevices = async (db: Db, personId: string): Promise<KnownDevice[]> =>
  await db
    .selectFrom("known_device")
    .select([
      "device_id as id",
      "address",
      "user_agent as userAgent",
      "first_seen_at as firstSeenAt",
      "last_seen_at as lastSeenAt",
    ])
    .where("person_id", "=", personId)
    .where("forgotten_at", "is", null)
    .orderBy("last_seen_at", "desc")
    .limit(mostShown)
    .execute();

/** Forgets one browser of a person, or all; gives how many it were. */
export const forgetDevices = async (
  db: Db,
  personId: string,
  deviceId?: string,
): Promise<number> => {
  const { rows } = await sql`
    update known_device set forgotten_at = now()
    where person_id = ${personId} and forgotten_at is null
      and (${deviceId ?? null}::text is null or device_id = ${deviceId ?? null})
    returning 1`.execute(db);
  return rows.length;
};
