import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Browser } from "./browser.ts";
import { addInterior, dina, hanan, rami, signInAs } from "./console-world.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";
import { startWebhookListener, type WebhookListener } from "./webhook-listener.ts";

let world: PayWorld;
let listener: WebhookListener;
let supervisor: Browser;
const desk = "/console/webhooks/portal";
before(async () => {
  world = await openPayWorld();
  listener = await startWebhookListener();
  await addInterior(world);
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const endpoint = { url: listener.url, secret, eventTypes: ["bill.created"] };
  await world.portal("PUT", "/v1/webhook-endpoints/portal", endpoint);
  supervisor = await signInAs(world, hanan, "en");
});
after(async () => {
  await listener.close();
  await world.close();
});

const copies = (billId: string) =>
  listener.heard.filter(({ body }) => body.data.billId === billId).length;
const heard = async (billId: string, times: number): Promise<void> => {
  await until(async () => (copies(billId) >= times ? true : undefined));
};

/** A bill whose message was sent once, and its message's id. */
const toldOf = async (status = 204): Promise<{ bill: Json; message: string }> => {
  listener.answer.status = status;
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const { id } = bill.json;
  const logged = await until(async () =>
    world.db
      .selectFrom("webhook_delivery")
      .selectAll()
      .where("bill_id", "=", id)
      .executeTakeFirst(),
  );
  listener.answer.status = 204;
  return { bill: bill.json, message: logged.message_id };
};

/** Whoever gives up on a message: its row stays for a person. */
const giveUp = async (message: string): Promise<void> => {
  await until(async () => {
    const { numAffectedRows } = await sql`update outbox set failed_at = now()
      where payload->>'messageId' = ${message} and attempts > 0`.execute(world.db);
    return numAffectedRows === 1n ? true : undefined;
  });
};

test("one message is sent again after a question, once, and it is noted who did", async () => {
  const { bill, message } = await toldOf();
  const log = await supervisor.go(desk);
  const path = `${desk}/replay?message=${message}`;
  assert.ok(log.text.includes(`href="${path}"`));
  const question = await supervisor.go(path);
  assert.ok(question.text.includes("bill.created") && question.text.includes(message));
  assert.equal(copies(bill.id), 1, "asking sends nothing");
  const fields = { _csrf: supervisor.csrfOf(question), message };
  const sent = await supervisor.go(`${desk}/replay`, fields);
  assert.deepEqual([sent.status, sent.location], [303, `${desk}?done=sent`]);
  await heard(bill.id, 2);
  const after = await supervisor.go(sent.location);
  assert.ok(after.text.includes("hanan.barghouthi") && after.text.includes("Sent again by hand"));
});

test("without the page's token, without the right, or from elsewhere nothing is sent", async () => {
  const { bill, message } = await toldOf();
  assert.equal((await supervisor.go(`${desk}/replay`, { message })).status, 403);
  for (const member of [dina, rami]) {
    const other = await signInAs(world, member, "en");
    const _csrf = other.csrfOf(await other.go("/console"));
    assert.equal((await other.go(`${desk}/replay?message=${message}`)).status, 404);
    assert.equal((await other.go(`${desk}/replay`, { _csrf, message })).status, 404);
  }
  const clerk = await signInAs(world, dina, "en");
  const log = await clerk.go(desk);
  assert.ok(log.text.includes("supervisor or administrator") && !log.text.includes("/replay?"));
  assert.equal(copies(bill.id), 1);
});

test("what is on its way has no button, and pressing all the same sends nothing more", async () => {
  const { message } = await toldOf(500);
  const waiting = () =>
    until(async () => {
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from outbox
        where payload->>'messageId' = ${message}`.execute(world.db);
      return rows[0];
    });
  const log = await supervisor.go(desk);
  assert.ok(log.text.includes("On its way"));
  assert.ok(!log.text.includes(`replay?message=${message}`));
  const question = await supervisor.go(`${desk}/replay?message=${message}`);
  assert.ok(question.text.includes("not sent a second time"));
  assert.ok(!question.text.includes('name="message"'));
  const _csrf = supervisor.csrfOf(await supervisor.go("/console/bills/new"));
  assert.equal((await supervisor.go(`${desk}/replay`, { _csrf, message })).status, 303);
  assert.equal((await waiting()).count, 1n);
});

test("all that did not arrive since a day is counted, then sent; what arrived is not", async () => {
  const arrived = await toldOf();
  const lost = [await toldOf(500), await toldOf(500)];
  for (const { message } of lost) await giveUp(message);
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Hebron" }).format(new Date());
  const question = await supervisor.go(`${desk}/replay?since=${day}`);
  assert.ok(question.text.includes("<strong>2</strong>"), question.text);
  const _csrf = supervisor.csrfOf(question);
  const send = async () => await supervisor.go(`${desk}/replay`, { _csrf, since: day });
  const [first, second] = await Promise.all([send(), send()]);
  assert.deepEqual([first.status, second.status], [303, 303]);
  for (const { bill } of lost) await heard(bill.id, 2);
  assert.deepEqual(
    lost.map(({ bill }) => copies(bill.id)),
    [2, 2],
    "two who press at once send once",
  );
  assert.equal(copies(arrived.bill.id), 1);
  const none = await supervisor.go(`${desk}/replay?since=${day}`);
  assert.ok(none.text.includes("Nothing was lost since that day"));
  assert.ok((await supervisor.go(desk)).text.includes(`since ${day} (2)`));
  for (const wrong of ["2026-13-01", "x", ""]) {
    assert.equal((await supervisor.go(`${desk}/replay?since=${wrong}`)).status, 404);
  }
});
