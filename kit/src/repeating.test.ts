import assert from "node:assert/strict";
import { test } from "node:test";
import { startRepeating } from "./repeating.ts";

const noFailure = (error: unknown): void => assert.fail(String(error));

test("the first turn comes at the start only where that is asked", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let turns = 0;
  const work = async (): Promise<void> => void (turns += 1);
  startRepeating(work, { everyMs: 10, failed: noFailure });
  assert.equal(turns, 0);
  startRepeating(work, { everyMs: 10, atStart: true, failed: noFailure });
  assert.equal(turns, 1);
});

test("a turn that falls due while one runs is left out, and closing waits for that one", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const held = Promise.withResolvers<void>();
  let turns = 0;
  let toldToEnd = false;
  const work = async (isClosed: () => boolean): Promise<void> => {
    turns += 1;
    await held.promise;
    toldToEnd = isClosed();
  };
  const { close } = startRepeating(work, { everyMs: 10, failed: noFailure });
  t.mock.timers.tick(35);
  assert.equal(turns, 1);
  const closed = close();
  held.resolve();
  await closed;
  assert.ok(toldToEnd, "work that still ran was told, and waited for");
  t.mock.timers.tick(100);
  assert.equal(turns, 1, "no turn begins after the end");
});

test("a turn that fails is told, and the next one comes", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const told: unknown[] = [];
  const ended: (() => void)[] = [];
  const failed = (error: unknown): void => {
    told.push(error);
    ended.shift()?.();
  };
  const work = (): Promise<void> => Promise.reject(new Error("down"));
  const { close } = startRepeating(work, { everyMs: 10, failed });
  for (let turn = 1; turn <= 2; turn += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    ended.push(resolve);
    t.mock.timers.tick(10);
    await promise;
    // The turn's own end comes after what it told.
    await new Promise(setImmediate);
    assert.equal(told.length, turn);
  }
  await close();
});
