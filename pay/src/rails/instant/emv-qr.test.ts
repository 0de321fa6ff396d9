import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readScanned } from "../../../../dev/sandbox/instant/scan.ts";
import { billCode } from "./bill-code.ts";
import { chargeIdOf, chargeReference } from "./charge-reference.ts";
import { crc16, readEmvCode, readFields, writeEmvCode, writeFields } from "./emv-qr.ts";

const issuer = {
  scheme: "ps.iburaq.quick",
  iban: "PS92PALS000000000400123456702",
  categoryCode: "9399",
  city: { ar: "رام الله", en: "Ramallah" },
};

const tag = fc.integer({ min: 1, max: 62 }).map((n) => String(n).padStart(2, "0"));
// Arabic counts as one character a letter, whatever it takes in bytes.
const value = fc.string({
  unit: fc.constantFrom(..."ابتثج وزارة AZaz09-:."),
  minLength: 1,
  maxLength: 40,
});
const fields = fc.uniqueArray(fc.record({ tag, value }, { noNullPrototype: true }), {
  selector: (field) => field.tag,
  maxLength: 8,
});

test("CRC-16/CCITT-FALSE gives its catalogued check value", () => {
  assert.equal(crc16("123456789"), "29B1");
  assert.equal(crc16(""), "FFFF");
});

test("what is written is read back, Arabic or not", () => {
  fc.assert(
    fc.property(fields, (written) => {
      assert.deepEqual(readFields(writeFields(written)), { ok: true, value: written });
      const code = writeEmvCode(written);
      if (code.trim() === code && code.length <= 512) {
        assert.deepEqual(readEmvCode(code), { ok: true, value: written });
      }
    }),
  );
});

test("one changed character is always found", () => {
  const code = writeEmvCode([
    { tag: "54", value: "312.00" },
    { tag: "64", value: "وزارة" },
  ]);
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: code.length - 1 }),
      fc.constantFrom(..."0123456789ABCDEFو"),
      (at, other) => {
        if (code[at] === other) return;
        assert.equal(readEmvCode(code.slice(0, at) + other + code.slice(at + 1)).ok, false);
      },
    ),
  );
});

test("broken and hostile codes are refused, never thrown at", () => {
  fc.assert(fc.property(fc.string(), (text) => !readEmvCode(text).ok));
  assert.deepEqual(readFields("0102AB0102CD"), { ok: false, error: "repeated" });
  assert.deepEqual(readFields("0199AB"), { ok: false, error: "malformed" });
  assert.deepEqual(readFields("0100"), { ok: false, error: "malformed" });
});

test("another reader finds the amount, the bill and the attempt in our code", () => {
  const amounts = fc.bigInt({ min: 1n, max: 9_999_999_999n });
  const name = fc.string({ unit: fc.constantFrom(..."وزارة المالية والتخطيط ABC"), maxLength: 60 });
  fc.assert(
    fc.property(fc.uuid(), amounts, name, (id, amountMinor, billerName) => {
      const reference = chargeReference(id);
      const code = billCode(issuer, {
        amount: { amountMinor, currency: "ILS" },
        billingNumber: "123456789012345",
        reference,
        billerName: { ar: billerName.trim() || "وزارة", en: billerName },
      });
      assert.ok(code.length <= 512);
      assert.deepEqual(readScanned(code)?.order, {
        reference,
        billingNumber: "123456789012345",
        amountMinor,
        currency: "ILS",
        creditorIban: issuer.iban,
      });
    }),
  );
});

test("a charge id fits a reference label and comes back from it", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      assert.match(chargeReference(id), /^[0-9A-Z]{25}$/);
      assert.equal(chargeIdOf(chargeReference(id)), id);
    }),
  );
  assert.equal(chargeIdOf("Z".repeat(25)), undefined, "more than any UUID");
  assert.equal(chargeIdOf("NOTPROVIDED"), undefined);
});
