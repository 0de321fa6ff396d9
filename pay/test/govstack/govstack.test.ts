import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { runFeatures } from "@gov/kit/gherkin-test/run-features.ts";
import { answerSteps } from "./answer-steps.ts";
import { billSteps } from "./bill-steps.ts";
import { callSteps } from "./call-steps.ts";
import { openGovstackWorld, type GovstackWorld } from "./govstack-world.ts";
import { findInquiry, sweepInquiries } from "#src/govstack/request-queries.ts";
import { openStory } from "./story.ts";

let world: GovstackWorld;
before(async () => (world = await openGovstackWorld()));
after(async () => await world.close());

runFeatures({
  folder: import.meta.dirname,
  definitions: [...billSteps, ...callSteps, ...answerSteps],
  open: () => openStory(world),
});

test("what was told of a bill is forgotten after thirty days, and not before", async () => {
  const { db, bill } = world.pay;
  const { billingNumber } = await bill();
  const bank = world.callers.get("the bank");
  for (const id of ["OLD", "NEW"]) {
    const headers = {
      "x-correlationid": id,
      "x-platform-tenantid": "finance",
      "x-payerfi-id": "first-bank",
    };
    const path = `/govstack/bills/${billingNumber}?fields=inquiry`;
    assert.equal((await bank?.call("GET", path, undefined, headers))?.status, 202);
  }
  await sql`update govstack_inquiry set asked_at = now() - interval '31 days'
    where inquiry_id = 'OLD'`.execute(db);
  await sweepInquiries(db, 1_000);
  const kept = async (inquiryId: string) =>
    (await findInquiry(db, { clientId: "first-bank-client", inquiryId })) !== undefined;
  assert.deepEqual([await kept("OLD"), await kept("NEW")], [false, true]);
});
