import { sha256 } from "@gov/kit/crypto.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

/**
 * Publications wait for each other, so that they are numbered in the order in which they are seen:
 * whoever has seen one has seen all before it.
 */
export const lockPublications = async (tx: Transaction<PortalDb>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(4715218020302)`.execute(tx);
};

export type NewestVersion = Readonly<{
  version: number;
  digest: string;
  source: "file" | "designer";
}>;

/** The newest version of a service without its definition. */
export const findNewestVersion = async (
  db: Kysely<PortalDb>,
  serviceCode: string,
): Promise<NewestVersion | undefined> =>
  await db
    .selectFrom("service_version")
    .select(["version", "digest", "source"])
    .where("service_code", "=", serviceCode)
    .orderBy("version", "desc")
    .executeTakeFirst();

export const digestOf = (definition: ServiceDefinition): string =>
  sha256(JSON.stringify(definition)).toString("hex");

/** Adds a version; the caller holds `lockPublications`. Cases under way keep theirs. */
export const addVersion = async (
  tx: Transaction<PortalDb>,
  version: Readonly<{
    definition: ServiceDefinition;
    version: number;
    /** Absent for what comes with the system's files. */
    publishedBy?: string;
    /** The earlier version that is published anew, and who asked the publisher for it. */
    restored?: Readonly<{ version: number; askedBy: string }>;
  }>,
): Promise<void> => {
  const { definition, publishedBy } = version;
  await tx
    .insertInto("service_version")
    .values({
      service_code: definition.code,
      version: version.version,
      institution: definition.institution,
      definition: JSON.stringify(definition),
      digest: digestOf(definition),
      source: publishedBy === undefined ? "file" : "designer",
      published_by: publishedBy ?? null,
      restores: version.restored?.version ?? null,
      asked_by: version.restored?.askedBy ?? null,
    })
    .execute();
};
