import { createHash } from "node:crypto";
import { addDays } from "@gov/country/time-zone.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { dropPieces, expectReport, insertPiece, insertReport, lockDay } from "./report-queries.ts";
import { maxReportBytes, reportDayBegins, type ReportKey } from "./report.ts";

export type TakenFile = Readonly<{ id: string; same: boolean }>;
export type TakeError = "empty" | "tooLarge";

const pieceBytes = 256 * 1024;
type Gathered = Readonly<{ bytes: bigint; hash: Buffer }>;

/** Joins what comes into pieces of one size, keeps each, and counts and hashes all of it. */
const gather = async (
  { deps }: Reconciliation,
  reportId: string,
  file: AsyncIterable<Uint8Array>,
): Promise<Result<Gathered, TakeError>> => {
  const hash = createHash("sha256");
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let bytes = 0;
  let number = 0;
  const keep = async (): Promise<void> => {
    if (heldBytes === 0) return;
    await insertPiece(deps.db, { reportId, number, bytes: Buffer.concat(held) });
    number += 1;
    held = [];
    heldBytes = 0;
  };
  for await (const part of file) {
    bytes += part.length;
    if (bytes > maxReportBytes) return err("tooLarge");
    hash.update(part);
    held.push(part);
    heldBytes += part.length;
    if (heldBytes >= pieceBytes) await keep();
  }
  await keep();
  return bytes === 0 ? err("empty") : ok({ bytes: BigInt(bytes), hash: hash.digest() });
};

/** From when on a day's report is missing. */
export const expectedAt = (
  { dayEndsAtMinutes, expectedAfterMinutes }: Reconciliation,
  day: string,
): Date =>
  new Date(
    reportDayBegins(addDays(day, 1), dayEndsAtMinutes).getTime() + expectedAfterMinutes * 60_000,
  );

const keepFile = async (
  reconciliation: Reconciliation,
  key: ReportKey,
  file: Gathered & Readonly<{ id: string; uploadedBy: string | undefined }>,
): Promise<TakenFile> =>
  await inTransaction(reconciliation.deps.db, async (tx) => {
    await expectReport(tx, key, expectedAt(reconciliation, key.day));
    const newest = await lockDay(tx, key);
    if (newest.id !== undefined && newest.hash?.equals(file.hash)) {
      await dropPieces(tx, file.id);
      return { id: newest.id, same: true };
    }
    await insertReport(tx, { ...file, key, version: newest.version + 1 });
    return { id: file.id, same: false };
  });

/**
 * Writes down a file of a day as it comes, to be read by and by. The same file as the newest
 * changes nothing; another one is the next version.
 */
export const takeFile = async (
  reconciliation: Reconciliation,
  key: ReportKey,
  file: AsyncIterable<Uint8Array>,
  uploadedBy?: string,
): Promise<Result<TakenFile, TakeError>> => {
  const id = newOrderedId();
  const { db } = reconciliation.deps;
  try {
    const gathered = await gather(reconciliation, id, file);
    if (gathered.ok) {
      return ok(await keepFile(reconciliation, key, { id, uploadedBy, ...gathered.value }));
    }
    await dropPieces(db, id);
    return gathered;
  } catch (error) {
    await dropPieces(db, id);
    throw error;
  }
};
