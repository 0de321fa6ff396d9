import { splitSms } from "@gov/kit/sms/split.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeHash, codeMessage, newCode, parseCode } from "./otp.ts";

test("a code is read in any digits, with spaces and invisible marks", () => {
  for (const typed of ["123456", " 123 456 ", "١٢٣٤٥٦", "۱۲۳۴۵۶", "\u200f123-456"]) {
    assert.deepEqual(parseCode(typed), { ok: true, value: "123456" }, typed);
  }
  assert.deepEqual(parseCode("  "), { ok: false, error: "empty" });
  for (const typed of ["12345", "1234567", "12345a", "1".repeat(70)]) {
    assert.deepEqual(parseCode(typed), { ok: false, error: "not-six-digits" }, typed);
  }
});

test("codes are six digits, also when they begin with zeros", () => {
  for (let round = 0; round < 200; round += 1) assert.match(newCode(), /^\d{6}$/);
});

test("the message ends in the line bound to our host and is one part", () => {
  const message = codeMessage("012345", "login.gov.ps");
  assert.equal(message.split("\n").at(-1), "@login.gov.ps #012345");
  assert.equal(splitSms(message, 1).length, 1);
});

test("the hash of a code is of one sign-in and one key", () => {
  const key = Buffer.alloc(32, 1);
  const hash = codeHash(key, "a", "123456").toString("hex");
  assert.notEqual(hash, codeHash(key, "b", "123456").toString("hex"));
  assert.notEqual(hash, codeHash(Buffer.alloc(32, 2), "a", "123456").toString("hex"));
  assert.equal(hash, codeHash(key, "a", "123456").toString("hex"));
});
