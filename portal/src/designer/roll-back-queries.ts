import { err, ok, type Result } from "@gov/kit/result.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Kysely, Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import { addVersion, findNewestVersion, lockPublications } from "#src/catalogue/version-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { DraftKey } from "./draft.ts";
import { checkPublishable, type PublishFrame } from "./publish-queries.ts";
import type { RollBack, RollBackError } from "./roll-back.ts";
import { lockService, recordServiceEvent } from "./service-event-queries.ts";
import { findVersion } from "./services-queries.ts";

/** The version of this service that somebody wants published anew, if any. */
export const findRollBack = async (
  db: Kysely<PortalDb>,
  { institution, code }: DraftKey,
): Promise<RollBack | undefined> => {
  const row = await db
    .selectFrom("service_roll_back")
    .selectAll()
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .executeTakeFirst();
  if (!row) return undefined;
  const { restores, against, words, asked_at: askedAt } = row;
  const askedBy = { username: row.asked_by, name: row.asked_by_name };
  return { institution, code, restores, against, askedBy, askedAt, words };
};

/** The definition of an earlier version, where it could be published today. */
const readEarlier = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  version: number,
): Promise<Result<DraftDefinition, "notFound" | "notPublishable">> => {
  const earlier = await findVersion(tx, key, version);
  if (earlier === undefined) return err("notFound");
  const read = readDraft(earlier);
  if (!read.ok) return err("notPublishable");
  const fit = await checkPublishable(tx, frame, read.value);
  return fit.ok ? ok(read.value) : fit;
};

/** Asks a second person to publish an earlier version's definition anew; words say why. */
export const askRollBack = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  { version, officer, words }: Readonly<{ version: number; officer: Officer; words: string }>,
): Promise<Result<true, RollBackError>> => {
  await lockService(tx, key);
  const newest = await findNewestVersion(tx, key.code);
  const earlier = await readEarlier(tx, frame, key, version);
  if (!newest || !earlier.ok) return earlier.ok ? err("notFound") : earlier;
  if (newest.version === version) return err("notNow");
  if (await findRollBack(tx, key)) return err("alreadyAsked");
  await tx
    .insertInto("service_roll_back")
    .values({
      institution: key.institution,
      service_code: key.code,
      restores: version,
      against: newest.version,
      asked_by: officer.username,
      asked_by_name: JSON.stringify(officer.name),
      words,
    })
    .execute();
  const data = { restores: version };
  await recordServiceEvent(tx, key, { act: "rollBackAsked", officer, words, data });
  return ok(true);
};

/** An act on the request that was seen for `version`. */
type Act = Readonly<{ version: number; officer: Officer }>;

const lockAsked = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  { version }: Act,
): Promise<RollBack | undefined> => {
  await lockService(tx, key);
  const asked = await findRollBack(tx, key);
  return asked?.restores === version ? asked : undefined;
};

const forget = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
): Promise<void> => {
  await tx
    .deleteFrom("service_roll_back")
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .execute();
};

/**
 * The second person agrees: the earlier definition is published as the next version, whose number
 * it gives. It is proved again, and against the very version that the difference was told from.
 */
export const agreeToRollBack = async (
  tx: Transaction<PortalDb>,
  frame: PublishFrame,
  key: DraftKey,
  act: Act,
): Promise<Result<number, RollBackError>> => {
  const asked = await lockAsked(tx, key, act);
  if (!asked) return err("notNow");
  const { officer } = act;
  if (asked.askedBy.username === officer.username) return err("ownWork");
  await lockPublications(tx);
  const newest = await findNewestVersion(tx, key.code);
  if (newest?.version !== asked.against) return err("baseMoved");
  const earlier = await readEarlier(tx, frame, key, asked.restores);
  if (!earlier.ok) return earlier;
  const version = newest.version + 1;
  await addVersion(tx, {
    definition: { ...earlier.value, version },
    version,
    publishedBy: officer.username,
    restored: { version: asked.restores, askedBy: asked.askedBy.username },
  });
  await forget(tx, key);
  const data = { restores: asked.restores, askedBy: asked.askedBy.username };
  await recordServiceEvent(tx, key, { act: "rolledBack", officer, version, data });
  return ok(version);
};

/** Ends a request unpublished: who asked takes it back, anybody else declines it with words. */
export const endRollBack = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  act: Act & Readonly<{ words?: string }>,
): Promise<Result<true, RollBackError>> => {
  const asked = await lockAsked(tx, key, act);
  if (!asked) return err("notNow");
  const { officer, words } = act;
  const own = asked.askedBy.username === officer.username;
  if (own !== (words === undefined)) return err("notNow");
  await forget(tx, key);
  await recordServiceEvent(tx, key, {
    act: own ? "rollBackWithdrawn" : "rollBackDeclined",
    officer,
    data: { restores: asked.restores },
    ...(words === undefined ? {} : { words }),
  });
  return ok(true);
};
