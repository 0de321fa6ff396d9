import { sha256 } from "@gov/kit/crypto.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import { loadCatalogue, type Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

/** The proved catalogue below a folder; throws with every place and reason where it is not. */
export const readCatalogue = (folder?: URL): Catalogue => {
  const loaded = loadCatalogue(folder);
  if (loaded.ok) return loaded.value;
  const lines = loaded.error
    .slice(0, 30)
    .map(({ file, path, reason }) => `  ${file} ${path}: ${reason.en}`);
  throw new Error(`the catalogue cannot be published:\n${lines.join("\n")}`);
};

/** Publishes a definition if it is not the newest version already; gives whether it did. */
const publish = async (
  tx: Transaction<PortalDb>,
  definition: ServiceDefinition,
): Promise<boolean> => {
  const newest = await tx
    .selectFrom("service_version")
    .select(["version", "digest"])
    .where("service_code", "=", definition.code)
    .orderBy("version", "desc")
    .executeTakeFirst();
  const digest = sha256(JSON.stringify(definition)).toString("hex");
  if (newest?.digest === digest) return false;
  const version = Math.max(definition.version, (newest?.version ?? 0) + 1);
  await tx
    .insertInto("service_version")
    .values({
      service_code: definition.code,
      version,
      institution: definition.institution,
      definition: JSON.stringify(definition),
      digest,
    })
    .execute();
  return true;
};

/**
 * Publishes what changed in the catalogue as new versions; running cases keep theirs. Safe to run
 * at every start and by several processes at once.
 */
export const publishCatalogue = async (
  db: Kysely<PortalDb>,
  catalogue: Catalogue,
  log: Log,
): Promise<void> => {
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(4715218020302)`.execute(tx);
    for (const definition of catalogue.services) {
      if (await publish(tx, definition)) log.info({ service: definition.code }, "published");
    }
  });
};
