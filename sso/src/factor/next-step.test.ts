import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { assuranceOf, reachOf, ways, type Factor, type Means, type Way } from "./factor.ts";
import { nextStep } from "./next-step.ts";

const citizen: Means = { provenAtCounter: false, hasPassword: true, ways: ["sms"] };
const two = { minimum: 2, preferred: 2 } as const;
const three = { minimum: 3, preferred: 3 } as const;
const wish = { minimum: 2, preferred: 3 } as const;

const step = (
  means: Means,
  proven: Factor[],
  requirement: Parameters<typeof nextStep>[0]["requirement"] = two,
  preferredWay?: Way,
) => nextStep({ means, proven, requirement, preferredWay });

test("a password leads to the ways that are set up, the preferred first, paper last", () => {
  assert.deepEqual(step(citizen, ["password"]), { kind: "second", ways: ["sms"] });
  const many: Means = { ...citizen, ways: ["recovery-code", "sms", "totp", "passkey"] };
  assert.deepEqual(step(many, ["password"]), {
    kind: "second",
    ways: ["totp", "sms", "passkey", "recovery-code"],
  });
  const liked = step(many, ["password"], two, "sms");
  assert.deepEqual(liked.kind === "second" && liked.ways[0], "sms");
});

test("level 3 leads to the passkey alone, and a wish for it puts the passkey first", () => {
  const seen: Means = { provenAtCounter: true, hasPassword: true, ways: ["sms", "passkey"] };
  assert.deepEqual(step(seen, ["password"], three), { kind: "second", ways: ["passkey"] });
  assert.deepEqual(step(seen, ["password"], wish), { kind: "second", ways: ["passkey", "sms"] });
  assert.deepEqual(step(seen, ["password", "sms"], wish), { kind: "complete", level: 2 });
  assert.deepEqual(step(seen, ["passkey"], three), { kind: "complete", level: 3 });
});

test("what cannot be reached says what is lacking", () => {
  assert.deepEqual(step(citizen, ["password"], three), { kind: "unmet", lacks: "counter" });
  const seen = { ...citizen, provenAtCounter: true };
  assert.deepEqual(step(seen, ["password"], three), { kind: "unmet", lacks: "passkey" });
  const more = { minimum: 4, preferred: 4 } as const;
  assert.deepEqual(step(seen, [], more), { kind: "unmet", lacks: "nothing-does" });
  const staff: Means = { provenAtCounter: false, hasPassword: true, ways: [] };
  assert.deepEqual(step(staff, ["password"]), { kind: "no-way" });
});

// A sign-in as people walk it: any factor they have, in any order, going back at any time.
type Move = { kind: "prove"; factor: Factor } | { kind: "back" };

const walks = fc.record({
  means: fc.record({
    provenAtCounter: fc.boolean(),
    hasPassword: fc.boolean(),
    ways: fc.subarray([...ways]),
  }),
  requirement: fc.constantFrom(two, three, wish),
  moves: fc.array(
    fc.oneof(
      fc.constant<Move>({ kind: "back" }),
      fc
        .constantFrom<Factor>("password", "sms", "totp", "recovery-code", "passkey", "app")
        .map<Move>((factor) => ({ kind: "prove", factor })),
    ),
    { maxLength: 8 },
  ),
});

test("no walk completes without the factors its level claims, and none offers a dead end", () => {
  fc.assert(
    fc.property(walks, ({ means, requirement, moves }) => {
      let proven: Factor[] = [];
      for (const move of moves) {
        const now = step(means, proven, requirement);
        if (move.kind === "back") {
          proven = [];
          continue;
        }
        // Only what the page offers can be proven: first a password or a passkey, then a way.
        const way = ways.find((one) => one === move.factor);
        const offered =
          now.kind === "second"
            ? way !== undefined && now.ways.includes(way)
            : (move.factor === "password" && means.hasPassword) ||
              (move.factor === "passkey" && means.ways.includes("passkey"));
        if (!offered) continue;
        proven = [...proven, move.factor];
        const then = step(means, proven, requirement);
        if (now.kind === "second")
          assert.equal(then.kind, "complete", "a way that is offered ends");
        if (then.kind !== "complete") continue;
        assert.equal(then.level, assuranceOf(means, proven));
        assert.ok(then.level >= requirement.minimum);
        assert.ok(then.level <= (reachOf(means) ?? 0));
        const passkey = proven.includes("passkey");
        assert.ok(passkey || (proven.includes("password") && proven.length > 1));
        if (then.level === 3) assert.ok(passkey && means.provenAtCounter);
        return;
      }
    }),
    { numRuns: 2_000 },
  );
});
