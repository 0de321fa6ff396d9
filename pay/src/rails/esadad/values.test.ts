import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { currencies, money, toDecimal, type Currency } from "@gov/kit/money.ts";
import { boundsOf, judgeBill } from "./bill-pull.ts";
import { constantsSchema } from "./esadad-constants.ts";
import { fromLocalStamp, toLocalStamp, truncateAmount } from "./mfep-values.ts";
import { overallResult, readNotification } from "./notification.ts";
import { judgePrepaid } from "./prepaid-validation.ts";
import { esadadTransactionEvents, esadadTransactionStatuses } from "./transaction.ts";
import { esadadTransitions, transitionOf } from "./transaction.ts";

const constants = constantsSchema.parse({});

test("amounts are truncated to the currency's decimals, never rounded", () => {
  assert.equal(truncateAmount("10.009", "ILS"), 1000n);
  assert.equal(truncateAmount("10.0099", "JOD"), 10009n);
  assert.equal(truncateAmount("7", "USD"), 700n);
  assert.equal(truncateAmount(" 0.5 ", "JOD"), 500n);
  for (const bad of ["", "-1", "1,5", "1e3", "٣", "1.", ".5", "0x1", "9".repeat(14), "NaN"]) {
    assert.equal(truncateAmount(bad, "ILS"), undefined, bad);
  }
  const someMoney = fc.tuple(
    fc.bigInt(0n, 999_999_999_999_999n),
    fc.constantFrom(...(Object.keys(currencies) as Currency[])),
    fc.stringMatching(/^[0-9]{0,4}$/),
  );
  fc.assert(
    fc.property(someMoney, ([minor, currency, beyond]) => {
      const text = toDecimal(money(minor, currency)) + beyond;
      assert.equal(truncateAmount(text, currency), minor);
    }),
  );
});

test("times are the country's, with and without a stated zone", () => {
  assert.equal(toLocalStamp(new Date("2026-01-15T10:20:30Z")), "2026-01-15T12:20:30");
  assert.equal(fromLocalStamp("2026-01-15T12:20:30")?.toISOString(), "2026-01-15T10:20:30.000Z");
  assert.equal(fromLocalStamp("2026-01-15T12:20:30.123")?.getUTCHours(), 10);
  assert.equal(fromLocalStamp("2026-01-15T12:20:30Z")?.getUTCHours(), 12);
  for (const bad of ["", "2026-01-15", "2026-13-15T12:20:30", "2026-01-15T25:20:30", "x"]) {
    assert.equal(fromLocalStamp(bad), undefined, bad);
  }
  const instants = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01") });
  fc.assert(
    fc.property(
      instants.filter((at) => !Number.isNaN(at.getTime())),
      (at) => {
        const stamp = toLocalStamp(at);
        // The hour that comes twice in autumn is one stamp for two instants.
        assert.equal(toLocalStamp(fromLocalStamp(stamp) ?? new Date(0)), stamp);
      },
    ),
  );
});

test("bounds: the whole amount, or the biller's own within what is due", () => {
  const minor = (due: bigint, lowerMinor: bigint | null, upperMinor: bigint | null) => {
    const { lower, upper } = boundsOf(money(due, "ILS"), { lowerMinor, upperMinor });
    return [lower.amountMinor, upper.amountMinor];
  };
  assert.deepEqual(minor(500n, null, null), [500n, 500n]);
  assert.deepEqual(minor(500n, 100n, 300n), [100n, 300n]);
  assert.deepEqual(minor(50n, 100n, 300n), [50n, 50n]);
  assert.deepEqual(minor(200n, 100n, 300n), [100n, 200n]);
});

test("a bill's state has one result code each", () => {
  assert.equal(judgeBill("open", 5n), "ok");
  assert.equal(judgeBill("open", 0n), "nothingDue");
  assert.equal(judgeBill("claimed", 5n), "claimed");
  assert.equal(judgeBill("paid", 0n), "paid");
  assert.equal(judgeBill("cancelled", 5n), "cancelled");
  const { results } = constants;
  assert.deepEqual(
    [results.ok, results.paid, results.aboveUpper, results.reversed].map((one) => one.code),
    [0, 324, 353, 701],
  );
});

