import assert from "node:assert/strict";
import { test } from "node:test";
import { createAuthLimit, triesTogether } from "./auth-limit.ts";

const config = {
  KEY_ENCRYPTION_KEY: Buffer.alloc(32),
  AUTH_ADDRESS_BURST: 100,
  AUTH_ADDRESS_PER_SECOND: 2,
};

const startAt = (startMs: number) => {
  const time = { nowMs: startMs };
  return { time, limit: createAuthLimit(config, () => time.nowMs) };
};

test("tries of one network are told to the database together, those of others apart", () => {
  const { limit } = startAt(0);
  const counts = Array.from({ length: 3 * triesTogether }, (_, index) => {
    const asked = limit.ask(index % 3 === 2 ? "203.0.113.9" : `2001:db8::${index}`);
    return asked.kind === "goOn" ? asked.count : undefined;
  });
  const told = counts.flatMap((count) => count ?? []);
  assert.deepEqual(
    told.map(({ tries, bucket }) => [tries, bucket.capacity, bucket.drainPerSecond]),
    Array.from({ length: 3 }, () => [triesTogether, 100, 2]),
  );
  assert.equal(new Set(told.map(({ bucket }) => bucket.key.toString("hex"))).size, 2);
});

test("what somebody began long ago counts no more", () => {
  const { limit, time } = startAt(0);
  for (let tries = 0; tries < 5 * triesTogether; tries += 1) {
    time.nowMs += 11_000;
    assert.deepEqual(limit.ask("203.0.113.9"), { kind: "goOn" });
  }
});

test("a full address is refused from memory until it may ask again, a minute at most", () => {
  const { limit, time } = startAt(1_000);
  limit.refuse("203.0.113.9", 3.2);
  assert.deepEqual(limit.ask("203.0.113.9"), { kind: "full", seconds: 4 });
  assert.deepEqual(limit.ask("203.0.113.10"), { kind: "goOn" });
  time.nowMs += 3_100;
  assert.deepEqual(limit.ask("203.0.113.9"), { kind: "full", seconds: 1 });
  time.nowMs += 200;
  assert.deepEqual(limit.ask("203.0.113.9"), { kind: "goOn" });
  limit.refuse("203.0.113.9", 86_400);
  assert.deepEqual(limit.ask("203.0.113.9"), { kind: "full", seconds: 60 });
});
