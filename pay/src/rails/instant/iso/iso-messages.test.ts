import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { validateMessages } from "../../../../../dev/src/iso20022/validate.ts";
import { payerAccounts } from "../../../../../dev/sandbox/instant/accounts.ts";
import { readPaymentRequest, readTransfer } from "../../../../../dev/sandbox/instant/iso-read.ts";
import { instantSamples } from "../../../../../dev/sandbox/instant/iso-samples.ts";
import {
  writeCreditNotice,
  writeRequestStatus,
  writeTransferStatus,
} from "../../../../../dev/sandbox/instant/iso-write.ts";
import { readCreditNotice } from "./credit-notice.ts";
import { messageSamples } from "./message-samples.ts";
import { readAmount } from "./parts.ts";
import { writePaymentRequest } from "./payment-request.ts";
import { readRequestStatus } from "./request-status.ts";
import { returnTransactionId, writeReturnTransfer } from "./return-transfer.ts";
import { readTransferStatus } from "./transfer-status.ts";

const ours = "PS92PALS000000000400123456702";
const payer = payerAccounts[0]?.iban ?? "";
const at = new Date("2026-03-01T09:30:00.000Z");
const head = { messageId: "M1", at };
const reference = fc.stringMatching(/^[0-9A-Z]{25}$/);
const amountMinor = fc.bigInt({ min: 1n, max: 99_999_999_999n });
const words = fc.string({
  unit: fc.constantFrom(..."رخصة <&>\"'ABC 7-"),
  minLength: 1,
  maxLength: 150,
});

const credit = (more: object = {}) => ({
  bankReference: "B1",
  at: at.toISOString(),
  reference: "A".repeat(25),
  billingNumber: "123456789012345",
  amountMinor: 31_200n,
  currency: "ILS" as const,
  payerId: payerAccounts[0]?.id ?? "",
  creditorIban: ours,
  ...more,
});
const notice = (credits: ReturnType<typeof credit>[], distorted = false) =>
  writeCreditNotice({ ...head, accountIban: ours, credits, distorted });

test("a request to pay is understood by the other side as it was meant", () => {
  fc.assert(
    fc.property(reference, amountMinor, words, (ref, minor, description) => {
      const xml = writePaymentRequest({
        messageId: ref,
        createdAt: at,
        reference: ref,
        amount: { amountMinor: minor, currency: "ILS" },
        billingNumber: "123456789012345",
        description: `${description}.`,
        expiresAt: at,
        creditor: { name: `${description}.`, iban: ours },
        initiator: "pay",
        system: "IBURAQ",
        payer: { kind: "phone", value: "+970599000001" },
      });
      const read = readPaymentRequest(xml);
      assert.equal(read?.payer, "+970599000001");
      assert.equal(read?.request.amountMinor, minor);
      assert.equal(read?.request.reference, ref);
    }),
  );
});

test("credits come back as they were booked", () => {
  fc.assert(
    fc.property(reference, amountMinor, (ref, minor) => {
      const read = readCreditNotice(notice([credit({ reference: ref, amountMinor: minor })]), ours);
      assert.deepEqual(read, {
        ok: true,
        value: {
          reversals: [],
          credits: [
            {
              bankReference: "B1",
              reference: ref,
              billingNumber: "123456789012345",
              amount: { amountMinor: minor, currency: "ILS" },
              payerIban: payer,
              bookedAt: at,
            },
          ],
        },
      });
    }),
  );
});

test("a return and the word about it carry our fixed id", () => {
  fc.assert(
    fc.property(reference, fc.integer({ min: 1, max: 50 }), amountMinor, (ref, n, minor) => {
      const transactionId = returnTransactionId(ref, `refund-${n}`);
      assert.ok(transactionId.length <= 35);
      const xml = writeReturnTransfer({
        transactionId,
        createdAt: at,
        amount: { amountMinor: minor, currency: "ILS" },
        from: { name: "Finance", iban: ours },
        toIban: payer,
        creditReference: "B1",
      });
      const read = readTransfer(xml);
      assert.equal(read?.transfer.transactionId, transactionId);
      assert.equal(read?.transfer.amountMinor, minor);
      const transfer = { ...read.transfer, at: at.toISOString(), state: "ACSC" as const };
      const said = writeTransferStatus({ ...head, originalMessageId: transactionId, transfer });
      assert.deepEqual(readTransferStatus(said), {
        ok: true,
        value: { transactionId, status: "ACSC", reason: undefined },
      });
    }),
  );
  const long = returnTransactionId("A".repeat(25), "refund-of-another-kind-1");
  assert.match(long, /^[0-9A-Z]{35}$/);
  assert.notEqual(long, returnTransactionId("A".repeat(25), "refund-of-another-kind-2"));
});

