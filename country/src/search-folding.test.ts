import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldForSearch, searchWords } from "./search-folding.ts";

test("spellings of one word meet", () => {
  const pairs: [string, string][] = [
    ["أحمد", "احمد"],
    ["إجازة", "اجازه"],
    ["آلات", "الات"],
    ["مستشفى", "مستشفي"],
    ["سؤال", "سوال"],
    ["دائرة", "دايره"],
    ["رُخْصَةٌ", "رخصه"],
    ["تجـــديد", "تجديد"],
    ["٢٠٢٦", "2026"],
    ["Licence", "LICENCE"],
  ];
  for (const [a, b] of pairs) assert.equal(foldForSearch(a), foldForSearch(b), a);
});

test("different words stay different", () => {
  assert.notEqual(foldForSearch("رخصة"), foldForSearch("رحصة"));
  assert.notEqual(foldForSearch("ولادة"), foldForSearch("وفاة"));
});

test("folding twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = foldForSearch(text);
      assert.equal(foldForSearch(once), once);
    }),
  );
});

test("words are split at punctuation and bounded", () => {
  assert.deepEqual(searchWords("رخصة، مركبة (سيارة)"), ["رخصه", "مركبه", "سياره"]);
  assert.equal(searchWords("كلمة ".repeat(500)).length, 64);
});
