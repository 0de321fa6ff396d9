import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { splitSms } from "./split.ts";

const bodyOf = (part: { shortMessage: Buffer; esmClass: number }) =>
  part.esmClass ? part.shortMessage.subarray(6) : part.shortMessage;

it("an Arabic text comes out of its parts as it went in, each within 70 or 67 units", () => {
  const words = fc.string({ unit: fc.constantFrom("ا", "ب", " ", "7", "😀"), maxLength: 400 });
  fc.assert(
    fc.property(words, fc.nat(255), (text, reference) => {
      const parts = splitSms(`ع${text}`, reference);
      const most = parts.length === 1 ? 140 : 134;
      assert.ok(parts.every((part) => part.dataCoding === 8 && bodyOf(part).length <= most));
      const joined = parts.map((part) => Buffer.from(bodyOf(part)).swap16().toString("utf16le"));
      assert.equal(joined.join(""), `ع${text}`);
      assert.ok(joined.every((words_) => words_.isWellFormed()));
      parts.forEach((part, at) => {
        if (parts.length === 1) return;
        const header = [5, 0, 3, reference, parts.length, at + 1];
        assert.deepEqual([...part.shortMessage.subarray(0, 6)], header);
      });
    }),
  );
});

it("a Latin text counts septets, and never tears an escape from its character", () => {
  const counts = (text: string) => splitSms(text, 1).map((part) => bodyOf(part).length);
  assert.deepEqual(counts("a".repeat(160)), [160]);
  assert.deepEqual(counts("a".repeat(161)), [153, 8]);
  assert.deepEqual(counts("€".repeat(80)), [160]);
  assert.deepEqual(counts(`${"a".repeat(152)}€${"a".repeat(20)}`), [152, 22]);
  assert.equal(splitSms("a".repeat(80) + "ş", 1)[0]?.dataCoding, 8);
  assert.deepEqual([...(splitSms("@€à", 1)[0]?.shortMessage ?? [])], [0, 0x1b, 0x65, 0x7f]);
});
