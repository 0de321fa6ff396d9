import { sha256 } from "@gov/kit/crypto.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { proveDefinition } from "@gov/services/language/prove-definition.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import { readdir, readFile } from "node:fs/promises";
import type { PortalDb } from "#src/db-types.ts";
import type { ServiceDefinition } from "./definition-queries.ts";

const readDefinition = async (file: URL): Promise<ServiceDefinition> => {
  const parsed = parseDefinition(JSON.parse(await readFile(file, "utf8")));
  const problems = parsed.ok ? proveDefinition(parsed.value) : parsed.error;
  if (parsed.ok && problems.length === 0) return parsed.value;
  const lines = problems.slice(0, 20).map(({ path, reason }) => `  ${path}: ${reason.en}`);
  throw new Error(`${file.pathname} cannot be published:\n${lines.join("\n")}`);
};

/** Every `institution/service.json` below `directory`, which ends in a slash. */
export const readCatalogue = async (directory: URL): Promise<ServiceDefinition[]> => {
  const folders = await readdir(directory, { withFileTypes: true });
  const files: URL[] = [];
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const inside = new URL(`${folder.name}/`, directory);
    for (const name of (await readdir(inside)).toSorted()) {
      if (name.endsWith(".json") && name !== "institution.json") files.push(new URL(name, inside));
    }
  }
  return await Promise.all(files.map(readDefinition));
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
 * Publishes what changed in the catalogue's files as new versions; running cases keep theirs. Safe
 * to run at every start and by several processes at once.
 */
export const loadCatalogue = async (
  db: Kysely<PortalDb>,
  directory: URL,
  log: Log,
): Promise<void> => {
  const definitions = await readCatalogue(directory);
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(4715218020302)`.execute(tx);
    for (const definition of definitions) {
      if (await publish(tx, definition)) log.info({ service: definition.code }, "published");
    }
  });
};
