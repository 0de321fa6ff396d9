import { err, ok, unwrap, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb, ServiceDraftTable } from "#src/db-types.ts";
import { nextDraftState, type Draft, type DraftError, type DraftKey } from "./draft.ts";
import { lockService } from "./service-event-queries.ts";

const toDraft = (row: Selectable<ServiceDraftTable>): Draft => ({
  institution: row.institution,
  code: row.service_code,
  definition: unwrap(readDraft(row.definition)),
  revision: row.revision,
  basedOn: row.based_on ?? undefined,
  state: row.state,
  begunBy: row.begun_by,
  editedBy: row.edited_by,
  editedAt: row.edited_at,
  ...(row.submitted_by === null ? {} : { submittedBy: row.submitted_by }),
  ...(row.submitted_at === null ? {} : { submittedAt: row.submitted_at }),
  ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
  ...(row.approved_at === null ? {} : { approvedAt: row.approved_at }),
  ...(row.publish_at === null ? {} : { publishAt: row.publish_at }),
});

/** The draft of a service, or undefined where nobody works on a next version. */
export const findDraft = async (
  db: Kysely<PortalDb>,
  { institution, code }: DraftKey,
): Promise<Draft | undefined> => {
  const row = await db
    .selectFrom("service_draft")
    .selectAll()
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .executeTakeFirst();
  return row && toDraft(row);
};

/** The same, locked: everybody else who would change the service waits for this transaction. */
export const lockDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
): Promise<Draft | undefined> => {
  await lockService(tx, key);
  return await findDraft(tx, key);
};

/** A revision to add to the history: with its own definition, or standing for an earlier one. */
type NewRevision = Readonly<{
  revision: number;
  follows: number | null;
  standsFor?: number;
  definition?: DraftDefinition;
  what: Text;
  officer: Officer;
}>;

export const addRevision = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
  { revision, follows, standsFor, definition, what, officer }: NewRevision,
): Promise<void> => {
  await tx
    .insertInto("draft_revision")
    .values({
      institution,
      service_code: code,
      revision,
      stands_for: standsFor ?? revision,
      follows,
      definition: definition ? JSON.stringify(definition) : null,
      what: JSON.stringify(what),
      by_username: officer.username,
      by_name: JSON.stringify(officer.name),
    })
    .execute();
};

/** Puts a definition into the draft as its next revision. */
export const putDefinition = async (
  tx: Transaction<PortalDb>,
  { institution, code, revision }: DraftKey & Readonly<{ revision: number }>,
  definition: DraftDefinition,
  officer: Officer,
): Promise<Draft> => {
  const row = await tx
    .updateTable("service_draft")
    .set({
      revision,
      definition: JSON.stringify(definition),
      edited_by: officer.username,
      edited_at: sql<Date>`now()`,
    })
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDraft(row);
};

/** Which edit the newest revision has the definition of. */
export const standingEdit = async (
  tx: Transaction<PortalDb>,
  { institution, code, revision }: DraftKey & Readonly<{ revision: number }>,
): Promise<Readonly<{ revision: number; follows: number | null }>> =>
  await tx
    .selectFrom("draft_revision as newest")
    .innerJoin("draft_revision as edit", (join) =>
      join
        .onRef("edit.institution", "=", "newest.institution")
        .onRef("edit.service_code", "=", "newest.service_code")
        .onRef("edit.revision", "=", "newest.stands_for"),
    )
    .select(["edit.revision", "edit.follows"])
    .where("newest.institution", "=", institution)
    .where("newest.service_code", "=", code)
    .where("newest.revision", "=", revision)
    .executeTakeFirstOrThrow();

/** The draft as somebody saw it, locked for their change; or why it cannot be changed. */
export const lockForEdit = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  revision: number,
  officer: Officer,
): Promise<Result<Draft, "stale" | "notFound" | "locked">> => {
  const draft = await lockDraft(tx, key);
  if (!draft) return err("notFound");
  if (!nextDraftState(draft, "edit", officer).ok) return err("locked");
  return draft.revision === revision ? ok(draft) : err("stale");
};

/**
 * Saves a change of the draft that was seen at `revision`. `what` says in both languages what was
 * changed, for the history. The service keeps its own code and institution whatever the
 * definition says; saving what is there already changes nothing.
 */
export const saveDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  revision: number,
  definition: DraftDefinition,
  officer: Officer,
  what: Text,
): Promise<Result<Draft, DraftError>> => {
  const { institution, code } = key;
  const read = readDraft({ ...definition, institution, code });
  if (!read.ok) return err("malformed");
  const locked = await lockForEdit(tx, key, revision, officer);
  if (!locked.ok) return locked;
  const { value: draft } = locked;
  if (JSON.stringify(draft.definition) === JSON.stringify(read.value)) return ok(draft);
  const next = { ...key, revision: revision + 1 };
  const { revision: follows } = await standingEdit(tx, { ...key, revision });
  await addRevision(tx, key, {
    revision: next.revision,
    follows,
    definition: read.value,
    what,
    officer,
  });
  return ok(await putDefinition(tx, next, read.value, officer));
};
