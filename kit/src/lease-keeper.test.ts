import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { createLeaseKeeper } from "./lease-keeper.ts";

const everyMs = 1_000;

const startClock = (t: TestContext): void => {
  mock.timers.enable({ apis: ["setInterval", "Date"] });
  t.after(() => mock.timers.reset());
};

test("what is held for long is renewed, all in one call, until it is given back", async (t) => {
  startClock(t);
  const renewed: string[][] = [];
  const keeper = createLeaseKeeper<string>({
    renewEveryMs: everyMs,
    renew: async (held) => void renewed.push([...held]),
  });
  const giveBack = ["a", "b"].map((one) => keeper.hold(one));
  mock.timers.tick(everyMs);
  giveBack[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  mock.timers.tick(everyMs);
  giveBack[1]?.();
  mock.timers.tick(everyMs);
  assert.deepEqual(renewed, [["a", "b"], ["b"]]);
});

test("what is given back at once, or was only just taken, is not renewed", (t) => {
  startClock(t);
  const renewed: string[][] = [];
  const keeper = createLeaseKeeper<string>({
    renewEveryMs: everyMs,
    renew: async (held) => void renewed.push([...held]),
  });
  keeper.hold("quick")();
  const giveBack = keeper.hold("long");
  mock.timers.tick(everyMs - 1);
  keeper.hold("new");
  mock.timers.tick(1);
  assert.deepEqual(renewed, [["long"]]);
  giveBack();
});

test("a renewal that fails or hangs does not keep the next from being tried", async (t) => {
  startClock(t);
  let tries = 0;
  const hanging = Promise.withResolvers<void>();
  const keeper = createLeaseKeeper<string>({
    renewEveryMs: everyMs,
    renew: async () => {
      tries += 1;
      await hanging.promise;
    },
  });
  keeper.hold("a");
  mock.timers.tick(2 * everyMs);
  assert.equal(tries, 1, "one at a time");
  hanging.reject(new Error("the database is away"));
  await new Promise((resolve) => setImmediate(resolve));
  mock.timers.tick(everyMs);
  assert.equal(tries, 2);
});
