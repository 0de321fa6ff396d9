import fc, { type Arbitrary } from "fast-check";
import type { Contract, Schema } from "./contract-document.ts";

/** Values that are known by a member's name: drawn when the value is, not when it is planned. */
export type Known = (name: string, at: number) => unknown;

const words = ["رخصة مركبة", "Vehicle licence", "د. ليلى", "أ", "ʼn ﷽ 𝕏", "O'Neil; --", "<b>&"];

/** Text of letters, digits and spaces, Arabic and Latin, now and then at its bounds. */
const textOf = (minLength: number, maxLength: number): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: fc.constantFrom("س".repeat(minLength), "x".repeat(maxLength)) },
    { weight: 2, arbitrary: fc.string({ minLength, maxLength: Math.min(maxLength, 40) }) },
  );

const instants = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .date({ min: new Date(1.7e12), max: new Date(2e12), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+14:00",
      "9999-12-31T23:59:59.999999999-12:00",
      "2028-02-29T23:59:59.5+03:00",
      "1969-12-31T23:59:59Z",
    ),
  },
);

const hosts = ["https://hooks.example.invalid", "http://localhost:9", "https://x.invalid:8443"];
const formats: Record<string, Arbitrary<string>> = {
  uuid: fc.uuid(),
  "date-time": instants,
  date: instants.map((instant) => instant.slice(0, 10)),
  uri: fc.tuple(fc.constantFrom(...hosts), fc.webPath()).map(([host, path]) => host + path),
};

/** Small numbers more often than large ones: most amounts are to be payable. */
const amounts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 500 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom("999999999999999", "100000000000000") },
);
const amountPattern = "^[1-9][0-9]{0,14}$";

const stringOf = (schema: Schema): Arbitrary<string> => {
  const { minLength = 0, maxLength = 200, pattern, format } = schema;
  if (format !== undefined && formats[format]) return formats[format];
  if (pattern === amountPattern) return amounts;
  if (pattern === undefined) return textOf(minLength, maxLength);
  if (pattern.includes(String.raw`\p`)) {
    const fits = new RegExp(pattern, "u");
    const isFit = (text: string): boolean =>
      fits.test(text) && text.trim() !== "" && text.length <= maxLength;
    return textOf(minLength, maxLength).filter(isFit);
  }
  return fc.stringMatching(new RegExp(pattern));
};

const examplesOf = (schema: Schema): readonly unknown[] => [
  ...(schema.examples ?? []),
  ...(schema.example === undefined ? [] : [schema.example]),
];

/** How often a member with a known value takes it: what names something that must exist, mostly. */
const ofThings = new Set([
  "billerCode",
  "billingNumber",
  "agent",
  "institution",
  "messageId",
  "url",
  "clientId",
  "amount",
  "code",
]);
const knownShare = (name: string): number =>
  ofThings.has(name) ? 90 : ["amountMinor", "currency", "reference"].includes(name) ? 3 : 25;

const memberOf = (
  contract: Contract,
  known: Known,
  [name, schema]: readonly [string, Schema],
): Arbitrary<unknown> =>
  fc
    .tuple(fc.nat({ max: 99 }), fc.nat({ max: 1_000_000 }), valueOf(contract, schema, known))
    .map(([share, at, plain]) => (share < knownShare(name) ? (known(name, at) ?? plain) : plain));

const objectOf = (contract: Contract, schema: Schema, known: Known): Arbitrary<unknown> => {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [
    name,
    memberOf(contract, known, [name, member]),
  ]);
  return membersOf(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>, required);
};

/** An object with what it must have; in every third, some of what it may have as well. */
export const membersOf = <T>(
  members: Readonly<Record<string, Arbitrary<T>>>,
  required: ReadonlySet<string>,
): Arbitrary<Record<string, T>> => {
  const names = Object.keys(members);
  const chosen = fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(names, { maxLength: Math.min(3, names.length) }) },
  );
  return fc.tuple(fc.record(members), chosen).map(([made, more]) => {
    const kept = Object.entries(made as Record<string, T>);
    return Object.fromEntries(kept.filter(([name]) => required.has(name) || more.includes(name)));
  });
};

/** Values that fit the schema, as far as a schema can say what fits. */
export const valueOf = (contract: Contract, given: Schema, known: Known): Arbitrary<unknown> => {
  const schema = contract.resolve(given);
  const examples = examplesOf(schema);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => valueOf(contract, one, known)));
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer") {
    const { minimum: min = 0, maximum: max = 1_000_000 } = schema;
    return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
  }
  if (schema.type === "array") {
    const { minItems: minLength = 0, maxItems = 3, items = {} } = schema;
    const maxLength = Math.max(minLength, Math.min(maxItems, 3));
    return fc.array(valueOf(contract, items, known), { minLength, maxLength });
  }
  if (schema.type === "object") return objectOf(contract, schema, known);
  const text = stringOf(schema);
  const isAmount = schema.pattern === amountPattern;
  return examples.length > 0 && !isAmount
    ? fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...examples) },
        { weight: 1, arbitrary: text },
      )
    : text;
};
