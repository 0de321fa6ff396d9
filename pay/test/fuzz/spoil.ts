import fc, { type Arbitrary } from "fast-check";

/** Values that a careless or hostile program sends in the place of another. */
const wrongValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_992,
  [],
  {},
  [[]],
  ["x"],
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e",
  "-1",
  "0",
  "01",
  "1e5",
  "٣١٢",
  "null",
  "99999999999999999999",
  "x".repeat(300),
  "س".repeat(5_000),
  "𝕏".repeat(129),
  "../../x",
  "2026-02-30",
  "2026-02-30T00:00:00Z",
  "9999-12-31T23:59:60Z",
  "+275760-09-13T00:00:00Z",
  "' or 1=1 --",
  "<script>alert(1)</script>",
  "%00",
  "javascript:alert(1)",
  "http://[::1]/",
  { __proto__: null, constructor: 1 },
];

type Path = readonly (string | number)[];

const pathsOf = (value: unknown, at: Path = []): Path[] =>
  typeof value === "object" && value !== null
    ? [
        at,
        ...Object.entries(value).flatMap(([name, member]) =>
          pathsOf(member, [...at, Array.isArray(value) ? Number(name) : name]),
        ),
      ]
    : [at];

/** A copy of `value` in which `change` was applied to what stands at the path. */
const changeAt = (value: unknown, path: Path, change: (old: unknown) => unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((one, i) => (i === step ? changeAt(one, rest, change) : one));
  }
  const entries = Object.entries(value as object)
    .map(([name, one]) => [name, name === step ? changeAt(one, rest, change) : one])
    .filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries);
};

const stretch = (old: unknown): unknown => {
  if (typeof old === "string") return old + "0".repeat(1 + old.length * 3);
  if (Array.isArray(old)) return Array.from({ length: 400 }, () => old[0] ?? "x");
  return typeof old === "number" ? old * 1_000_003 : old;
};
const addUnknown = (old: unknown): unknown =>
  typeof old === "object" && old !== null && !Array.isArray(old) ? { ...old, unknown: 1 } : [old];

/** The value with one thing about it changed: replaced, dropped, stretched or added to. */
export const spoilValue = (value: unknown): Arbitrary<unknown> => {
  const change: Arbitrary<(old: unknown) => unknown> = fc.oneof(
    fc.constantFrom(...wrongValues).map((wrong) => () => wrong),
    fc.constantFrom(stretch, addUnknown, () => undefined),
  );
  return fc
    .tuple(fc.constantFrom(...pathsOf(value)), change)
    .map(([path, apply]) => changeAt(value, path, apply));
};

/** Bodies that are no JSON, or far too much of it. */
export const wrongBodies: readonly string[] = [
  "",
  "{",
  "[]",
  '"x"',
  "null",
  "1e999",
  '{"a":1,}',
  "\u0000",
  '{"__proto__":{"x":1}}',
  "[".repeat(20_000) + "]".repeat(20_000),
  `{"reference":"${"x".repeat(70_000)}"}`,
];

/** Texts for places in an address or a header: what fits there and means nothing. */
export const wrongTexts: readonly string[] = [
  "%00",
  "%ff",
  "%2e%2e%2f",
  "0",
  "-1",
  "null",
  "undefined",
  "%D8%A3",
  "x".repeat(3_000),
  "00000000-0000-0000-0000-000000000000",
  "a'b",
  "%20",
  "%C2%A0",
  "1e1",
  "0x10",
  "+5",
];
