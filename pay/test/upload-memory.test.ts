import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { makeBillFile, type FileKind } from "./bill-file.ts";
import {
  openUploadWorld,
  peakMegabytes,
  smallHeap,
  type UploadWorld,
} from "./faults/upload-world.ts";

let world: UploadWorld;
before(async () => {
  world = await openUploadWorld();
});
after(async () => await world.close());

/** Held to the end, four times the rows would be some sixty megabytes more. */
const allowedMegabytes = 24;
const smallRows = 4_000;
const wideRows = 1_000;

const upload = async (kind: FileKind, rows: number, prefix: string): Promise<void> => {
  const wrong = rows / 100;
  const file = makeBillFile({ ...kind, rows, wrong, prefix, wordy: true });
  const id = await world.client.begin(kind);
  await world.client.send(id, file.bytes());
  const ended = await world.client.ended(id);
  assert.equal(ended.status, "done");
  assert.deepEqual(ended.rows, { read: rows, made: rows - wrong, known: 0, wrong });
  assert.deepEqual(await world.client.report(id), file.report);
};

/** A bill that says what it is made of at length: some thirty thousand letters. */
const longBill = (at: number): string =>
  JSON.stringify({
    reference: `W-${at}`,
    description: { ar: "رسوم", en: "Fees" },
    amount: { amountMinor: "500", currency: "ILS" },
    lines: Array.from({ length: 50 }, (_, line) => ({
      kind: "fee",
      text: { ar: `رسم ${"ا".repeat(190)}`, en: `Fee ${line} ${"x".repeat(190)}` },
      amountMinor: "10",
    })),
  });

test("a file four times as long takes no more memory, and every wrong row is named", async (t) => {
  const pay = await world.start(smallHeap);
  await upload({ format: "csv", compression: "gzip" }, smallRows, "S-");
  const small = await peakMegabytes(pay);
  await upload({ format: "csv", compression: "gzip" }, 4 * smallRows, "L-");
  const large = await peakMegabytes(pay);
  t.diagnostic(`peak ${small} MB, then ${large} MB`);
  assert.ok(large - small < allowedMegabytes, `${small} MB, then ${large} MB`);
  assert.ok(large < 256, `${large} MB`);

  const wide = { format: "jsonl", compression: "none" } as const;
  const id = await world.client.begin(wide);
  const lines = Array.from({ length: wideRows }, (_, at) => `${longBill(at)}\n`);
  await world.client.send(id, Readable.from([Buffer.from(lines.join(""))]));
  const ended = await world.client.ended(id);
  assert.equal(ended.rows.made, wideRows);
  const widest = await peakMegabytes(pay);
  t.diagnostic(`with rows as long as can be ${widest} MB`);
  assert.ok(widest < 256, `${widest} MB`);
});
