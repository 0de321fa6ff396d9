import { unwrap } from "@gov/kit/result.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import type { Kysely } from "kysely";
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

/** The newest version of every service. */
export const findAllDefinitions = async (db: Kysely<PortalDb>): Promise<PublishedService[]> => {
  const rows = await db
    .selectFrom("service_version")
    .distinctOn("service_code")
    .select(["service_code", "version", "definition", "digest"])
    .orderBy("service_code")
    .orderBy("version", "desc")
    .limit(2000)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    definition: parseOnce(row.digest, row.definition),
  }));
};
