import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitPayment } from "./split-payment.ts";

const story = fc.record({
  splits: fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 6 }),
  // How much of what is due is paid, and whether an earlier payment is then taken back.
  steps: fc.array(fc.record({ share: fc.integer({ min: 1, max: 100 }), back: fc.nat(3) }), {
    maxLength: 12,
  }),
});

test("parts sum to the payment, stay within each split, and are exact in the end", () => {
  fc.assert(
    fc.property(story, ({ splits: amounts, steps }) => {
      const splits = amounts.map((amountMinor, index) => ({
        billerCode: `b${index}`,
        amountMinor,
      }));
      const total = amounts.reduce((sum, one) => sum + one, 0n);
      const standing: (readonly { billerCode: string; amountMinor: bigint }[])[] = [];
      const had = () => {
        const sums = new Map<string, bigint>();
        for (const { billerCode, amountMinor } of standing.flat()) {
          sums.set(billerCode, (sums.get(billerCode) ?? 0n) + amountMinor);
        }
        return sums;
      };
      const due = () => total - [...had().values()].reduce((sum, one) => sum + one, 0n);
      const pay = (amountMinor: bigint) => {
        const parts = splitPayment(splits, had(), amountMinor);
        assert.equal(
          parts.reduce((sum, part) => sum + part.amountMinor, 0n),
          amountMinor,
        );
        standing.push(parts);
        for (const split of splits) {
          assert.ok((had().get(split.billerCode) ?? 0n) <= split.amountMinor);
        }
      };
      for (const { share, back } of steps) {
        if (due() > 0n) pay((due() * BigInt(share) + 99n) / 100n);
        if (back === 0) standing.splice(0, 1);
      }
      if (due() > 0n) pay(due());
      for (const split of splits) assert.equal(had().get(split.billerCode), split.amountMinor);
    }),
    { numRuns: 500 },
  );
});
