import fc, { type Arbitrary } from "fast-check";
import { randomUUID } from "node:crypto";
import { actorNames, type ActorName } from "./actors.ts";
import type { Contract, Operation, Parameter } from "./contract-document.ts";
import type { Harvest } from "./harvest.ts";
import { spoilValue, wrongBodies, wrongTexts } from "./spoil.ts";
import { membersOf, valueOf, type Known } from "./value-of.ts";

export type Body = Readonly<{ type: string; text: string; value?: unknown }>;
/** A request that is not sent yet: who, where, with what. */
export type Draft = Readonly<{
  actor: ActorName;
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: Body | undefined;
}>;

type Thing = Readonly<Record<string, unknown>>;
/** What a request is drawn from: what is known, and the thing that this one is about. */
export type Scene = Readonly<{ harvest: Harvest; about: () => Thing | undefined }>;

const knownOf =
  ({ harvest, about }: Scene): Known =>
  (name, at) => {
    const thing = about();
    const own = name === "amount" ? (thing?.["refundable"] ?? thing?.["amount"]) : thing?.[name];
    // What a biller takes is told to its programs as a list.
    if (name === "serviceType") return "vehicle-licence";
    return own ?? harvest.text(name, at);
  };

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** A file of bills, as an institution uploads them; rows right and wrong. */
const files: Arbitrary<string> = fc.constantFrom(
  "",
  "\ufeffreference,descriptionAr,descriptionEn,amount,currency\r\nU-1,رخصة,Licence,10,ILS\r\n",
  "reference,descriptionAr,descriptionEn,amount,currency\nU 2,رخصة,Licence,x,ILS\n,,,,\n",
  '{"reference":"U-3","description":{"ar":"رسم","en":"Fee"},"amount":{"amountMinor":"5","currency":"ILS"}}\n',
  "\u001f\u008b\u0008 no gzip",
  "{",
);

type Planned = { in: Parameter["in"]; required: boolean; name: string; value: Arbitrary<string> };

const planParameter = (contract: Contract, known: Known, parameter: Parameter): Planned => {
  const { name, required = false, schema } = parameter;
  const alias = name === "upload-offset" ? "receivedBytes" : name;
  const drawn = fc
    .tuple(fc.nat({ max: 99 }), fc.nat({ max: 1_000_000 }), valueOf(contract, schema, known))
    .map(([share, at, plain]) => asText((share < 80 ? known(alias, at) : undefined) ?? plain));
  const small = fc.constantFrom("1", "2", "3", "200");
  return { in: parameter.in, required, name, value: name === "limit" ? small : drawn };
};

const group = (planned: readonly Planned[]): Arbitrary<Record<string, string>> =>
  membersOf(
    Object.fromEntries(planned.map(({ name, value }) => [name, value])),
    new Set(planned.filter(({ required }) => required).map(({ name }) => name)),
  );

const bodyOf = (
  contract: Contract,
  operation: Operation,
  known: Known,
): Arbitrary<Body | undefined> => {
  if (!operation.body) return fc.constant(undefined);
  const { type, schema } = operation.body;
  if (type !== "application/json") return files.map((text) => ({ type, text }));
  return valueOf(contract, schema, known).map((value) => ({
    type,
    value,
    text: JSON.stringify(value),
  }));
};

const shared = new Set(["Pay-Version", "Accept-Language", "DPoP", "Idempotency-Key"]);

/** Requests of this operation that fit the contract, about things that exist where some do. */
export const draftLawful = (
  contract: Contract,
  operation: Operation,
  scene: Scene,
): Arbitrary<Draft> => {
  const known = knownOf(scene);
  const planned = operation.parameters
    .filter(({ name }) => !shared.has(name))
    .map((parameter) => planParameter(contract, known, parameter));
  const of = (place: Parameter["in"]) => group(planned.filter((one) => one.in === place));
  const isKeyed = operation.parameters.some(({ name }) => name === "Idempotency-Key");
  const keyHeader = () => (isKeyed ? { "Idempotency-Key": randomUUID() } : {});
  return fc
    .record({
      actor: fc.constantFrom<ActorName[]>("owner", "owner", "owner", "bound"),
      path: of("path"),
      query: of("query"),
      own: of("header"),
      version: fc.constantFrom({}, {}, { "Pay-Version": "2026-11-26" }),
      language: fc.constantFrom({}, { "Accept-Language": "en" }, { "Accept-Language": "ar" }),
      body: bodyOf(contract, operation, known),
    })
    .map(({ own, version, language, ...rest }) => ({
      ...rest,
      headers: { ...own, ...version, ...language, ...keyHeader() },
    }));
};

const without = (record: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));

const spoilOne = (draft: Draft, place: "path" | "query"): Arbitrary<Draft> | undefined => {
  const names = Object.keys(draft[place]);
  if (names.length === 0) return undefined;
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...wrongTexts))
    .map(([name, wrong]) => ({
      ...draft,
      [place]: { ...draft[place], [name]: place === "path" ? wrong : decodeSafely(wrong) },
    }));
};

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const spoilHeaders = (draft: Draft): Arbitrary<Draft> => {
  const key = draft.headers["Idempotency-Key"];
  const keys = ["x".repeat(256), "a b", "\u00e9", ""].map((bad) => ({ "Idempotency-Key": bad }));
  const changes: Record<string, string>[] = [
    ...["2024-01-01", "latest", ""].map((version) => ({ "Pay-Version": version })),
    ...["fr, *;q=0.1", "en-GB,en;q=0.9", "\u00e9"].map((one) => ({ "Accept-Language": one })),
    { Accept: "text/html,application/xhtml+xml" },
    { Accept: "text/html", "Accept-Language": "en" },
    ...(key === undefined ? [] : keys),
  ];
  const added = fc
    .constantFrom(...changes)
    .map((change) => ({ ...draft, headers: { ...draft.headers, ...change } }));
  const names = Object.keys(draft.headers);
  if (names.length === 0) return added;
  const dropped = fc
    .constantFrom(...names)
    .map((name) => ({ ...draft, headers: without(draft.headers, name) }));
  return fc.oneof(added, dropped);
};

const spoilBody = (draft: Draft): Arbitrary<Draft> | undefined => {
  const { body } = draft;
  if (body?.value === undefined) return undefined;
  const types = ["text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense"];
  return fc.oneof(
    {
      weight: 6,
      arbitrary: spoilValue(body.value).map((value) => ({
        ...draft,
        body: { ...body, value, text: JSON.stringify(value) ?? "" },
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...wrongBodies)
        .map((text) => ({ ...draft, body: { type: body.type, text } })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...types).map((type) => ({ ...draft, body: { ...body, type } })),
    },
  );
};

/** The same request with one thing about it wrong, or at least unusual. */
export const spoil = (draft: Draft): Arbitrary<Draft> => {
  const otherActor = fc.constantFrom(...actorNames).map((actor) => ({ ...draft, actor }));
  const ways = [
    spoilBody(draft),
    spoilBody(draft),
    spoilOne(draft, "path"),
    spoilOne(draft, "query"),
    spoilHeaders(draft),
    otherActor,
  ];
  return fc.oneof(...ways.filter((way) => way !== undefined));
};
