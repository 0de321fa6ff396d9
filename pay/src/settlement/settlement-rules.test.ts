import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { localTime } from "@gov/country/time-zone.ts";
import { readOrder } from "../../../dev/sandbox/treasury-bank/iso-read.ts";
import { treasuryBankSamples } from "../../../dev/sandbox/treasury-bank/iso-samples.ts";
import { cutOffAt, lastDayOf, scheduledDay, workingDayFrom } from "./cut-off.ts";
import { dueMinor, judgeLine, settleLine, type DueLine, type Policy } from "./due.ts";
import { decideChange } from "./iban-change-queries.ts";
import { latinName } from "./iso/latin-name.ts";
import { readOrderStatus } from "./iso/order-status.ts";
import { writePaymentOrder } from "./iso/payment-order.ts";
import { readStatement } from "./iso/statement.ts";
import { matchEntry } from "./match-entry.ts";
import { nextPayoutStatus, payoutEvents, payoutStatuses, payoutTransitions } from "./payout.ts";
import { payoutTransfers, stepTransfers } from "./payout-ledger.ts";
import { daysToRead } from "./read-statements.ts";
import { decideRun, nextRunStatus, runEvents, runStatuses, runTransitions } from "./run.ts";

const iban = "PS92PALS000000000400123456702";

