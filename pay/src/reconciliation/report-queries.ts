import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ReportFailure, ReportKey, ReportStatus } from "./report.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

export type ReportRow = Readonly<{
  id: string;
  rail: RailCode;
  party: string;
  day: string;
  version: number;
  source: "fetched" | "uploaded";
  uploaded_by: string | null;
  bytes: bigint;
  status: ReportStatus;
  failure: ReportFailure | null;
  lines_read: number;
  lines_wrong: number;
  received_at: Date;
  read_at: Date | null;
}>;

export const reportColumns = sql`r.id, r.rail, r.party, to_char(r.day, 'YYYY-MM-DD') as day,
  r.version, r.source, r.uploaded_by, r.bytes, r.status, r.failure, r.lines_read, r.lines_wrong,
  r.received_at, r.read_at`;

/** Says that a day's report is expected, from when on. Gives whether that is new. */
export const expectReport = async (db: Reader, key: ReportKey, from: Date): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into rail_report_day (rail, party, day, expected_at)
    values (${key.rail}, ${key.party}, ${key.day}::date, ${from})
    on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
};

/** The last day that a report of this source is expected for. */
export const findLastDay = async (
  db: Reader,
  source: Omit<ReportKey, "day">,
): Promise<string | undefined> => {
  const { rows } = await sql<{ day: string | null }>`
    select to_char(max(day), 'YYYY-MM-DD') as day from rail_report_day
    where rail = ${source.rail} and party = ${source.party}`.execute(db);
  return rows[0]?.day ?? undefined;
};

/** How long nobody else tries to fetch what was taken up here, a minute at first, an hour at last. */
const wait = sql`make_interval(secs => least(3600, 60 * power(2, least(tries, 10))))`;

/** Takes a day of this source whose report has not come and that is due to be asked for again. */
export const takeMissingDay = async (
  db: Reader,
  source: Omit<ReportKey, "day">,
): Promise<string | undefined> => {
  const { rows } = await sql<{ day: string }>`
    update rail_report_day d set tries = tries + 1, tried_at = now()
    where (rail, party, day) in (
      select rail, party, day from rail_report_day m
      where rail = ${source.rail} and party = ${source.party} and expected_at <= now()
        and (tried_at is null or tried_at + ${wait} <= now())
        and not exists (select from rail_report r where r.rail = m.rail and r.party = m.party
          and r.day = m.day and r.status in ('reading', 'read'))
      order by day desc limit 1 for update skip locked)
    returning to_char(d.day, 'YYYY-MM-DD') as day`.execute(db);
  return rows[0]?.day;
};

export const noteOutcome = async (
  db: Reader,
  key: ReportKey,
  outcome: string | null,
): Promise<void> => {
  await sql`update rail_report_day set outcome = ${outcome} where rail = ${key.rail}
    and party = ${key.party} and day = ${key.day}::date`.execute(db);
};

const holdS = 60;

/** One file at a time for a day. Gives the hash of its newest version and that version. */
export const lockDay = async (
  tx: Tx<PayDatabase>,
  key: ReportKey,
): Promise<Readonly<{ version: number; hash: Buffer | undefined; id: string | undefined }>> => {
  await sql`select 1 from rail_report_day where rail = ${key.rail} and party = ${key.party}
    and day = ${key.day}::date for update`.execute(tx);
  const { rows } = await sql<{ version: number; hash: Buffer; id: string }>`
    select version, file_hash as hash, id from rail_report where rail = ${key.rail}
      and party = ${key.party} and day = ${key.day}::date order by version desc limit 1`.execute(
    tx,
  );
  const [newest] = rows;
  return { version: newest?.version ?? 0, hash: newest?.hash, id: newest?.id };
};

export const insertPiece = async (
  db: Reader,
  piece: Readonly<{ reportId: string; number: number; bytes: Buffer }>,
): Promise<void> => {
  await sql`insert into rail_report_piece (report_id, number, bytes)
    values (${piece.reportId}, ${piece.number}, ${piece.bytes})`.execute(db);
};

export const dropPieces = async (db: Reader, reportId: string): Promise<void> => {
  await sql`delete from rail_report_piece where report_id = ${reportId}`.execute(db);
};

