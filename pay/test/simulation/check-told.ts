import assert from "node:assert/strict";
import { inTransaction } from "@gov/kit/db.ts";
import { replayOne } from "#src/webhook/message-queries.ts";
import { endpoint } from "./parties.ts";
import { rowsOf } from "./rows.ts";
import type { World } from "./world.ts";

/**
 * What billers must have heard: each payment, each that was taken back, each refund. A basket
 * is nobody's bill: its billers hear of their shares.
 */
const owedNews = `
  select 'charge.captured ' || charge_id as name from payment
  union all select 'payment.reversed ' || charge_id from payment where reversed_at is not null
  union all select 'refund.returned ' || r.id from payer_refund r
    join bill b on b.institution_id = r.institution_id and b.id = r.bill_id
    where r.status = 'returned' and b.kind <> 'basket'`;

const replayed = 3;

/** Whatever befell a payment was told at least once; and what is replayed comes once more. */
export const checkTold = async (world: World): Promise<void> => {
  const { ears } = world;
  const names = (await rowsOf(world, owedNews)).map(({ name }) => String(name));
  const unheard = names.filter((name) => !ears.heard.has(name));
  assert.deepEqual(unheard, [], "told at least once");
  const owed = new Set(names);
  const false_ = [...ears.heard.keys()].filter((name) => !owed.has(name));
  assert.deepEqual(false_, [], "nothing is told that did not happen");
  const some = `select id from webhook_message order by id limit ${replayed}`;
  for (const { id } of await rowsOf(world, some)) {
    const messageId = String(id);
    const times = ears.times(messageId);
    await world.call(async ({ deps, workOutbox }) => {
      const to = { id: endpoint.id, client_id: "portal" };
      await inTransaction(deps.db, (tx) => replayOne(tx, to, messageId));
      while (await workOutbox());
    });
    assert.equal(ears.times(messageId), times + 1, "replayed once");
  }
};