test("the tables say each step once, and only their steps are legal", () => {
  const payouts = new Map(payoutTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(payouts.size, payoutTransitions.length);
  for (const from of payoutStatuses) {
    for (const event of payoutEvents) {
      assert.equal(nextPayoutStatus(from, event), payouts.get(`${from} ${event}`));
    }
  }
  const runs = new Map(runTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(runs.size, runTransitions.length);
  for (const from of runStatuses) {
    for (const event of runEvents) {
      assert.equal(nextRunStatus(from, event), runs.get(`${from} ${event}`));
    }
  }
});

test("whoever proposes never approves; a decided run stays decided", () => {
  const run = (status: (typeof runStatuses)[number]) => ({ status, proposed_by: "lina" });
  assert.equal(decideRun(run("proposed"), "approve", "lina"), "samePerson");
  assert.equal(decideRun(run("proposed"), "approve", "adel"), "approved");
  assert.equal(decideRun(run("proposed"), "withdraw", "lina"), "withdrawn");
  assert.equal(
    decideRun({ status: "drafted", proposed_by: null }, "approve", "adel"),
    "runDecided",
  );
  assert.equal(decideRun(run("approved"), "withdraw", "adel"), "runDecided");
  const asked = { status: "waits", asked_by_kind: "staff", asked_by: "lina" } as const;
  assert.equal(decideChange(asked, "approved", "lina"), "samePerson");
  assert.equal(decideChange(asked, "rejected", "lina"), "decide");
  assert.equal(decideChange({ ...asked, status: "approved" }, "approved", "x"), "changeDecided");
});

test("whatever path a payout takes, its postings leave nothing behind", () => {
  const payout = (lane: string) => ({
    id: "p",
    lane,
    biller_code: "transport",
    currency: "ILS" as const,
    amount_minor: 700n,
    account_iban: iban,
  });
  const walk = (lane: string, path: readonly (typeof payoutEvents)[number][]) => {
    const balances = new Map<string, bigint>();
    const causes = new Set<string>();
    let status: (typeof payoutStatuses)[number] = "ordered";
    const transfers = payoutTransfers("finance", payout(lane));
    for (const event of path) {
      transfers.push(...stepTransfers("finance", payout(lane), { from: status, event }));
      status = nextPayoutStatus(status, event) ?? assert.fail(`${status} ${event}`);
    }
    for (const { institutionId, sourceKind, sourceId, legs } of transfers) {
      causes.add(`${institutionId} ${sourceKind} ${sourceId}`);
      for (const { debit, credit, amountMinor } of legs) {
        for (const [name, sign] of [
          [debit, 1n],
          [credit, -1n],
        ] as const) {
          const key = `${institutionId} ${name.kind}`;
          balances.set(key, (balances.get(key) ?? 0n) + sign * amountMinor);
        }
      }
    }
    assert.equal(causes.size, transfers.length, "each cause once in a lane");
    return new Map([...balances].filter(([, minor]) => minor !== 0n));
  };
  const paid = {
    other: [
      ["transport billerPayable", 700n],
      ["transport laneClearing", -700n],
      ["finance laneClearing", 700n],
      ["finance treasuryBank", -700n],
    ],
    own: [
      ["finance billerPayable", 700n],
      ["finance treasuryBank", -700n],
    ],
  } as const;
  for (const path of [["booked"], ["accepted", "booked"], ["rejected", "booked"]] as const) {
    assert.deepEqual(walk("transport", path), new Map<string, bigint>(paid.other), path.join());
    assert.deepEqual(walk("finance", path), new Map<string, bigint>(paid.own), path.join());
  }
  for (const path of [
    ["rejected"],
    ["accepted", "rejected"],
    ["booked", "returned"],
    ["rejected", "booked", "returned"],
  ] as const) {
    assert.equal(walk("transport", path).size, 0, path.join());
    assert.equal(walk("finance", path).size, 0, path.join());
  }
});

const line = (more: Partial<DueLine> = {}): DueLine => ({
  lane: "transport",
  billerCode: "transport",
  institution: "transport",
  name: { ar: "جهة", en: "Biller" },
  currency: "ILS",
  atCutOffMinor: 500n,
  nowMinor: 500n,
  iban,
  refused: false,
  ...more,
});
const policy: Policy = { minimum: { ILS: 100n }, currencies: new Set(["ILS"]) };

test("what is due is never more than was captured by the cut-off, nor than is owed now", () => {
  const minor = fc.bigInt({ min: -1_000n, max: 1_000n });
  fc.assert(
    fc.property(
      minor,
      minor,
      fc.bigInt({ min: 1n, max: 1_000n }),
      (atCutOffMinor, nowMinor, seen) => {
        const now = line({ atCutOffMinor, nowMinor });
        const due = dueMinor(now);
        assert.ok(due <= atCutOffMinor && due <= nowMinor);
        const proposed = { verdict: "pay", amountMinor: seen, iban } as const;
        const settled = settleLine(proposed, now, policy);
        assert.ok(settled.amountMinor <= seen && settled.amountMinor >= 0n);
        assert.ok(settled.amountMinor === 0n || settled.amountMinor <= due);
        assert.equal(settled.outcome === "pay", due >= 100n);
      },
    ),
  );
  assert.equal(judgeLine(line({ nowMinor: -1n }), policy), "carriedOver");
  assert.equal(judgeLine(line({ nowMinor: 99n }), policy), "belowMinimum");
  assert.equal(judgeLine(line({ iban: undefined }), policy), "noIban");
  assert.equal(judgeLine(line({ refused: true }), policy), "ibanRefused");
  assert.equal(judgeLine(line({ currency: "USD" }), policy), "noTreasuryAccount");
  const seen = { verdict: "pay", amountMinor: 500n, iban: "another" } as const;
  assert.equal(settleLine(seen, line(), policy).outcome, "ibanChanged");
});

test("a day ends at midnight in Palestine, on the days when the clocks change too", () => {
  for (const [now, cutOff] of [
    // The clocks go forward at 02:00 on 28 March 2026, and back at 02:00 on 24 October.
    ["2026-03-27T12:00:00Z", "2026-03-26T22:00:00Z"],
    ["2026-03-28T12:00:00Z", "2026-03-27T22:00:00Z"],
    ["2026-03-29T12:00:00Z", "2026-03-28T21:00:00Z"],
    ["2026-10-24T12:00:00Z", "2026-10-23T21:00:00Z"],
    ["2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z"],
    // Just before and just after midnight there.
    ["2026-07-01T20:59:59Z", "2026-06-30T21:00:00Z"],
    ["2026-07-01T21:00:00Z", "2026-07-01T21:00:00Z"],
  ] as const) {
    assert.equal(cutOffAt(new Date(now), 1).toISOString(), cutOff.replace("Z", ".000Z"), now);
  }
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }),
      fc.integer({ min: 1, max: 30 }),
      (now, days) => {
        const cutOff = cutOffAt(now, days);
        assert.equal(localTime(cutOff).minutes, 0);
        assert.ok(cutOff <= now);
        assert.ok(lastDayOf(cutOff) < localTime(now).date);
      },
    ),
  );
});

test("banks work Sunday to Thursday, and not on holidays; a run is drafted after its hour", () => {
  assert.equal(workingDayFrom("2026-11-26"), "2026-11-26");
  assert.equal(workingDayFrom("2026-11-27"), "2026-11-29");
  assert.equal(workingDayFrom("2026-05-26"), "2026-05-31");
  const hour = 8 * 60 + 30;
  assert.equal(scheduledDay(new Date("2026-11-26T06:29:00Z"), hour), undefined);
  assert.equal(scheduledDay(new Date("2026-11-26T06:30:00Z"), hour), "2026-11-26");
  assert.equal(scheduledDay(new Date("2026-11-27T06:30:00Z"), hour), undefined);
  assert.equal(scheduledDay(new Date("2026-11-15T06:30:00Z"), hour), undefined);
});

