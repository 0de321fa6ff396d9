import assert from "node:assert/strict";
import { makeBillFile, type FileKind } from "../test/bill-file.ts";
import { openUploadWorld, peakMegabytes, smallHeap } from "../test/faults/upload-world.ts";
import { print } from "./measure.ts";

/**
 * Files of `ROWS` bills (a million unless told), `WRONG` of them wrong, sent to `pay` as a process
 * of its own: rows a second from the file's end to the last bill, and the most memory that the
 * process ever had. What came of it is compared through the API, to the row. `FILES` chooses.
 * `HEAP` are Node's options for the process.
 */
const rows = Number(process.env["ROWS"] ?? 1_000_000);
const wrong = Number(process.env["WRONG"] ?? 1_000);
const chosen = (process.env["FILES"] ?? "csv-gzip,jsonl-none,csv-none,jsonl-gzip").split(",");
const heap = process.env["HEAP"] ?? smallHeap.join(" ");
const seconds = (since: number): number => Number(((Date.now() - since) / 1_000).toFixed(1));

const measureFile = async (kind: FileKind): Promise<void> => {
  const world = await openUploadWorld();
  const { client } = world;
  const pay = await world.start(heap.split(" ").filter(Boolean));
  const startedMb = await peakMegabytes(pay);
  const file = makeBillFile({ ...kind, rows, wrong, prefix: "B-" });
  const sendingFrom = Date.now();
  const id = await client.begin(kind);
  await client.send(id, file.bytes());
  const sendingS = seconds(sendingFrom);
  const sentMb = await peakMegabytes(pay);
  const runningFrom = Date.now();
  const upload = await client.ended(id);
  const runningS = seconds(runningFrom);
  const peakMb = await peakMegabytes(pay);
  const made = rows - wrong;
  assert.equal(upload.status, "done");
  assert.deepEqual(upload.rows, { read: rows, made, known: 0, wrong });
  assert.deepEqual(await client.report(id), file.report);
  const seen = new Set<string>();
  for await (const reference of client.references()) {
    assert.ok(!seen.has(reference), `${reference} twice`);
    seen.add(reference);
  }
  assert.equal(seen.size, made);
  print({
    ...kind,
    heap,
    rows,
    wrong,
    sendingS,
    runningS,
    rowsPerSecond: Math.round(rows / runningS),
    memoryMb: { started: startedMb, sent: sentMb, peak: peakMb, listed: await peakMegabytes(pay) },
  });
  await world.close();
};

for (const name of chosen) {
  const [format, compression] = name.split("-");
  await measureFile({ format, compression } as FileKind);
}
