import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createBatcher } from "./batcher.ts";

/** A batcher whose batches end when they are told to. */
const open = (besideFrom: number) => {
  const batches: { items: readonly number[]; end: () => void }[] = [];
  const batcher = createBatcher<number, number>({
    maxInFlight: 3,
    maxItems: 100,
    besideFrom,
    run: (items) =>
      new Promise((resolve) => void batches.push({ items, end: () => resolve(items) })),
  });
  return { batcher, batches, sizes: () => batches.map(({ items }) => items.length) };
};

const endOfTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Adds so many at once; what becomes of them is awaited with the batcher's end. */
const add = async (to: (item: number) => Promise<number>, count: number): Promise<void> => {
  for (let item = 0; item < count; item += 1) void to(item);
  await endOfTurn();
};

const endAll = async ({ batcher, batches }: ReturnType<typeof open>): Promise<void> => {
  const closed = batcher.close();
  for (let ended = 0; ended < batches.length; ended += 1) {
    batches[ended]?.end();
    await endOfTurn();
  }
  await closed;
};

test("what comes while a batch runs waits for its end, until it is worth a batch beside it", async (t: TestContext) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  const opened = open(4);
  const { batcher, batches, sizes } = opened;
  await add(batcher.add, 2);
  await add(batcher.add, 3);
  assert.deepEqual(sizes(), [2]);
  await add(batcher.add, 1);
  assert.deepEqual(sizes(), [2, 4]);
  await add(batcher.add, 2);
  batches[1]?.end();
  await endOfTurn();
  assert.deepEqual(sizes(), [2, 4], "the first runs still");
  batches[0]?.end();
  await endOfTurn();
  assert.deepEqual(sizes(), [2, 4, 2]);
  await endAll(opened);
});

test("nobody waits behind a batch that is held up", async (t: TestContext) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  const opened = open(4);
  await add(opened.batcher.add, 1);
  await add(opened.batcher.add, 1);
  t.mock.timers.setTime(251);
  await add(opened.batcher.add, 1);
  assert.deepEqual(opened.sizes(), [1, 2]);
  await endAll(opened);
});
