import { z } from "zod";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { ResultName } from "./esadad-constants.ts";

const resultsSchema = z.array(z.string());

type NotedNotification =
  | Readonly<{ kind: "go" }>
  | Readonly<{ kind: "answered"; results: readonly ResultName[] }>
  | Readonly<{ kind: "otherContent" }>;

/** Notes a notification by its GUID: new or unfinished, answered before, or other than before. */
export const noteNotification = async (
  db: Database<PayDatabase>,
  guid: string,
  bodyHash: Buffer,
): Promise<NotedNotification> => {
  await db
    .insertInto("esadad_notification")
    .values({ guid, body_hash: bodyHash, results: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom("esadad_notification")
    .select(["body_hash", "results"])
    .where("guid", "=", guid)
    .executeTakeFirstOrThrow();
  if (!row.body_hash.equals(bodyHash)) return { kind: "otherContent" };
  const results = resultsSchema.safeParse(row.results);
  // Written by `storeResults` alone.
  return results.success
    ? { kind: "answered", results: results.data as ResultName[] }
    : { kind: "go" };
};

/** What the notification was answered: the same again gets the same. */
export const storeResults = async (
  db: Database<PayDatabase>,
  guid: string,
  results: readonly ResultName[],
): Promise<void> => {
  await db
    .updateTable("esadad_notification")
    .set({ results: JSON.stringify(results) })
    .where("guid", "=", guid)
    .execute();
};