test("an account takes amounts within its service's bounds", () => {
  const service = {
    serviceType: "topup",
    institutionId: "i",
    billerCode: "b",
    billerName: "ب",
    clientId: "c",
    name: { ar: "ا", en: "a" },
    currency: "ILS",
    lowerMinor: 100n,
    upperMinor: 500n,
    active: true,
  } as const;
  const account = { number: "A-1", holderName: "x", active: true };
  assert.equal(judgePrepaid("A-1", service, account, undefined), "ok");
  assert.equal(judgePrepaid("A-1", service, account, 100n), "ok");
  assert.equal(judgePrepaid("A-1", service, account, 99n), "belowLower");
  assert.equal(judgePrepaid("A-1", service, account, 501n), "aboveUpper");
  assert.equal(judgePrepaid("A 1", service, account, 100n), "malformedNumber");
  assert.equal(judgePrepaid("A-1", service, undefined, 100n), "billUnknown");
  assert.equal(judgePrepaid("A-1", { ...service, active: false }, account, 100n), "billUnknown");
});

test("a transaction walks its table and nothing else", () => {
  for (const event of esadadTransactionEvents) {
    const [from, , to] = transitionOf(event);
    assert.equal(esadadTransitions.filter((one) => one[1] === event).length, 1, event);
    assert.ok(esadadTransactionStatuses.indexOf(to) > esadadTransactionStatuses.indexOf(from));
  }
  const reached = new Set(["heard", ...esadadTransitions.map((one) => one[2])]);
  assert.deepEqual([...reached].toSorted(), [...esadadTransactionStatuses].toSorted());
});

const notified = (more: object) => ({
  Transactions: {
    TrxInf: [
      {
        AcctInfo: { BillingNo: "1" },
        JOEBPPSTrx: "T1",
        PmtStatus: "PmtNew",
        PaidAmt: "12.509",
        ProcessDate: "2026-01-15T12:20:30",
        Currency: "ILS",
        ...more,
      },
    ],
  },
});

test("a notified payment is read whole or not at all, but always by its own id", () => {
  const read = (more: object) => {
    const items = readNotification(notified(more), constants);
    return items.ok ? items.value[0] : undefined;
  };
  assert.equal(read({})?.payment?.amountMinor, 1250n);
  assert.equal(read({ FeesAmt: "1.5", FeesOnBiller: "true" })?.payment?.feeMinor, 150n);
  assert.equal(read({ FeesAmt: "1.5", FeesOnBiller: "false" })?.payment?.feeMinor, 0n);
  assert.equal(read({ FeesAmt: "13", FeesOnBiller: "true" })?.payment?.feeMinor, 0n);
  assert.equal(read({ PmtStatus: "PmtRvrs" })?.payment?.takenBack, true);
  for (const bad of [
    { PaidAmt: "0" },
    { PaidAmt: "-5" },
    { Currency: "EUR" },
    { PmtStatus: "PmtMaybe" },
    { ProcessDate: "today" },
    { FeesAmt: "x", FeesOnBiller: "true" },
  ]) {
    assert.equal(read(bad)?.payment, undefined, JSON.stringify(bad));
    assert.equal(read(bad)?.trx, "T1");
  }
  assert.equal(readNotification(notified({ JOEBPPSTrx: "" }), constants).ok, false);
  assert.equal(readNotification({}, constants).ok, false);
});

test("a message is good where every transaction in it was taken care of", () => {
  assert.equal(overallResult(["ok"]), "ok");
  assert.equal(overallResult(["duplicatePayment"]), "duplicatePayment");
  assert.equal(overallResult(["ok", "duplicatePayment", "reversed"]), "ok");
  assert.equal(overallResult(["ok", "internal"]), "internal");
});