test("an order is understood by the bank as it was meant, in every currency", () => {
  const payments = fc.array(
    fc.record({
      amountMinor: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
      creditorName: fc.string({ unit: fc.constantFrom(..."Aé &<>\"'ب7-"), maxLength: 90 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.constantFrom("ILS", "JOD", "USD"), payments, (currency, drawn) => {
      const order = {
        messageId: "0198F2A47C3E7B6F8A5D9E2B1C4F6071",
        createdAt: new Date("2026-03-01T09:30:00.123Z"),
        executeOn: "2026-03-01",
        debtor: { name: "Ministry of Finance", iban },
        currency,
        payments: drawn.map((one, index) => ({
          amountMinor: one.amountMinor,
          creditorName: `X${one.creditorName}`,
          creditorIban: iban,
          endToEndId: `0198F2A47C3E7B6F8A5D9E2B1C4F60${index + 10}`,
        })),
        note: "Settlement",
      };
      const read = readOrder(writePaymentOrder(order));
      assert.equal(read?.messageId, order.messageId);
      assert.deepEqual(
        read.payments.map((one) => [one.endToEndId, one.amountMinor, one.currency]),
        order.payments.map((one) => [one.endToEndId, one.amountMinor, currency]),
      );
      for (const one of read.payments) assert.match(one.creditorName, /^[A-Za-z0-9' -]{1,70}$/);
    }),
  );
  assert.equal(latinName("Ministère & Cie <وزارة>"), "Ministere and Cie");
});

test("the bank's words are read as they are meant, and not where they contradict themselves", () => {
  const samples = treasuryBankSamples();
  const sample = (name: string) => samples[`treasury bank sandbox ${name}`] ?? "";
  const status = (name: string) => {
    const read = readOrderStatus(sample(name));
    return read.ok ? [read.value.all, read.value.payments.map((one) => one.word)] : read.error;
  };
  assert.deepEqual(status("pain.002 received"), ["undecided", []]);
  assert.deepEqual(status("pain.002 rejected"), ["rejected", []]);
  assert.deepEqual(status("pain.002 in part"), ["undecided", ["accepted", "rejected"]]);
  const account = { iban, currency: "ILS" } as const;
  const text = sample("camt.053 of a debit and its return");
  const day = readStatement(text, account);
  assert.ok(day.ok && day.value.last);
  assert.deepEqual(
    day.value.entries.map((one) => [one.side, one.amountMinor, one.reason]),
    [
      ["debit", 31_200n, undefined],
      ["credit", 31_200n, "AC04"],
    ],
  );
  const of = (changed: string, where: { iban: string; currency: "ILS" | "JOD" } = account) => {
    const read = readStatement(changed, where);
    return read.ok ? "read" : read.error;
  };
  assert.equal(of(text, { ...account, iban: iban.replace("92", "93") }), "otherAccount");
  assert.equal(of(text, { ...account, currency: "JOD" }), "contradictsItself");
  assert.equal(of(text.replace(">312.00<", ">313.00<")), "contradictsItself");
  assert.equal(of(text.replace(">312.00<", ">312.0<")), "unreadable");
  assert.equal(of(text.replace("BOOK", "PDNG")), "read");
  const overdrawn = readStatement(sample("camt.053 of none, overdrawn"), account);
  assert.ok(overdrawn.ok && overdrawn.value.closingMinor === -5n);
});

test("an entry is a payout's only where everything fits", () => {
  const entry = { side: "debit", amount_minor: 5n, currency: "ILS", account_iban: iban } as const;
  const back = { ...entry, side: "credit" } as const;
  const payout = (status: (typeof payoutStatuses)[number]) => ({ ...entry, status });
  assert.equal(matchEntry({ ...entry, amount_minor: 6n }, payout("accepted")), "amountDiffers");
  const said = payoutStatuses.map((status) => [
    matchEntry(entry, payout(status)),
    matchEntry(back, payout(status)),
  ]);
  assert.deepEqual(said, [
    ["booked", "notBookedYet"],
    ["booked", "notBookedYet"],
    ["bookedTwice", "returned"],
    ["booked", "notBookedYet"],
    ["bookedTwice", "returnedTwice"],
  ]);
});

test("days are read from before the last whole one until today, at most two months at once", () => {
  const first = "2026-03-20";
  const days = (complete: string | undefined, today: string) =>
    daysToRead({ first, complete, today });
  assert.deepEqual(days(undefined, "2026-03-21"), ["2026-03-20", "2026-03-21"]);
  assert.deepEqual(days("2026-03-27", "2026-03-29"), [
    "2026-03-26",
    "2026-03-27",
    "2026-03-28",
    "2026-03-29",
  ]);
  assert.equal(days(undefined, "2026-12-31").length, 62);
});
