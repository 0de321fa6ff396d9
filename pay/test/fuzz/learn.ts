import type { Operation } from "./contract-document.ts";
import type { Draft } from "./draft.ts";
import type { Harvest } from "./harvest.ts";
import type { Received } from "./send.ts";

type Thing = Readonly<Record<string, unknown>>;

/** Where things of these schemas have their address, its names being theirs. */
const addresses: Readonly<Record<string, string>> = {
  Bill: "/v1/bills/{id}",
  Charge: "/v1/charges/{id}",
  Payment: "/v1/payments/{id}",
  ListedPayment: "/v1/payments/{id}",
  Refund: "/v1/refunds/{id}",
  BillUpload: "/v1/bill-uploads/{id}",
  WebhookEndpoint: "/v1/webhook-endpoints/{id}",
  Biller: "/v1/billers/{code}",
  CashCompany: "/v1/cash-companies/{code}",
  Collection: "/v1/agent/collections/{id}",
  LedgerAccount: "/v1/ledger/accounts/{institution}/{id}",
};

/** Whose addresses the operation works on, from the nearest: `/v1/bills/{id}` of its charges. */
const kindsOf = ({ path }: Operation): string[] => {
  const steps = path.split("/");
  const prefixes = steps.map((_, at) => steps.slice(0, steps.length - at).join("/"));
  return prefixes.filter((one) => one.endsWith("}"));
};

/** What a request without an address of its own is about. */
const subjects: Readonly<Record<string, string>> = {
  "POST /v1/agent/collections": "/v1/bills/{id}",
  "POST /v1/agent/payouts": "/v1/agent/payouts",
  "GET /v1/agent/collections": "/v1/agent/collections/{id}",
};

/** Something that exists and that the operation can be about; `at` chooses it. */
export const thingFor = (harvest: Harvest, operation: Operation, at: number): Thing | undefined => {
  const kinds = [...kindsOf(operation), subjects[operation.id]];
  for (const kind of kinds) {
    const thing = kind === undefined ? undefined : harvest.thing(kind, at);
    if (thing) return thing;
  }
  return undefined;
};

const nextOf = (operation: Operation, draft: Draft, answer: Thing): Thing | undefined => {
  const { nextCursor, next } = answer;
  if (typeof nextCursor === "string") {
    return { path: draft.path, query: { ...draft.query, cursor: nextCursor } };
  }
  if (operation.method === "GET" && typeof next === "string") {
    return { path: draft.path, query: { ...draft.query, after: next } };
  }
  return undefined;
};

/** Keeps what an answer told: things with their addresses, texts, where the next page begins. */
export const learnFrom = (
  harvest: Harvest,
  from: Readonly<{
    operation: Operation;
    draft: Draft;
    received: Received;
    told: readonly (readonly [string, Thing])[];
  }>,
): void => {
  const { operation, draft } = from;
  const answer = (from.received.json ?? {}) as Thing;
  harvest.addTexts(answer);
  for (const [name, thing] of from.told) {
    const address = addresses[name];
    if (address !== undefined) harvest.addThing(address, thing);
    if (name === "LedgerEntry") {
      const { institution } = draft.path;
      const transfer = { institution, id: thing["transferId"] };
      harvest.addThing("/v1/ledger/transfers/{institution}/{id}", transfer);
    }
  }
  if (operation.path.endsWith("}") && operation.method !== "DELETE") {
    harvest.addThing(operation.path, { ...answer, ...draft.path });
  }
  const next = nextOf(operation, draft, answer);
  if (next) harvest.addThing(`next ${operation.id}`, next);
};
