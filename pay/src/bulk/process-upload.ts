import { inTransaction } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import { apiErrors } from "#src/api-errors.ts";
import { findBiller, type Biller } from "#src/biller/biller-queries.ts";
import { checkNewBill, type NewBill } from "#src/bill/bill.ts";
import type { PayDeps } from "#src/deps.ts";
import { tellClients } from "#src/webhook/message-queries.ts";
import { insertErrors, type RowErrors } from "./error-queries.ts";
import { insertBills } from "./made-bill-queries.ts";
import { readFile, type ReadRow } from "./read-file.ts";
import { maxKeptErrors, maxUploadRows, UnreadableFile, type UploadFailure } from "./upload.ts";
import {
  finishUpload,
  keepHold,
  letGo,
  noteRows,
  readPieces,
  type UploadRow,
} from "./upload-queries.ts";
import { uploadJson } from "./upload-schemas.ts";

const batchRows = 1_000;
const maxBillers = 200;
const holdEveryMs = 10_000;

/** Cancelled, or another process goes on with it: this one stops. */
class UploadGone extends Error {}

export type UploadDeps = Pick<PayDeps, "db" | "log" | "kickOutbox">;
type Work = Readonly<{
  deps: UploadDeps;
  upload: UploadRow;
  holder: string;
  /** The process is ending: the next one goes on. */
  isClosed: () => boolean;
}>;
type Progress = { rowsRead: bigint; errorsKept: bigint };

/** Billers of a file and its splits, each looked up once. */
const createBillers = (deps: UploadDeps) => {
  const known = new Map<string, Biller>();
  const asked = new Set<string>();
  return async (bills: readonly NewBill[]): Promise<ReadonlyMap<string, Biller>> => {
    const codes = bills.flatMap((bill) => [
      bill.billerCode,
      ...bill.splits.map((split) => split.billerCode),
    ]);
    for (const code of new Set(codes)) {
      if (asked.has(code) || asked.size >= maxBillers) continue;
      asked.add(code);
      const biller = await findBiller(deps.db, code);
      if (biller) known.set(code, biller);
    }
    return known;
  };
};

const fieldOf = {
  billerUnknown: "splits",
  currencyNotTaken: "currency",
  serviceTypeUnknown: "serviceType",
  splitsNotTheAmount: "splits",
  partsNotTheBill: "parts",
  linesNotTheAmount: "lines",
  instalmentsNotTheAmount: "instalments",
} as const;

const referenceTaken: Text = {
  ar: "لجهة التحصيل فاتورة أخرى بهذا المرجع ومبلغ غير هذا. استعمل مرجعا آخر أو ألغ الأولى.",
  en: "The biller has another bill with this reference and another amount. Use another reference.",
};

const saveBatch = async (
  { deps, upload, holder }: Work,
  progress: Progress,
  rows: readonly ReadRow[],
  billersOf: ReturnType<typeof createBillers>,
): Promise<void> => {
  const errors: RowErrors[] = [];
  const good: { line: number; bill: NewBill }[] = [];
  const read = rows.flatMap(({ bill }) => (bill.ok ? [bill.value] : []));
  const billers = await billersOf(read);
  for (const { line, bill } of rows) {
    if (!bill.ok) {
      errors.push({ line, problems: bill.error });
      continue;
    }
    const checked = checkNewBill(bill.value, billers);
    if (checked.ok) good.push({ line, bill: bill.value });
    else {
      const message: Text = apiErrors[checked.error].title;
      errors.push({ line, problems: [{ field: fieldOf[checked.error], message }] });
    }
  }
  const owner = {
    institutionId: upload.institution_id,
    billerCode: upload.biller_code,
    clientId: upload.client_id,
  };
  const noted = await inTransaction(deps.db, async (tx) => {
    const outcome = await insertBills(
      tx,
      owner,
      good.map(({ bill }) => bill),
    );
    const taken = good.flatMap(({ line }, index) =>
      outcome[index] === "referenceTaken"
        ? [{ line, problems: [{ field: "reference", message: referenceTaken }] }]
        : [],
    );
    const wrong = [...errors, ...taken].toSorted((a, b) => a.line - b.line);
    const kept = wrong.slice(0, Math.max(0, maxKeptErrors - Number(progress.errorsKept)));
    await insertErrors(tx, upload.id, kept);
    const counts = {
      made: outcome.filter((one) => one === "made").length,
      known: outcome.filter((one) => one === "known").length,
      wrong: wrong.length,
      kept: kept.length,
    };
    const same = { id: upload.id, holder, rowsRead: progress.rowsRead };
    if (!(await noteRows(tx, same, counts))) throw new UploadGone();
    return counts;
  });
  progress.rowsRead += BigInt(rows.length);
  progress.errorsKept += BigInt(noted.kept);
};

/** Reads the next batch while the database is busy with the last one. */
const readAhead = async function* <T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const readNext = (): Promise<IteratorResult<T>> => {
    const next = source.next();
    // Awaited one turn later: a failure is not left without anyone to hear of it meanwhile.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = readNext(); ;) {
      const { done, value } = await next;
      if (done) return;
      next = readNext();
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
};

const work = async (job: Work): Promise<UploadFailure | undefined> => {
  const { deps, upload } = job;
  const progress = { rowsRead: upload.rows_read, errorsKept: upload.errors_kept };
  const billersOf = createBillers(deps);
  const description =
    upload.description_ar !== null && upload.description_en !== null
      ? { ar: upload.description_ar, en: upload.description_en }
      : undefined;
  const context = { billerCode: upload.biller_code, description };
  const tell = async (line: number, problems: RowErrors["problems"]): Promise<void> =>
    await insertErrors(deps.db, upload.id, [{ line, problems }]);
  const { format, compression } = upload;
  // What an earlier process has done is read again, but neither checked nor made again.
  const file = { format, compression, done: Number(upload.rows_read), batchRows };
  try {
    const batches = readFile(readPieces(deps.db, upload.id), file, context, tell);
    for await (const rows of readAhead(batches)) {
      if (job.isClosed()) throw new UploadGone();
      const room = maxUploadRows - Number(progress.rowsRead);
      if (room > 0) await saveBatch(job, progress, rows.slice(0, room), billersOf);
      if (rows.length > room) return "tooManyRows";
    }
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.reason;
    throw error;
  }
};

/** Makes the bills of a file, going on where an earlier process stopped. */
export const processUpload = async (job: Work): Promise<void> => {
  const { deps, upload, holder } = job;
  const hold = setInterval(() => {
    keepHold(deps.db, upload.id, holder).catch((error: unknown) =>
      deps.log.warn({ err: error, uploadId: upload.id }, "an upload could not be held"),
    );
  }, holdEveryMs);
  try {
    const failure = await work(job);
    await inTransaction(deps.db, async (tx) => {
      const ended = await finishUpload(tx, { id: upload.id, holder }, failure);
      if (!ended) return;
      const type = failure ? "upload.failed" : "upload.done";
      const timestamp = new Date().toISOString();
      const message = { type, timestamp, data: uploadJson(ended) } as const;
      await tellClients(tx, [{ clientId: ended.client_id, message }]);
    });
    deps.kickOutbox();
  } catch (error) {
    if (!(error instanceof UploadGone)) throw error;
    await letGo(deps.db, upload.id, holder);
  } finally {
    clearInterval(hold);
  }
};
