import assert from "node:assert/strict";
import { test } from "node:test";
import { money } from "@gov/kit/money.ts";
import fc from "fast-check";
import { applicantData, soundDefinition } from "../test/sound-definition.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { FeeSchedule } from "./fee-schema.ts";
import { computeFee } from "./fees.ts";

const label = { ar: "بند", en: "Line" };
const source = { kind: "illustrative", text: label } as const;
const currency = fc.constantFrom("ILS", "JOD", "USD");

/** Parts in hundredths of a percent that make up the whole. */
const wholeIn = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: least - 1, maxLength: most - 1 })
    .map((cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
      return places.slice(1).map((place, index) => place - (places[index] ?? 0));
    });

const anySchedule: fc.Arbitrary<FeeSchedule> = fc
  .record({
    currency,
    lines: fc.array(
      fc.record({
        amount: fc.bigInt({ min: 0n, max: 999_999_999_999n }),
        splits: fc.option(wholeIn(2, 6), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    exemptions: fc.array(
      fc.record({
        basisPoints: fc.integer({ min: 1, max: 10_000 }),
        lines: fc.option(fc.uniqueArray(fc.nat(5), { minLength: 1 }), { nil: undefined }),
      }),
      { maxLength: 5 },
    ),
    instalments: fc.option(wholeIn(2, 12), { nil: undefined }),
  })
  .map((made) => ({
    from: "2020-01-01",
    source,
    currency: made.currency,
    lines: made.lines.map(({ amount, splits }, index) => ({
      code: `line${index}`,
      kind: "fixed",
      label,
      amount: { amountMinor: String(amount), currency: made.currency },
      ...(splits && {
        splits: splits.map((basisPoints, part) => ({ institution: `body${part}`, basisPoints })),
      }),
    })),
    exemptions: made.exemptions.map(({ basisPoints, lines }, index) => ({
      code: `off${index}`,
      label,
      source,
      when: "true",
      basisPoints,
      ...(lines && { lines: lines.map((line) => `line${line}`) }),
    })),
    ...(made.instalments && {
      instalments: {
        label,
        parts: made.instalments.map((basisPoints, part) => ({
          label,
          basisPoints,
          dueAfterDays: part * 30,
        })),
      },
    }),
  }));

const charging = (schedule: FeeSchedule): ServiceDefinition => ({
  ...soundDefinition(),
  fees: [schedule],
});
const total = (amounts: readonly { amount: { amountMinor: bigint } }[]): bigint =>
  amounts.reduce((sum, { amount }) => sum + amount.amountMinor, 0n);

test("lines less exemptions are the total; splits and instalments are it to the last fils", () => {
  let spread = 0;
  fc.assert(
    fc.property(anySchedule, (schedule) => {
      const fee = computeFee(charging(schedule), applicantData());
      if (fee.outcome === "free") return;
      assert.ok(fee.outcome === "known");
      const off = fee.exemptions.reduce((sum, each) => sum + each.off.amountMinor, 0n);
      assert.equal(total(fee.lines) - off, fee.total.amountMinor);
      assert.equal(total(fee.splits), fee.total.amountMinor);
      if (fee.instalments.length > 0) assert.equal(total(fee.instalments), fee.total.amountMinor);
      spread += fee.instalments.length;
      const amounts = [...fee.lines, ...fee.splits, ...fee.instalments].map((part) => part.amount);
      for (const { amountMinor, currency: found } of amounts) {
        assert.ok(amountMinor > 0n && found === schedule.currency);
      }
    }),
  );
  assert.ok(spread > 50);
});

const card = (degree: number | null) =>
  applicantData({ area: 12, goods: "food", hasCard: "yes" }, { "disability.degree": degree });

test("an exemption takes its part off the lines it names, and says why", () => {
  const fee = computeFee(soundDefinition(), card(60));
  assert.ok(fee.outcome === "known");
  // 250.00 + 60.00 halved, and 20.00 in full.
  assert.equal(fee.total.amountMinor, 17_500n);
  assert.deepEqual(
    fee.exemptions.map(({ code, off }) => [code, off]),
    [["card", money(15_500n, "ILS")]],
  );
  assert.deepEqual(
    fee.exemptions[0]?.because.map(({ name, value }) => [name, value.ar]),
    [
      ["hasCard", "نعم"],
      ["disability.degree", "60"],
    ],
  );
  assert.deepEqual(
    fee.splits.map(({ institution, amount }) => [institution, amount.amountMinor]),
    [
      ["local-government", 8_750n + 3_000n + 2_000n],
      ["finance", 3_750n],
    ],
  );
  assert.deepEqual(
    fee.instalments.map(({ amount, dueAfterDays }) => [amount.amountMinor, dueAfterDays]),
    [
      [10_500n, 0],
      [7_000n, 90],
    ],
  );
});

test("nobody is asked for money before what exempts them is known", () => {
  const waiting = computeFee(soundDefinition(), applicantData({ area: 12, hasCard: "yes" }));
  assert.deepEqual(waiting, { outcome: "unknown", missing: ["disability.degree"] });
  const unanswered = computeFee(soundDefinition(), applicantData({ area: 3 }));
  assert.deepEqual(unanswered, { outcome: "unknown", missing: ["hasCard", "disability.degree"] });
});

test("what a registry does not hold exempts nobody and stops nobody", () => {
  const noCard = computeFee(soundDefinition(), card(null));
  assert.ok(noCard.outcome === "known" && noCard.exemptions.length === 0);
  assert.equal(noCard.total.amountMinor, 33_000n);
});

test("an amount too small to be divided is paid at once; all of it waived is free", () => {
  const [schedule] = soundDefinition().fees;
  assert.ok(schedule?.instalments);
  const tiny = { kind: "fixed", code: "a", label, amount: { amountMinor: "1", currency: "ILS" } };
  const plan = { label, parts: schedule.instalments.parts };
  const small = charging({
    ...schedule,
    lines: [tiny as never],
    exemptions: [],
    instalments: plan,
  });
  const fee = computeFee(small, applicantData());
  assert.deepEqual(fee.outcome === "known" && fee.instalments, []);
  const waived = { code: "all", label, source, when: "true", basisPoints: 10_000 };
  const free = computeFee(charging({ ...schedule, exemptions: [waived] }), card(0));
  assert.deepEqual(free.outcome === "free" && free.exemptions.map(({ off }) => off.amountMinor), [
    33_000n,
  ]);
});

test("a condition that cannot be worked out fails the fee instead of lowering it", () => {
  const [schedule] = soundDefinition().fees;
  assert.ok(schedule);
  const when = "area * 999999999999999 > 1";
  const broken = { code: "all", label, source, when, basisPoints: 10_000 };
  const fee = computeFee(charging({ ...schedule, exemptions: [broken] }), card(0));
  assert.equal(fee.outcome === "failed" && fee.problem.code, "numberTooLarge");
});
