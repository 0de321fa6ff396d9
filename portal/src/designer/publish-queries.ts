import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { Surroundings } from "@gov/services/language/surroundings.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import { findServicesOfPrefix } from "#src/catalogue/definition-queries.ts";
import { addVersion, findNewestVersion, lockPublications } from "#src/catalogue/version-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { offersToProve, type OffersBook } from "#src/exchange-client/exchange-offers.ts";
import type { ActError, Draft, DraftKey } from "./draft.ts";
import { endDraft, lockForAct, reopenDraft, type Act } from "./draft-life-queries.ts";
import { draftProblems } from "./draft-problems.ts";
import { lockDraft } from "./draft-queries.ts";
import { recordServiceEvent } from "./service-event-queries.ts";

/** Why it cannot be published as it stands. */
export type PublishError =
  /** The proof finds something: it stands on the review page. */
  | "notPublishable"
  /** Another version was published since it was sent for review. */
  | "baseMoved";

/**
 * The institutions and life events there are, and what the exchange offers where that is known;
 * other services are read in the transaction.
 */
export type PublishFrame = Pick<Catalogue, "institutions" | "lifeEvents"> &
  Pick<Surroundings, "exchange">;

/** Whether the proof finds nothing against it, beside the services there are. */
export const checkPublishable = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  definition: DraftDefinition,
): Promise<Result<true, "notPublishable">> => {
  const services = await findServicesOfPrefix(tx, definition.referencePrefix);
  const problems = draftProblems(definition, { ...frame, services }, frame);
  return problems.length === 0 ? ok(true) : err("notPublishable");
};

const checkDraft = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  draft: Draft,
): Promise<Result<true, PublishError>> => {
  const newest = await findNewestVersion(tx, draft.code);
  if (newest?.version !== draft.basedOn) return err("baseMoved");
  return await checkPublishable(tx, frame, draft.definition);
};

/** The second person agrees. Words are theirs to leave out. */
export const approveDraft = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  act: Act,
): Promise<Result<true, ActError | PublishError>> => {
  const locked = await lockForAct(tx, key, "approve", act);
  if (!locked.ok) return locked;
  const fit = await checkDraft(tx, frame, locked.value);
  if (!fit.ok) return fit;
  await tx
    .updateTable("service_draft")
    .set({
      state: "approved",
      approved_by: act.officer.username,
      approved_at: sql<Date>`now()`,
    })
    .where("institution", "=", key.institution)
    .where("service_code", "=", key.code)
    .execute();
  await recordServiceEvent(tx, key, { act: "approved", ...act });
  return ok(true);
};

const publish = async (
  tx: Transaction<PortalDb>,
  draft: Draft,
  by: Readonly<{ publishedBy: string; officer?: Officer }>,
): Promise<number> => {
  const version = (draft.basedOn ?? 0) + 1;
  await addVersion(tx, {
    definition: { ...draft.definition, version },
    version,
    publishedBy: by.publishedBy,
  });
  await endDraft(tx, draft);
  await recordServiceEvent(tx, draft, {
    act: "published",
    revision: draft.revision,
    version,
    ...(by.officer ? { officer: by.officer } : {}),
  });
  return version;
};

/** Publishes an approved draft at once; gives its version. Cases under way keep theirs. */
export const publishDraft = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  act: Act,
): Promise<Result<number, ActError | PublishError>> => {
  const locked = await lockForAct(tx, key, "publish", act);
  if (!locked.ok) return locked;
  await lockPublications(tx);
  const fit = await checkDraft(tx, frame, locked.value);
  if (!fit.ok) return fit;
  const by = { publishedBy: act.officer.username, officer: act.officer };
  return ok(await publish(tx, locked.value, by));
};

const mostDaysAhead = 366;
const dayMs = 86_400_000;

/** Sets when the system publishes an approved draft: after `now`, within a year. */
export const scheduleDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  { publishAt, now, ...act }: Act & Readonly<{ publishAt: Date; now: Date }>,
): Promise<Result<true, ActError | "badTime">> => {
  const locked = await lockForAct(tx, key, "schedule", act);
  if (!locked.ok) return locked;
  const ahead = publishAt.getTime() - now.getTime();
  if (ahead <= 0 || ahead > mostDaysAhead * dayMs) return err("badTime");
  await setPublishAt(tx, key, publishAt);
  const data = { publishAt: publishAt.toISOString() };
  await recordServiceEvent(tx, key, { act: "scheduled", ...act, data });
  return ok(true);
};

/** Takes the time back; the draft stays approved. Anybody who designs may, also the writer. */
export const unscheduleDraft = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act,
): Promise<Result<true, ActError>> => {
  const locked = await lockForAct(tx, key, "unschedule", act);
  if (!locked.ok) return locked;
  if (!locked.value.publishAt) return err("notNow");
  await setPublishAt(tx, key, null);
  await recordServiceEvent(tx, key, { act: "unscheduled", ...act });
  return ok(true);
};

const setPublishAt = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
  publishAt: Date | null,
): Promise<void> => {
  await tx
    .updateTable("service_draft")
    .set({ publish_at: publishAt })
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .execute();
};

const publishOneDue = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  now: Date,
): Promise<"published" | "failed" | "notDue"> => {
  const draft = await lockDraft(tx, key);
  if (!draft?.publishAt || !draft.approvedBy || draft.publishAt > now) return "notDue";
  await lockPublications(tx);
  const fit = await checkDraft(tx, frame, draft);
  if (fit.ok) {
    await publish(tx, draft, { publishedBy: draft.approvedBy });
    return "published";
  }
  await reopenDraft(tx, key);
  const { revision } = draft;
  await recordServiceEvent(tx, key, {
    act: "publishFailed",
    revision,
    data: { reason: fit.error },
  });
  return "failed";
};

const dueAtOnce = 50;

/**
 * Publishes the drafts whose time has come, each in its own transaction; one that cannot be
 * published any more goes back to its writers, who read why. Safe on several processes at once.
 */
export const publishDue = async (
  deps: Readonly<{ db: Kysely<PortalDb>; catalogue: Catalogue; log: Log; offers: OffersBook }>,
  now: Date,
): Promise<number> => {
  const { db, log } = deps;
  const due = await db
    .selectFrom("service_draft")
    .select(["institution", "service_code as code"])
    .where("publish_at", "<=", now)
    .orderBy("publish_at")
    .limit(dueAtOnce)
    .execute();
  if (due.length === 0) return 0;
  const frame = { ...deps.catalogue, ...offersToProve(await deps.offers()) };
  let published = 0;
  for (const key of due) {
    const end = await inTransaction(db, (tx) => publishOneDue(tx, frame, key, now));
    if (end === "published") published += 1;
    if (end !== "notDue") log.info({ service: key.code, end }, "publication at a set time");
  }
  return published;
};
