import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import type { DraftState } from "./draft.ts";

/** A service as its institution's list shows it. */
export type ServiceRow = Readonly<{
  code: string;
  title: Text;
  /** The published one; none for a service that never was. */
  version: number | undefined;
  publishedAt: Date | undefined;
  draft: DraftState | undefined;
  publishAt: Date | undefined;
  openCases: number;
}>;

/** Every service of an institution, published or being written, by its code. */
export const findServices = async (
  db: Kysely<PortalDb>,
  institution: string,
): Promise<ServiceRow[]> => {
  const { rows } = await sql<{
    code: string;
    title: Text;
    version: number | null;
    published_at: Date | null;
    state: DraftState | null;
    publish_at: Date | null;
    open_cases: bigint;
  }>`
    select coalesce(newest.service_code, draft.service_code) as code,
      coalesce(newest.definition, draft.definition) -> 'title' as title,
      newest.version, newest.published_at, draft.state, draft.publish_at,
      (select count(*) from government_case
        where government_case.institution = ${institution} and closed_at is null
          and government_case.service_code = newest.service_code) as open_cases
    from (
      select distinct on (service_code) service_code, version, published_at, definition
      from service_version where institution = ${institution}
      order by service_code, version desc) newest
    full join (
      select service_code, state, publish_at, definition
      from service_draft where institution = ${institution}) draft using (service_code)
    order by 1 limit 2000`.execute(db);
  return rows.map((row) => ({
    code: row.code,
    title: row.title,
    version: row.version ?? undefined,
    publishedAt: row.published_at ?? undefined,
    draft: row.state ?? undefined,
    publishAt: row.publish_at ?? undefined,
    openCases: Number(row.open_cases),
  }));
};

/** A published version as the list of versions shows it. */
export type VersionRow = Readonly<{
  version: number;
  source: "file" | "designer";
  publishedBy: string | undefined;
  publishedAt: Date;
  restores: number | undefined;
  /** Who asked for what it restores. */
  askedBy: string | undefined;
  openCases: number;
}>;

/** The versions of a service, the newest first, with how many cases run on each. */
export const findVersions = async (
  db: Kysely<PortalDb>,
  { institution, code }: Readonly<{ institution: string; code: string }>,
  limit = 100,
): Promise<VersionRow[]> => {
  const rows = await db
    .selectFrom("service_version as one")
    .select((eb) => [
      "one.version",
      "one.source",
      "one.published_by",
      "one.published_at",
      "one.restores",
      "one.asked_by",
      eb
        .selectFrom("government_case as running")
        .select(eb.fn.countAll<bigint>().as("count"))
        .whereRef("running.institution", "=", "one.institution")
        .whereRef("running.service_code", "=", "one.service_code")
        .whereRef("running.version", "=", "one.version")
        .where("running.closed_at", "is", null)
        .as("open_cases"),
    ])
    .where("one.institution", "=", institution)
    .where("one.service_code", "=", code)
    .orderBy("one.version", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    source: row.source,
    publishedBy: row.published_by ?? undefined,
    publishedAt: row.published_at,
    restores: row.restores ?? undefined,
    askedBy: row.asked_by ?? undefined,
    openCases: Number(row.open_cases ?? 0n),
  }));
};

/** The definition of one version as it was published, or undefined. */
export const findVersion = async (
  db: Kysely<PortalDb>,
  { institution, code }: Readonly<{ institution: string; code: string }>,
  version: number,
): Promise<unknown> =>
  (
    await db
      .selectFrom("service_version")
      .select("definition")
      .where("institution", "=", institution)
      .where("service_code", "=", code)
      .where("version", "=", version)
      .executeTakeFirst()
  )?.definition;
