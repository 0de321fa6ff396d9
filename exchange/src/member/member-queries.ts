import type { Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import type { ServiceId, SubsystemId } from "./identifier.ts";

/** The public key (JWK) a subsystem registered, or undefined. */
export const findSubsystemKey = async (
  db: Kysely<Database>,
  id: SubsystemId,
): Promise<object | undefined> => {
  const row = await db
    .selectFrom("subsystem")
    .select("public_key")
    .where("instance", "=", id.instance)
    .where("member_class", "=", id.memberClass)
    .where("member_code", "=", id.memberCode)
    .where("subsystem_code", "=", id.subsystemCode)
    .executeTakeFirst();
  return typeof row?.public_key === "object" && row.public_key !== null
    ? row.public_key
    : undefined;
};

export type ServiceRow = Readonly<{ url: string; fields: string[]; subject_from: string }>;

export const findService = (db: Kysely<Database>, id: ServiceId): Promise<ServiceRow | undefined> =>
  db
    .selectFrom("service")
    .select(["url", "fields", "subject_from"])
    .where("instance", "=", id.instance)
    .where("member_class", "=", id.memberClass)
    .where("member_code", "=", id.memberCode)
    .where("subsystem_code", "=", id.subsystemCode)
    .where("service_code", "=", id.serviceCode)
    .executeTakeFirst();

/** Whether a client may ask a service for a purpose. Both written as X-Road identifiers. */
export const hasAccess = async (
  db: Kysely<Database>,
  right: { client: string; service: string; purpose: string },
): Promise<boolean> =>
  (await db
    .selectFrom("access_right")
    .select("client")
    .where("client", "=", right.client)
    .where("service", "=", right.service)
    .where("purpose", "=", right.purpose)
    .executeTakeFirst()) !== undefined;

/** The services of a subsystem: all, or those a client has a right to. */
export const listServices = async (
  db: Kysely<Database>,
  id: SubsystemId,
  allowedFor?: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom("service")
    .select("service_code")
    .where("instance", "=", id.instance)
    .where("member_class", "=", id.memberClass)
    .where("member_code", "=", id.memberCode)
    .where("subsystem_code", "=", id.subsystemCode)
    .orderBy("service_code")
    .limit(1_000)
    .execute();
  const codes = rows.map((row) => row.service_code);
  if (allowedFor === undefined) return codes;
  const prefix = `${id.instance}/${id.memberClass}/${id.memberCode}/${id.subsystemCode}/`;
  const rights = await db
    .selectFrom("access_right")
    .select("service")
    .distinct()
    .where("client", "=", allowedFor)
    .where("service", "like", `${prefix.replace(/[%_\\]/g, "\\$&")}%`)
    .execute();
  const allowed = new Set(rights.map((row) => row.service));
  return codes.filter((code) => allowed.has(prefix + code));
};

export type ClientRow = Readonly<{ id: SubsystemId; name: unknown }>;

export const listSubsystems = async (db: Kysely<Database>): Promise<ClientRow[]> => {
  const rows = await db
    .selectFrom("subsystem")
    .select(["instance", "member_class", "member_code", "subsystem_code", "name"])
    .orderBy("instance")
    .orderBy("member_class")
    .orderBy("member_code")
    .orderBy("subsystem_code")
    .limit(5_000)
    .execute();
  return rows.map((row) => ({
    id: {
      instance: row.instance,
      memberClass: row.member_class,
      memberCode: row.member_code,
      subsystemCode: row.subsystem_code,
    },
    name: row.name,
  }));
};
