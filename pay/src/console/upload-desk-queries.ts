import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { UploadRow } from "#src/bulk/upload-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";

type Db = Database<PayDatabase>;
const listed = 100;

/** The newest uploads of the scope; older ones are with the system that sent them. */
export const listDeskUploads = async (db: Db, scope: Scope): Promise<UploadRow[]> => {
  const { rows } = await sql<UploadRow>`
    select u.* from bill_upload u where ${inScope(scope, "u")}
    order by u.created_at desc, u.id desc limit ${listed}`.execute(db);
  return rows;
};

export const findDeskUpload = async (
  db: Db,
  scope: Scope,
  id: string,
): Promise<UploadRow | undefined> => {
  const { rows } = await sql<UploadRow>`
    select u.* from bill_upload u where u.id = ${id} and ${inScope(scope, "u")}`.execute(db);
  return rows[0];
};
