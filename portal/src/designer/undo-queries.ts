import { err, ok, unwrap, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft } from "@gov/services/language/draft-definition.ts";
import type { Kysely, Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { Draft, DraftKey, DraftStep } from "./draft.ts";
import { addRevision, lockForEdit, putDefinition, standingEdit } from "./draft-queries.ts";

type At = DraftKey & Readonly<{ revision: number }>;

/**
 * The edits around the one the draft stands at: the one it changed, and the last one that changed
 * it. Going to the first is undoing, to the second redoing.
 */
export const findNeighbours = async (
  db: Kysely<PortalDb>,
  { institution, code, revision }: At,
): Promise<Readonly<{ undo?: Text; redo?: Text; back?: number; forth?: number }>> => {
  const edits = db
    .selectFrom("draft_revision")
    .select(["revision", "follows", "what"])
    .where("institution", "=", institution)
    .where("service_code", "=", code);
  const newest = await db
    .selectFrom("draft_revision")
    .select("stands_for")
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .where("revision", "=", revision)
    .executeTakeFirst();
  if (!newest) return {};
  const standing = await edits.where("revision", "=", newest.stands_for).executeTakeFirstOrThrow();
  const next = await edits
    .where("follows", "=", standing.revision)
    .where("definition", "is not", null)
    .orderBy("revision", "desc")
    .executeTakeFirst();
  return {
    ...(standing.follows === null ? {} : { undo: standing.what, back: standing.follows }),
    ...(next ? { redo: next.what, forth: next.revision } : {}),
  };
};

const goTo = async (
  tx: Transaction<PortalDb>,
  draft: Draft,
  edit: number,
  officer: Officer,
  what: Text,
): Promise<Draft> => {
  const { institution, code } = draft;
  const { definition } = await tx
    .selectFrom("draft_revision")
    .select("definition")
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .where("revision", "=", edit)
    .executeTakeFirstOrThrow();
  const revision = draft.revision + 1;
  const from = await standingEdit(tx, draft);
  await addRevision(tx, draft, {
    revision,
    follows: from.revision,
    standsFor: edit,
    what,
    officer,
  });
  return await putDefinition(
    tx,
    { institution, code, revision },
    unwrap(readDraft(definition)),
    officer,
  );
};

export type UndoError = "stale" | "notFound" | "locked" | "nothing";

/** Goes back or forward by one step, as a new step: what was done stays in the history. */
export const stepDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  revision: number,
  way: "undo" | "redo",
  officer: Officer,
): Promise<Result<Draft, UndoError>> => {
  const locked = await lockForEdit(tx, key, revision, officer);
  if (!locked.ok) return locked;
  const { undo, redo, back, forth } = await findNeighbours(tx, locked.value);
  const step = way === "undo" ? { to: back, was: undo } : { to: forth, was: redo };
  if (step.to === undefined || step.was === undefined) return err("nothing");
  const { ar, en } = step.was;
  const what =
    way === "undo"
      ? { ar: `تراجع عن: ${ar}`, en: `Undone: ${en}` }
      : { ar: `أعاد: ${ar}`, en: `Redone: ${en}` };
  return ok(await goTo(tx, locked.value, step.to, officer, what));
};

/** The last steps of a draft, newest first. */
export const findSteps = async (
  db: Kysely<PortalDb>,
  { institution, code }: DraftKey,
  limit = 20,
): Promise<DraftStep[]> => {
  const rows = await db
    .selectFrom("draft_revision")
    .select(["revision", "what", "by_username", "by_name", "at"])
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .orderBy("revision", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ revision, what, by_username: username, by_name: name, at }) => ({
    revision,
    what,
    by: { username, name },
    at,
  }));
};
