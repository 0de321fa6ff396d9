import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applicantData, soundDefinition } from "../test/sound-definition.ts";
import { functions } from "./expression/functions.ts";
import { sayExpression } from "./say-expression.ts";
import { whyAsked, whyCharged, whyExempted, whyRefused } from "./why.ts";

const service = soundDefinition();
const said = (source: string, group?: string): string[] => {
  const { ar, en } = sayExpression(service, source, group);
  return [ar, en].map((text) => text.replace(/[\u2068\u2069]/g, ""));
};

test("a rule is said with labels, options and dates, in both languages", () => {
  const table: [string, string, string][] = [
    [
      'goods != "food" or area >= 2',
      "«ماذا تبيع؟»: غير «طعام»، أو «المساحة بالمتر المربع»: 2 على الأقل",
      "“What do you sell?” is not “Food”, or “Area in square metres” is at least 2",
    ],
    [
      "18 <= yearsBetween(person.birthDate, today)",
      "عدد السنوات منذ «تاريخ الميلاد»: 18 على الأقل",
      "the years since “Date of birth” is at least 18",
    ],
    [
      'not (goods in ["food", "clothes"] and area < 3)',
      "«ماذا تبيع؟»: ليس أيا من «طعام»، «ملابس»، أو «المساحة بالمتر المربع»: 3 على الأقل",
      "“What do you sell?” is none of “Food”, “Clothes”, or “Area in square metres” is at least 3",
    ],
    [
      'home.governorate = "NBS" و ليس الإقرار',
      "«عنوانك: المحافظة»: «نابلس»، و«أقر بأن ما كتبته صحيح.»: لا",
      "“Your address: Governorate” is “Nablus”, and “I declare that what I wrote is true.”: no",
    ],
    ['check.health = "objection"', "«سلامة الطعام»: «اعتراض»", "“Food safety” is “Objection”"],
    ["addYears(case.issuedOn, 1)", "بعد «تاريخ الإصدار» بسنة", "1 year after “Date of issue”"],
    [
      "addMonths(today, -3) > person.birthDate",
      "قبل اليوم بـ 3 أشهر: بعد «تاريخ الميلاد»",
      "3 months before today is after “Date of birth”",
    ],
    ["area * 5 ILS", "«المساحة بالمتر المربع» × 5.00 ₪", "“Area in square metres” × 5.00 ₪"],
  ];
  for (const [source, ar, en] of table) assert.deepEqual(said(source), [ar, en], source);
  assert.deepEqual(said("yearsBetween(birthDate, today) >= 16", "helpers"), [
    "عدد السنوات منذ «تاريخ الميلاد»: 16 على الأقل",
    "the years since “Date of birth” is at least 16",
  ]);
});

test("anything is said without a name, a code or an operator left in it", () => {
  const word = fc.constantFrom(
    "goods",
    "area",
    "truth",
    "today",
    "helpers.wage",
    '"food"',
    '@"2026-01-01"',
    "7",
    "5 ILS",
    ..."and or not = != < >= + - * in ( ) [ ] , if then else".split(" "),
    ...Object.keys(functions).map((name) => `${name}(`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const [ar = "", en = ""] = said(words.join(" "));
      assert.ok(ar !== undefined && en !== undefined);
      assert.doesNotMatch(ar + en, /undefined|\$[0-9]/);
    }),
    { numRuns: 2000 },
  );
});

test("why: the rule in its own words, and the values that decided it", () => {
  const data = applicantData(
    { goods: "other", area: 12, hasCard: "yes" },
    { "disability.degree": 60, "person.birthDate": "2012-01-01" },
  );
  const plain = (why: ReturnType<typeof whyAsked>): string[] =>
    why.map(({ rule, because }) =>
      [rule.ar, ...because.map(({ label, value }) => `${label.ar} = ${value.ar}`)]
        .join(" | ")
        .replace(/[\u2068\u2069]/g, ""),
    );
  assert.deepEqual(plain(whyAsked(service, "kind", data)), [
    "«ماذا تبيع؟»: «غير ذلك» | ماذا تبيع؟ = غير ذلك",
  ]);
  assert.deepEqual(plain(whyAsked(service, "goods", data)), []);
  assert.deepEqual(plain(whyAsked(service, "helpers", data)), [
    "«المساحة بالمتر المربع»: أكثر من 4 | المساحة بالمتر المربع = 12",
  ]);
  assert.deepEqual(plain(whyRefused(service, "age", data)), [
    "عدد السنوات منذ «تاريخ الميلاد»: 18 على الأقل | تاريخ الميلاد = 1 كانون الثاني 2012 | تاريخ اليوم = 26 تشرين الثاني 2026",
  ]);
  assert.deepEqual(plain(whyCharged(service, "space", data)), [
    "«المساحة بالمتر المربع»: أكثر من 2 | المساحة بالمتر المربع = 12",
    "«المساحة بالمتر المربع» × 5.00 ₪ | المساحة بالمتر المربع = 12",
  ]);
  assert.deepEqual(plain(whyExempted(service, "card", data)), [
    "«هل تحمل بطاقة إعاقة؟»: «نعم»، و«درجة الإعاقة»: 40 على الأقل | هل تحمل بطاقة إعاقة؟ = نعم | درجة الإعاقة = 60",
  ]);
});