/** Drops what came of files whose end never came. */
export const sweepPieces = async (db: Reader): Promise<void> => {
  await sql`delete from rail_report_piece p
    where uuid_extract_timestamp(p.report_id) < now() - interval '1 day'
      and not exists (select from rail_report r where r.id = p.report_id)`.execute(db);
};

/** Writes down that a file came, held by nobody: whoever comes first reads it. */
export const insertReport = async (
  tx: Tx<PayDatabase>,
  report: Readonly<{
    id: string;
    key: ReportKey;
    version: number;
    uploadedBy: string | undefined;
    hash: Buffer;
    bytes: bigint;
  }>,
): Promise<void> => {
  const { id, key, uploadedBy } = report;
  await sql`
    insert into rail_report (id, rail, party, day, version, source, uploaded_by, file_hash, bytes)
    values (${id}, ${key.rail}, ${key.party}, ${key.day}::date, ${report.version},
      ${uploadedBy === undefined ? "fetched" : "uploaded"}, ${uploadedBy ?? null}, ${report.hash},
      ${report.bytes})`.execute(tx);
};

/** Takes a report that waits to be read, or whose reader is gone. */
export const takeReport = async (db: Reader): Promise<ReportRow | undefined> => {
  const { rows } = await sql<ReportRow>`
    update rail_report r set held_until = now() + make_interval(secs => ${holdS})
    where id = (select id from rail_report
      where status = 'reading' and (held_until is null or held_until < now())
      order by received_at limit 1 for update skip locked)
    returning ${reportColumns}`.execute(db);
  return rows[0];
};

export const getReport = async (db: Reader, id: string): Promise<ReportRow> => {
  const { rows } = await sql<ReportRow>`
    select ${reportColumns} from rail_report r where r.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`report ${id} is gone`);
  return row;
};

/** The file of a report in the pieces that it was kept in. */
export const readPieces = async function* (
  db: Database<PayDatabase>,
  id: string,
): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other, as they are read
    const piece = await db
      .selectFrom("rail_report_piece")
      .select("bytes")
      .where("report_id", "=", id)
      .where("number", "=", number)
      .executeTakeFirst();
    if (!piece) return;
    yield piece.bytes;
  }
};

/** Counts a batch of lines that was written, and holds the report for another while. */
export const noteLines = async (
  tx: Tx<PayDatabase>,
  id: string,
  count: Readonly<{ from: number; read: number; wrong: number }>,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update rail_report set lines_read = lines_read + ${count.read},
      lines_wrong = lines_wrong + ${count.wrong}, held_until = now() + make_interval(secs => ${holdS})
    where id = ${id} and status = 'reading' and lines_read = ${count.from}`.execute(tx);
  return numAffectedRows === 1n;
};

/** Nothing of this file counts; its errors stay to be read. */
export const refuseReport = async (
  tx: Tx<PayDatabase>,
  id: string,
  failure: ReportFailure,
): Promise<void> => {
  await sql`update rail_report set status = 'refused', failure = ${failure}, held_until = null,
    read_at = now() where id = ${id} and status = 'reading'`.execute(tx);
  await sql`delete from rail_report_line where report_id = ${id}`.execute(tx);
  await sql`delete from rail_report_piece where report_id = ${id}`.execute(tx);
};

/** From now on this report counts, and the one before it no more. False where it was done before. */
export const countReport = async (tx: Tx<PayDatabase>, report: ReportRow): Promise<boolean> => {
  const { id, rail, party, day } = report;
  await sql`update rail_report set status = 'replaced' where rail = ${rail} and party = ${party}
    and day = ${day}::date and status = 'read'`.execute(tx);
  const { numAffectedRows } = await sql`
    update rail_report set status = 'read', held_until = null, read_at = now()
    where id = ${id} and status = 'reading'`.execute(tx);
  await sql`delete from rail_report_piece where report_id = ${id}`.execute(tx);
  await noteOutcome(tx, report, null);
  return numAffectedRows === 1n;
};

/** Every day whose report counts, as `rail, party and day`, a text each. */
export const listReadDays = async (db: Reader): Promise<Set<string>> => {
  const { rows } = await sql<{ day: string }>`
    select rail || '/' || party || '/' || to_char(day, 'YYYY-MM-DD') as day
    from rail_report where status = 'read'`.execute(db);
  return new Set(rows.map((row) => row.day));
};
