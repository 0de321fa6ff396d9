import { sql, type Kysely } from "kysely";
import type { Text } from "@gov/kit/text.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { IdentityDocument } from "#src/registry/civil-registry.ts";
import type { ProofingCase } from "./proofing-case.ts";

type Db = Kysely<SsoDatabase>;

export type NewProofingCase = Readonly<{
  personId: string;
  document: IdentityDocument;
  inRegistry: boolean;
  proposedBy: string;
}>;

/** Opens a case; undefined when the person has an open one. */
export const openProofingCase = async (
  db: Db,
  { personId, document, inRegistry, proposedBy }: NewProofingCase,
): Promise<string | undefined> => {
  const row = await db
    .insertInto("proofing_case")
    .values({
      person_id: personId,
      document_kind: document.kind,
      document_number: document.number,
      in_registry: inRegistry,
      proposed_by: proposedBy,
    })
    .onConflict((conflict) =>
      conflict
        .column("person_id")
        .where(sql<boolean>`state = 'proposed'`)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

type Row = Readonly<{
  id: string;
  person_id: string;
  state: string;
  document_kind: string;
  document_number: string;
  in_registry: boolean;
  proposed_by: string;
  proposed_at: Date;
}>;

const caseOf = (row: Row): ProofingCase => ({
  id: row.id,
  personId: row.person_id,
  state: row.state as ProofingCase["state"],
  document: { kind: row.document_kind, number: row.document_number } as IdentityDocument,
  inRegistry: row.in_registry,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A case by its id, locked where `lock` says so: two registrars decide one after the other. */
export const findProofingCase = async (
  db: Db,
  id: string,
  { lock = false }: Readonly<{ lock?: boolean }> = {},
): Promise<ProofingCase | undefined> => {
  if (!uuid.test(id)) return undefined;
  const query = db.selectFrom("proofing_case").selectAll().where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && caseOf(row);
};

export const findOpenProofingCase = async (
  db: Db,
  personId: string,
): Promise<ProofingCase | undefined> => {
  const row = await db
    .selectFrom("proofing_case")
    .selectAll()
    .where("person_id", "=", personId)
    .where("state", "=", "proposed")
    .executeTakeFirst();
  return row && caseOf(row);
};

export const closeProofingCase = async (
  db: Db,
  id: string,
  state: "confirmed" | "refused",
  by: Readonly<{ registrarId: string; reason?: string | undefined }>,
): Promise<void> => {
  await db
    .updateTable("proofing_case")
    .set({
      state,
      decided_by: by.registrarId,
      decided_at: sql`now()`,
      reason: by.reason ?? null,
    })
    .where("id", "=", id)
    .execute();
};

export type WaitingCase = Readonly<{
  id: string;
  personName: Text;
  nationalId: string;
  proposedAt: Date;
  proposedBy: string;
  proposerName: Text;
}>;

/** Cases that wait for a second registrar, the oldest first. */
export const listWaitingCases = async (db: Db, limit: number): Promise<WaitingCase[]> =>
  await db
    .selectFrom("proofing_case")
    .innerJoin("account", "account.id", "proofing_case.person_id")
    .innerJoin("staff", "staff.id", "proofing_case.proposed_by")
    .select([
      "proofing_case.id as id",
      "account.name as personName",
      "account.national_id as nationalId",
      "proposed_at as proposedAt",
      "proposed_by as proposedBy",
      "staff.name as proposerName",
    ])
    .where("state", "=", "proposed")
    .orderBy("proposed_at")
    .limit(limit)
    .execute();
