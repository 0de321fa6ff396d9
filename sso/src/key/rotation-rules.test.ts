import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { dueStep, endedKeys, type RotationAges } from "./rotation-rules.ts";
import type { KeyAges } from "./signing-key-queries.ts";

type Life = { kid: string; published?: number; promoted?: number; retired?: number };

const stateOf = (key: Life, now: number): KeyAges => {
  const { kid, published = 0, promoted, retired } = key;
  if (retired !== undefined) return { kid, state: "retired", secondsInState: now - retired };
  if (promoted !== undefined) return { kid, state: "active", secondsInState: now - promoted };
  return { kid, state: "published", secondsInState: now - published };
};

/** Lives of keys under a timer that rings when it likes. */
const live = (ages: RotationAges, pauses: readonly number[]) => {
  const keys: Life[] = [{ kid: "0", promoted: 0 }];
  const gone: (Life & { gone: number })[] = [];
  let now = 0;
  for (const pause of pauses) {
    now += pause;
    const seen = keys.map((key) => stateOf(key, now));
    for (const kid of endedKeys(seen, ages.retiredSeconds)) {
      gone.push({ ...(keys.find((key) => key.kid === kid) as Life), gone: now });
      keys.splice(
        keys.findIndex((key) => key.kid === kid),
        1,
      );
    }
    const due = dueStep(seen, ages);
    if (due.step === "publish") keys.push({ kid: `${keys.length}@${now}`, published: now });
    if (due.step === "promote") {
      for (const key of keys) if (stateOf(key, now).state === "active") key.retired = now;
      for (const key of keys) if (key.kid === due.kid) key.promoted = now;
    }
  }
  return { keys, gone, now };
};

const ages = fc.record({
  publishedSeconds: fc.integer({ min: 120, max: 5_000 }),
  activeSeconds: fc.integer({ min: 1, max: 20_000 }),
  retiredSeconds: fc.integer({ min: 86_400, max: 200_000 }),
});
const pauses = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 });

test("whenever the timer rings, one key signs, known long enough before and after", () => {
  fc.assert(
    fc.property(ages, pauses, (limits, rings) => {
      const { keys, gone, now } = live(limits, rings);
      const states = keys.map((key) => stateOf(key, now).state);
      assert.equal(states.filter((state) => state === "active").length, 1);
      assert.ok(states.filter((state) => state === "published").length <= 1);
      for (const key of [...keys, ...gone]) {
        const { published, promoted } = key;
        if (published === undefined || promoted === undefined) continue;
        assert.ok(promoted - published >= limits.publishedSeconds);
      }
      for (const key of gone) assert.ok(key.gone - (key.retired ?? 0) > limits.retiredSeconds);
    }),
  );
});

test("with a timer that rings often, no key signs much longer than it should", () => {
  const limits = { publishedSeconds: 3_600, activeSeconds: 86_400, retiredSeconds: 172_800 };
  const { keys, gone } = live(limits, Array<number>(2_000).fill(600));
  for (const { promoted, retired } of [...keys, ...gone]) {
    if (promoted === undefined || retired === undefined) continue;
    assert.ok(retired - promoted <= limits.activeSeconds + 600);
  }
  assert.ok(gone.length > 5);
});
