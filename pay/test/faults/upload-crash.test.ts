import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { makeBillFile } from "../bill-file.ts";
import type { Json } from "../pay-world.ts";
import { openUploadWorld, type UploadWorld } from "./upload-world.ts";

const kind = { format: "jsonl", compression: "none" } as const;
const rows = 8_000;
const wrong = 40;
const kills = 2;
const file = makeBillFile({ ...kind, rows, wrong, prefix: "K-" });

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

let world: UploadWorld;
before(async () => {
  world = await openUploadWorld();
});
after(async () => await world.close());

const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
};

/** The upload as soon as `reached` says so; each answer is one look. */
const watch = async (id: string, reached: (upload: Json) => boolean): Promise<Json> => {
  for (;;) {
    const upload = await world.client.show(id);
    if (reached(upload)) return upload;
    await pause();
  }
};

/** Bytes that come, and then nothing: the sender waits, or the line is dead. */
const stalling = (bytes: Uint8Array): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.enqueue(bytes) });

/** What a process held that died is free when its time is over; time is moved in the row. */
const endHold = async (): Promise<void> =>
  void (await sql`update bill_upload set held_until = now() where status = 'running'`.execute(
    world.db,
  ));

test("kill -9 while a file is sent and while it is worked on: every row is made once", async () => {
  const { client } = world;
  const bytes = Buffer.concat(await collect(file.bytes()));
  let pay = await world.start();
  const id = await client.begin(kind);
  let offset = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const end = Math.floor((bytes.length * kill) / (kills + 1));
    const body = stalling(bytes.subarray(offset, end));
    const sending = client.put(id, { offset, body, complete: true }).catch(() => undefined);
    await watch(id, ({ receivedBytes }) => Number(receivedBytes) > offset);
    await pay.kill();
    assert.equal(await sending, undefined, "the sender hears of the break");
    pay = await world.start();
    const { status, receivedBytes } = await client.show(id);
    assert.equal(status, "receiving");
    offset = Number(receivedBytes);
    assert.ok(offset > 0 && offset < bytes.length, "a part of the file stays");
  }
  const rest = await client.put(id, { offset, body: bytes.subarray(offset), complete: true });
  assert.equal(rest.status, 204);

  let read = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const seen = await watch(id, (upload) => upload.rows.read > read);
    await pay.kill();
    await endHold();
    pay = await world.start();
    const after = await client.show(id);
    assert.ok(after.rows.read >= seen.rows.read, "what was reported as done is done");
    assert.equal(after.status, "running", "it was killed in the middle");
    read = after.rows.read;
  }
  const upload = await client.ended(id);
  assert.equal(upload.status, "done");
  assert.deepEqual(upload.rows, { read: rows, made: rows - wrong, known: 0, wrong });
  assert.deepEqual(await client.report(id), file.report);
  const references = await collect(client.references());
  assert.equal(references.length, rows - wrong);
  assert.equal(new Set(references).size, rows - wrong);
});
