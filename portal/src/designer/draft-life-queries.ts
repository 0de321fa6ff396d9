import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { sql, type Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import { findNewestVersion } from "#src/catalogue/version-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import {
  nextDraftState,
  type ActError,
  type Draft,
  type DraftAct,
  type DraftKey,
} from "./draft.ts";
import { addRevision, findDraft, lockDraft } from "./draft-queries.ts";
import { lockService, recordServiceEvent } from "./service-event-queries.ts";

type Begin = Readonly<{
  definition: DraftDefinition;
  /** The version that it starts from; none for a new service. */
  basedOn?: number;
  officer: Officer;
  what: Text;
}>;

/** Begins a draft of a service; only one is written at a time. */
export const beginDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  { definition, basedOn, officer, what }: Begin,
): Promise<Result<true, "exists" | "malformed">> => {
  const { institution, code } = key;
  const read = readDraft({ ...definition, institution, code });
  if (!read.ok) return err("malformed");
  await lockService(tx, key);
  if (await findDraft(tx, key)) return err("exists");
  const last = await tx
    .selectFrom("draft_revision")
    .select(({ fn }) => fn.max("revision").as("revision"))
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .executeTakeFirst();
  const revision = (last?.revision ?? 0) + 1;
  await tx
    .insertInto("service_draft")
    .values({
      institution,
      service_code: code,
      revision,
      definition: JSON.stringify(read.value),
      based_on: basedOn ?? null,
      begun_by: officer.username,
      edited_by: officer.username,
    })
    .execute();
  await addRevision(tx, key, { revision, follows: null, definition: read.value, what, officer });
  await recordServiceEvent(tx, key, { act: "begun", officer, revision });
  return ok(true);
};

/** An act on the draft that was seen at `revision`. */
export type Act = Readonly<{ revision: number; officer: Officer; words?: string }>;

/** The draft as the officer saw it, locked, where they may do this to it now. */
export const lockForAct = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: DraftAct,
  { revision, officer }: Act,
): Promise<Result<Draft, ActError>> => {
  const draft = await lockDraft(tx, key);
  if (!draft) return err("notFound");
  if (draft.revision !== revision) return err("stale");
  const next = nextDraftState(draft, act, officer);
  return next.ok ? ok(draft) : next;
};

const backToEditing = {
  state: "editing",
  submitted_by: null,
  submitted_at: null,
  approved_by: null,
  approved_at: null,
  publish_at: null,
} as const;

/** Opens a draft again for whoever writes it: taken back, returned, or it cannot be published. */
export const reopenDraft = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
): Promise<void> => {
  await tx
    .updateTable("service_draft")
    .set(backToEditing)
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .execute();
};

/** Sends a draft for review: what it changes is told against the newest version from now on. */
export const submitDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act,
): Promise<Result<true, ActError>> => {
  const locked = await lockForAct(tx, key, "submit", act);
  if (!locked.ok) return locked;
  const newest = await findNewestVersion(tx, key.code);
  await tx
    .updateTable("service_draft")
    .set({
      state: "inReview",
      based_on: newest?.version ?? null,
      submitted_by: act.officer.username,
      submitted_at: sql<Date>`now()`,
    })
    .where("institution", "=", key.institution)
    .where("service_code", "=", key.code)
    .execute();
  await recordServiceEvent(tx, key, { act: "submitted", ...act });
  return ok(true);
};

/** Takes a draft back from review or after its approval, to go on writing. */
export const withdrawDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act,
): Promise<Result<true, ActError>> => {
  const locked = await lockForAct(tx, key, "withdraw", act);
  if (!locked.ok) return locked;
  await reopenDraft(tx, key);
  await recordServiceEvent(tx, key, { act: "withdrawn", ...act });
  return ok(true);
};

/** The reviewer sends it back with words. */
export const returnDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act & Readonly<{ words: string }>,
): Promise<Result<true, ActError>> => {
  const locked = await lockForAct(tx, key, "return", act);
  if (!locked.ok) return locked;
  await reopenDraft(tx, key);
  await recordServiceEvent(tx, key, { act: "returned", ...act });
  return ok(true);
};

/** Ends a draft unpublished; its steps stay in the history. */
export const discardDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act,
): Promise<Result<true, ActError>> => {
  const locked = await lockForAct(tx, key, "discard", act);
  if (!locked.ok) return locked;
  await endDraft(tx, key);
  await recordServiceEvent(tx, key, { act: "discarded", ...act });
  return ok(true);
};

/** Nobody works on a next version any more. */
export const endDraft = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
): Promise<void> => {
  await tx
    .deleteFrom("service_draft")
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .execute();
};
