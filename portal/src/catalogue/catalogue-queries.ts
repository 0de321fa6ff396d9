import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import { loadCatalogue, type Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Kysely, Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { addVersion, digestOf, findNewestVersion, lockPublications } from "./version-queries.ts";

/** The proved catalogue below a folder; throws with every place and reason where it is not. */
export const readCatalogue = (folder?: URL): Catalogue => {
  const loaded = loadCatalogue(folder);
  if (loaded.ok) return loaded.value;
  const lines = loaded.error
    .slice(0, 30)
    .map(({ file, path, reason }) => `  ${file} ${path}: ${reason.en}`);
  throw new Error(`the catalogue cannot be published:\n${lines.join("\n")}`);
};

/**
 * Publishes a definition of the files if it is not the newest version already; gives whether it
 * did. What designers have published since is theirs: files never go over it.
 */
const publish = async (
  tx: Transaction<PortalDb>,
  definition: ServiceDefinition,
): Promise<boolean> => {
  const newest = await findNewestVersion(tx, definition.code);
  if (newest?.source === "designer" || newest?.digest === digestOf(definition)) return false;
  const version = Math.max(definition.version, (newest?.version ?? 0) + 1);
  await addVersion(tx, { definition, version });
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
    await lockPublications(tx);
    for (const definition of catalogue.services) {
      if (await publish(tx, definition)) log.info({ service: definition.code }, "published");
    }
  });
};
