import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSearchIndex, type Findable } from "./search-index.ts";
import { createVocabulary } from "./vocabulary.ts";
import { stem, trigramsOf } from "./words.ts";

const word = fc.stringMatching(/^[ابتجر]{2,6}$/);
/** Shorter words are asked for as they are: too many begin with two letters. */
const longer = word.filter(({ length }) => length >= 3);
/** Few words, so that histories and questions meet in the same ones. */
const common = fc.constantFrom("جواز", "جوازي", "سفر", "شركه", "شراكه", "ارض");
const findable: fc.Arbitrary<Findable> = fc
  .array(fc.tuple(common, fc.double({ min: 0.1, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pairs) => ({ words: new Map(pairs), phrases: pairs.map(([one]) => [one]) }));
const code = fc.constantFrom("a", "b", "c", "d");
const publication = fc.oneof(
  fc.record({ code, findable }),
  fc.record({ code, findable: fc.constant(undefined) }),
);

test("whatever was published and withdrawn before, it finds what a new index would", () => {
  fc.assert(
    fc.property(fc.array(publication, { maxLength: 20 }), fc.array(common), (history, question) => {
      const grown = createSearchIndex();
      const last = new Map<string, Findable>();
      for (const { code: one, findable: now } of history) {
        if (now) {
          grown.put(one, now);
          last.set(one, now);
        } else {
          grown.remove(one);
          last.delete(one);
        }
      }
      const fresh = createSearchIndex();
      for (const [one, now] of last) fresh.put(one, now);
      const sorted = (index: typeof fresh) =>
        index
          .find(question, 50)
          .map(({ code: found, score }) => `${score.toFixed(9)} ${found}`)
          .toSorted();
      assert.deepEqual(sorted(grown), sorted(fresh));
    }),
  );
});

test("no word that is like enough is passed over by looking at shared trigrams only", () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), longer, (words, asked) => {
      const vocabulary = createVocabulary();
      words.forEach((each, slot) => vocabulary.add(slot, new Map([[each, 1]])));
      const found = new Set(vocabulary.matches(asked).map(({ term }) => term.word));
      const grams = new Set(trigramsOf(asked));
      for (const each of words) {
        const own = trigramsOf(each);
        const shared = own.filter((gram) => grams.has(gram)).length;
        const like = (2 * shared) / (own.length + grams.size) >= 0.42;
        if (like || each.startsWith(asked)) assert.ok(found.has(each), `${asked} ${each}`);
      }
    }),
  );
});

test("joined particles and endings fall away, roots stay", () => {
  const same = [
    ["للسياره", "سياره"],
    ["والسيارات", "سيار"],
    ["بالجواز", "جواز"],
    ["results", "result"],
  ] as const;
  for (const [one, other] of same) assert.equal(stem(one), stem(other), one);
  for (const root of ["ارض", "دار", "قيد", "tax"]) assert.equal(stem(root), root);
});
