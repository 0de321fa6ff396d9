import { unwrap } from "@gov/kit/result.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { sql, type Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

export type { ServiceDefinition } from "@gov/services/language/definition.ts";

/** Parsed definitions by digest: what is addressed by its content never goes stale. */
const parsed = new Map<string, ServiceDefinition>();
const maxParsed = 500;

const parseOnce = (digest: string, definition: unknown): ServiceDefinition => {
  const known = parsed.get(digest);
  if (known) return known;
  const fresh = unwrap(parseDefinition(definition));
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(digest, fresh);
  return fresh;
};

/** The definition that a draft or case is pinned to; it must exist. */
export const loadDefinition = async (
  db: Kysely<PortalDb>,
  serviceCode: string,
  version: number,
): Promise<ServiceDefinition> => {
  const row = await db
    .selectFrom("service_version")
    .select(["definition", "digest"])
    .where("service_code", "=", serviceCode)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return parseOnce(row.digest, row.definition);
};

export type PublishedService = Readonly<{ version: number; definition: ServiceDefinition }>;

/** The newest version of a service, for new applications. */
export const findNewestDefinition = async (
  db: Kysely<PortalDb>,
  serviceCode: string,
): Promise<PublishedService | undefined> => {
  const row = await db
    .selectFrom("service_version")
    .select(["version", "definition", "digest"])
    .where("service_code", "=", serviceCode)
    .orderBy("version", "desc")
    .executeTakeFirst();
  return row && { version: row.version, definition: parseOnce(row.digest, row.definition) };
};

/** The newest versions of services that were published after another publication. */
export const findPublishedSince = async (
  db: Kysely<PortalDb>,
  publication: bigint,
): Promise<{ publication: bigint; services: ServiceDefinition[]; unreadable: string[] }> => {
  const rows = await db
    .selectFrom("service_version")
    .distinctOn("service_code")
    .select(["service_code", "definition", "digest", "publication"])
    .where("publication", ">", publication)
    .orderBy("service_code")
    .orderBy("version", "desc")
    .execute();
  const services: ServiceDefinition[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    const read = parseDefinition(row.definition);
    if (read.ok) services.push(read.value);
    else unreadable.push(row.service_code);
  }
  const newest = rows.reduce(
    (most, row) => (row.publication > most ? row.publication : most),
    publication,
  );
  return { publication: newest, services, unreadable };
};

/** The number of the last publication of all. */
export const findLastPublication = async (db: Kysely<PortalDb>): Promise<bigint> => {
  const row = await db
    .selectFrom("service_version")
    .select(({ fn }) => fn.max("publication").as("last"))
    .executeTakeFirst();
  return row?.last ?? 0n;
};

/** The services whose requests are numbered with this prefix, in their newest versions. */
export const findServicesOfPrefix = async (
  db: Kysely<PortalDb>,
  prefix: string,
): Promise<ServiceDefinition[]> => {
  const rows = await db
    .selectFrom("service_version as one")
    .select(["one.definition", "one.digest"])
    .where(sql`one.definition ->> 'referencePrefix'`, "=", prefix)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("service_version as later")
            .select("later.version")
            .whereRef("later.service_code", "=", "one.service_code")
            .whereRef("later.version", ">", "one.version"),
        ),
      ),
    )
    .limit(10)
    .execute();
  return rows.map((row) => parseOnce(row.digest, row.definition));
};
