import { addToOutbox, type OutboxHandler } from "@gov/kit/outbox.ts";
import { err, ok, unwrap, type Result } from "@gov/kit/result.ts";
import { readDraft } from "@gov/services/language/draft-definition.ts";
import { compareCase, type CaseChange } from "@gov/services/language/dry-run.ts";
import { setImmediate } from "node:timers/promises";
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { z } from "zod";
import type { Officer } from "#src/case/case.ts";
import { caseDataOfCase } from "#src/case/case-data.ts";
import { toCase } from "#src/case/case-queries.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { DryRunTable, PortalDb } from "#src/db-types.ts";
import type { DraftKey } from "./draft.ts";
import { lockDraft } from "./draft-queries.ts";
import {
  casesAtOnce,
  changesOnPage,
  mostCases,
  type DryRun,
  type DryRunChange,
} from "./dry-run.ts";
import { recordServiceEvent } from "./service-event-queries.ts";

/** Cases judged without a pause. */
const casesInARow = 10;

/** Runs of a service that are kept; older ones go when a new one begins. */
const runsKept = 5;

const toRun = (row: Selectable<DryRunTable>): DryRun => ({
  institution: row.institution,
  id: row.id,
  code: row.service_code,
  revision: row.revision,
  baseVersion: row.base_version,
  askedAt: row.asked_at,
  total: row.total,
  lookedAt: row.looked_at,
  changed: row.changed,
  finishedAt: row.finished_at ?? undefined,
});

/** The last run over a service's cases, or undefined. */
export const findLastRun = async (
  db: Kysely<PortalDb>,
  { institution, code }: DraftKey,
): Promise<DryRun | undefined> => {
  const row = await db
    .selectFrom("dry_run")
    .selectAll()
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row && toRun(row);
};

/** Cases that would be different, in the order in which they were looked at, a page of them. */
export const findChanges = async (
  db: Kysely<PortalDb>,
  { institution, id }: Pick<DryRun, "institution" | "id">,
  after: number,
): Promise<DryRunChange[]> =>
  await db
    .selectFrom("dry_run_change")
    .select(["seq", "reference", "differences"])
    .where("institution", "=", institution)
    .where("run_id", "=", id)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(changesOnPage)
    .execute();

const countCases = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from government_case
      where institution = ${institution} and service_code = ${code}
      limit ${mostCases}) cases`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** Begins to try the draft as it stands over the newest past cases of its service. */
export const beginDryRun = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  officer: Officer,
): Promise<Result<true, "notFound" | "notNow">> => {
  const { institution, code } = key;
  const draft = await lockDraft(tx, key);
  if (!draft) return err("notFound");
  if (draft.basedOn === undefined) return err("notNow");
  const total = await countCases(tx, key);
  const { id } = await tx
    .insertInto("dry_run")
    .values({
      institution,
      service_code: code,
      revision: draft.revision,
      definition: JSON.stringify(draft.definition),
      base_version: draft.basedOn,
      asked_by: officer.username,
      total,
      finished_at: total === 0 ? sql<Date>`now()` : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`delete from dry_run where institution = ${institution} and id in (
    select id from dry_run where institution = ${institution} and service_code = ${code}
    order by id desc offset ${runsKept})`.execute(tx);
  if (total > 0) await addToOutbox(tx, dryRunKind, { institution, id });
  await recordServiceEvent(tx, key, { act: "dryRun", officer, revision: draft.revision });
  return ok(true);
};

export const dryRunKind = "service.dryRun";
const payloadSchema = z.object({ institution: z.string(), id: z.uuid() });

type Page = Readonly<{ looked: number; last: string | undefined; found: readonly Found[] }>;
type Found = CaseChange & Readonly<{ caseId: string }>;

/** The next cases by age, each judged as of the day it was sent. */
const judgePage = async (db: Kysely<PortalDb>, run: Selectable<DryRunTable>): Promise<Page> => {
  const before = await loadDefinition(db, run.service_code, run.base_version);
  const after = unwrap(readDraft(run.definition));
  const rows = await db
    .selectFrom("government_case")
    .selectAll()
    .where("institution", "=", run.institution)
    .where("service_code", "=", run.service_code)
    .$if(run.last_case !== null, (query) => query.where("id", "<", run.last_case ?? ""))
    .orderBy("id", "desc")
    .limit(Math.min(casesAtOnce, run.total - run.looked_at))
    .execute();
  const found: Found[] = [];
  for (const [index, row] of rows.entries()) {
    // People's requests are answered in between.
    if (index % casesInARow === 0) await setImmediate();
    const current = toCase(row);
    const data = caseDataOfCase(current, current.submittedAt);
    const change = compareCase(before, after, { reference: current.reference, data });
    if (change) found.push({ ...change, caseId: current.id });
  }
  return { looked: rows.length, last: rows.at(-1)?.id, found };
};

const savePage = async (
  tx: Transaction<PortalDb>,
  run: Selectable<DryRunTable>,
  { looked, last, found }: Page,
): Promise<void> => {
  const { institution, id } = run;
  const finished = looked < casesAtOnce || run.looked_at + looked >= run.total;
  // Nothing where another worker has written this page, or the run is gone.
  const { numUpdatedRows } = await tx
    .updateTable("dry_run")
    .set({
      looked_at: run.looked_at + looked,
      changed: run.changed + found.length,
      last_case: last ?? run.last_case,
      finished_at: finished ? sql<Date>`now()` : null,
    })
    .where("institution", "=", institution)
    .where("id", "=", id)
    .where("looked_at", "=", run.looked_at)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return;
  if (found.length > 0) {
    await tx
      .insertInto("dry_run_change")
      .values(
        found.map(({ caseId, reference, differences }, index) => ({
          institution,
          run_id: id,
          seq: run.changed + index + 1,
          case_id: caseId,
          reference,
          differences: JSON.stringify(differences),
        })),
      )
      .execute();
  }
  if (!finished) await addToOutbox(tx, dryRunKind, { institution, id });
};

/** Judges the next page of a run's cases, and asks for the page after it. */
export const continueDryRun =
  (db: Kysely<PortalDb>): OutboxHandler<PortalDb> =>
  async (payload) => {
    const { institution, id } = payloadSchema.parse(payload);
    const run = await db
      .selectFrom("dry_run")
      .selectAll()
      .where("institution", "=", institution)
      .where("id", "=", id)
      .executeTakeFirst();
    if (!run || run.finished_at) return undefined;
    const page = await judgePage(db, run);
    return (tx) => savePage(tx, run, page);
  };
