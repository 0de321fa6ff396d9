import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { payerAccounts } from "../../../dev/sandbox/instant/accounts.ts";
import type { Called, Json } from "../pay-world.ts";
import type { GovstackWorld, Party } from "./govstack-world.ts";

type Call = Readonly<{
  who: string;
  method: string;
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}>;

/** What one scenario works with; the gateway is shared, ids and bills are its own. */
export type Story = {
  readonly world: GovstackWorld;
  /** In front of every id, so that no scenario meets another's. */
  readonly tag: string;
  /** The bill that is spoken of, and the attempt to pay it by card. */
  bill: Json;
  charge: Json;
  collectionId: string;
  /** The last inquiry of each bank. */
  readonly inquiries: Map<string, string>;
  voucher: { code: string; chargeId: string };
  sent: Call[];
  answers: Called[];
  correlationId: string;
  floats: bigint[];
  otherBill: Json;
};

export const openStory = async (world: GovstackWorld): Promise<Story> => {
  const story: Story = {
    world,
    tag: randomUUID().slice(0, 8),
    bill: undefined,
    charge: undefined,
    collectionId: "",
    inquiries: new Map(),
    voucher: { code: "", chargeId: "" },
    sent: [],
    answers: [],
    correlationId: "",
    floats: [],
    otherBill: undefined,
  };
  await noteFloats(story);
  return story;
};

export const idOf = (story: Story, name: string): string => `${story.tag}-${name}`;

export const partyOf = (story: Story, who: string): Party => {
  const party = story.world.callers.get(who);
  assert.ok(party, `nobody is called ${who}`);
  return party;
};

/** `312.00` in minor units. */
export const minorOf = (decimal: string): string => String(BigInt(decimal.replace(".", "")));

/** A cell's words, with what stands in braces put in. */
export const fill = (story: Story, words: string): string =>
  words.replace(/\{([^}]+)\}/g, (_whole, name: string) => {
    if (name === "bill") return String(story.bill.billingNumber);
    const payer = /^account of (\w+)$/.exec(name)?.[1];
    if (payer === undefined) return idOf(story, name);
    return payerAccounts.find(({ id }) => id === payer)?.iban ?? "";
  });

/** Calls as a caller would, with the headers that GovStack wants. */
export const send = async (story: Story, call: Call): Promise<Called> => {
  const { code, call: caller } = partyOf(story, call.who);
  const isBiller = code === "transport";
  story.correlationId = call.headers?.["x-correlationid"] ?? randomUUID();
  const headers = {
    "x-platform-tenantid": "transport",
    [isBiller ? "x-billerid" : "x-payerfi-id"]: code,
    ...call.headers,
    "x-correlationid": story.correlationId,
  };
  return await caller(call.method, `/govstack${call.path}`, call.body, headers);
};

/** Sends it and keeps it, to be sent again, and its answer. */
export const ask = async (story: Story, call: Call): Promise<void> => {
  const answer = await send(story, call);
  story.sent.push(call);
  story.answers.push(answer);
};

export const lastAnswer = (story: Story): Called => {
  const answer = story.answers.at(-1);
  assert.ok(answer, "nothing was asked");
  return answer;
};

/** What a bank may still collect, in minor units. */
export const floatOf = async (story: Story, who: string): Promise<bigint> => {
  const { call } = partyOf(story, who);
  const { json } = await call("GET", "/v1/agent/floats");
  const line = json.floats.find((one: Json) => one.free.currency === "ILS");
  assert.equal(line?.held.amountMinor ?? "0", "0", "nothing stays held");
  return BigInt(line?.free.amountMinor ?? "0");
};

const banks = ["the bank", "the other bank"];

export const noteFloats = async (story: Story): Promise<void> => {
  story.floats = [];
  for (const who of banks) story.floats.push(await floatOf(story, who));
};

/** By how much each bank's float has fallen since it was noted. */
export const fallen = async (story: Story): Promise<bigint[]> => {
  const now: bigint[] = [];
  for (const [index, who] of banks.entries()) {
    now.push((story.floats[index] ?? 0n) - (await floatOf(story, who)));
  }
  return now;
};
