import { CompiledQuery, type Kysely } from "kysely";
import type { SsoDatabase } from "./db-types.ts";

/** A write that can go with others in one statement; `$1`… are its own values. */
export type Write = Readonly<{ text: string; values: readonly unknown[] }>;

/**
 * Runs writes as one statement, all or none, and tells how many rows each changed. They see the
 * database as it was before all of them; one can follow another (`select … from NAME`) and then
 * happens only where that changed its row.
 */
export const writeTogether = async <Name extends string>(
  db: Kysely<SsoDatabase>,
  writes: Readonly<Record<Name, Write>>,
): Promise<Record<Name, number>> => {
  const values: unknown[] = [];
  const parts = Object.entries<Write>(writes).map(([name, write]) => {
    const before = values.length;
    values.push(...write.values);
    const text = write.text.replace(/\$(\d+)/g, (_, own: string) => `$${Number(own) + before}`);
    return `"${name}" as (${text} returning 1)`;
  });
  const counts = Object.keys(writes).map(
    (name) => `(select count(*)::int from "${name}") as "${name}"`,
  );
  const text = `with ${parts.join(",\n")} select ${counts.join(", ")}`;
  const { rows } = await db.executeQuery<Record<Name, number>>(CompiledQuery.raw(text, values));
  if (!rows[0]) throw new Error("a statement counted nothing");
  return rows[0];
};

export const writeAlone = async (
  db: Kysely<SsoDatabase>,
  { text, values }: Write,
): Promise<void> => {
  await db.executeQuery(CompiledQuery.raw(text, [...values]));
};

/** The source of rows of a write that happens only where `after`, another one, changed its row. */
export const fromAfter = (after: string | undefined): string =>
  after === undefined ? "" : `from "${after}"`;
