import assert from "node:assert/strict";
import { sql } from "kysely";
import { step } from "@gov/kit/gherkin-test/plan-steps.ts";
import type { Json } from "../pay-world.ts";
import { fallen, fill, lastAnswer, minorOf, type Story } from "./story.ts";

const memberOf = (json: Json, path: string): unknown =>
  path.split(".").reduce((value, name) => value?.[name], json);

/** The ledger is in balance, whatever a scenario did. */
const checkBooks = async ({ world }: Story): Promise<void> => {
  const { rows } = await sql`select * from ledger_difference`.execute(world.pay.db);
  assert.deepEqual(rows, []);
};

export const answerSteps = [
  step<Story>(/the answer is (\d+) with/, (story, [status], { table }) => {
    const answer = lastAnswer(story);
    assert.equal(answer.status, Number(status), JSON.stringify(answer.json));
    assert.equal(answer.headers.get("content-type"), "application/json");
    for (const [path = "", value = ""] of table) {
      assert.equal(String(memberOf(answer.json, path)), fill(story, value), path);
    }
  }),
  step<Story>(/the reason names "([^"]+)"/, (story, [words = ""]) => {
    const { reason } = lastAnswer(story).json;
    assert.ok(String(reason).includes(words), String(reason));
    assert.ok([...String(reason)].length <= 200);
  }),
  step<Story>(/the correlation id is given back/, (story) => {
    assert.equal(lastAnswer(story).headers.get("x-correlationid"), story.correlationId);
  }),
  step<Story>(/the answer is the same as before/, (story) => {
    const [before, again] = story.answers.slice(-2);
    assert.deepEqual(again?.json, before?.json);
    assert.equal(again?.status, before?.status);
    assert.equal(again?.headers.get("idempotent-replayed"), "true");
  }),
  step<Story>(/one answer is 202 and the other 400/, (story) => {
    const statuses = story.answers.slice(-2).map(({ status }) => status);
    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [202, 400],
      JSON.stringify(story.answers),
    );
  }),
  step<Story>(/the receipt in the answer opens/, async (story) => {
    const receipt = await fetch(lastAnswer(story).json.receiptUrl);
    assert.equal(receipt.status, 200);
    await receipt.body?.cancel();
  }),
  step<Story>(/the bank's float is as it was/, async (story) => {
    assert.equal((await fallen(story))[0], 0n);
    await checkBooks(story);
  }),
  step<Story>(/the bank's float has fallen by ([\d.]+)/, async (story, [decimal = ""]) => {
    assert.equal((await fallen(story))[0], BigInt(minorOf(decimal)));
    await checkBooks(story);
  }),
  step<Story>(
    /the floats of both banks have fallen by ([\d.]+) together/,
    async (story, [decimal = ""]) => {
      const [first = 0n, second = 0n] = await fallen(story);
      assert.equal(first + second, BigInt(minorOf(decimal)));
      await checkBooks(story);
    },
  ),
];