test("a status says how one request stands, and why", () => {
  const request = { messageId: "M0", reference: "A".repeat(25) };
  const stand = { state: "RJCT", reason: "AM04" } as const;
  assert.deepEqual(readRequestStatus(writeRequestStatus({ ...head, request, stand })), {
    ok: true,
    value: { reference: request.reference, status: "RJCT", reason: "AM04" },
  });
});

test("an amount has exactly its currency's decimals", () => {
  assert.equal(readAmount("312.00", "ILS"), 31_200n);
  assert.equal(readAmount("12.500", "JOD"), 12_500n);
  for (const wrong of [
    "312",
    "312.0",
    "312.000",
    "0312.00",
    "-1.00",
    "+1.00",
    "1e2.00",
    " 1.00",
    ".50",
    "1,000.00",
    "١.٠٠",
    "99999999999999.00",
  ]) {
    assert.equal(readAmount(wrong, "ILS"), undefined, wrong);
  }
});

test("what contradicts itself, is another's, pending or going out pays nothing", () => {
  const good = notice([credit()]);
  const read = (xml: string) => readCreditNotice(xml, ours);
  assert.deepEqual(read(notice([credit()], true)), { ok: false, error: "contradictsItself" });
  assert.deepEqual(readCreditNotice(good, payer), { ok: false, error: "otherAccount" });
  const nothing = { ok: true, value: { credits: [], reversals: [] } };
  assert.deepEqual(read(notice([])), nothing);
  assert.deepEqual(read(good.replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>")), nothing);
  const out = good.replaceAll(">CRDT<", ">DBIT<");
  assert.deepEqual(read(out), nothing);
  const zero = good.replaceAll("312.00", "0.00");
  assert.deepEqual(read(zero), { ok: false, error: "contradictsItself" });
  for (const [from, to] of [
    ["312.00", "312.0"],
    ['Ccy="ILS"', 'Ccy="EUR"'],
    [payer, `${payer.slice(0, -1)}9`],
    ["2026-03-01T09:30:00.000Z</DtTm></BookgDt>", "2026-03-01T09:30:00</DtTm></BookgDt>"],
    ["camt.054.001.08", "camt.054.001.09"],
    ["<AcctSvcrRef>B1</AcctSvcrRef><EndToEndId>", "<EndToEndId>"],
  ] as const) {
    const changed = good.replaceAll(from, to);
    assert.notEqual(changed, good, from);
    assert.deepEqual(read(changed), { ok: false, error: "unreadable" }, from);
  }
});

test("broken, cut and hostile XML is unreadable and never throws", () => {
  const good = notice([credit()]);
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${good.slice(39)}`;
  const deep = good.replace("<NtryRef>B1", `<NtryRef>${"<a>".repeat(100)}`);
  for (const hostile of [bomb, deep, good.replace("B1", "&e;"), "", "<", "\u0000", `${good}<x/>`]) {
    assert.deepEqual(readCreditNotice(hostile, ours), { ok: false, error: "unreadable" });
  }
  const spot = fc.integer({ min: 60, max: good.length - 2 });
  fc.assert(
    fc.property(spot, fc.string({ minLength: 1, maxLength: 6 }), (place, noise) => {
      const broken = good.slice(0, place) + noise + good.slice(place);
      const read = readCreditNotice(broken, ours);
      const paid = read.ok ? read.value.credits.map((one) => one.amount.amountMinor) : [];
      assert.ok(
        paid.every((minor) => minor === 31_200n),
        "noise never makes another amount",
      );
      assert.equal(readCreditNotice(good.slice(0, place), ours).ok, false);
      assert.equal(readRequestStatus(broken).ok, false);
      assert.equal(readTransferStatus(broken).ok, false);
    }),
  );
});

const folder = process.env["ISO20022_XSD_DIR"];
const structure = "every message names its version and has one root";
test(folder ? "every message is valid by its official schema" : structure, async () => {
  const samples = { ...messageSamples(), ...instantSamples() };
  for (const [name, xml] of Object.entries(samples)) {
    assert.match(
      xml,
      /^<\?xml[^>]*\?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:(pain|pacs|camt)\.\d{3}\.\d{3}\.\d\d"><\w+>.*<\/Document>\n$/s,
      name,
    );
  }
  if (folder === undefined) return;
  const wrong = (await validateMessages(folder, samples)).filter(
    (one) => one.complaints.length > 0,
  );
  assert.deepEqual(wrong, []);
});
