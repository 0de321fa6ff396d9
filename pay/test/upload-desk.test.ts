import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addInterior, dina, rami, signInAs } from "./console-world.ts";
import { openPayWorld, type PayWorld } from "./pay-world.ts";
import { createUploadClient, type UploadClient } from "./upload-client.ts";

let world: PayWorld;
let client: UploadClient;
before(async () => {
  world = await openPayWorld();
  await addInterior(world);
  const token = await world.issuer.token({ clientId: "portal", scope: "bills:write" });
  client = createUploadClient(world.url, token, world.portal);
});
after(async () => await world.close());

const kind = { format: "csv", compression: "none" } as const;
const file = Buffer.from(
  [
    "reference,descriptionAr,descriptionEn,amount,currency",
    "D-1,رخصة,Licence,10,ILS",
    "D-2,رخصة,Licence,1O,ILS",
  ].join("\n"),
);

test("staff follow a file, read what is wrong with which line and take it as a file", async () => {
  const id = await client.begin(kind);
  await client.put(id, { offset: 0, body: file.subarray(0, 60), complete: false });
  const browser = await signInAs(world, dina, "ar");
  const half = await browser.go(`/console/uploads/${id}`);
  assert.ok(half.text.includes("يصل الآن") && half.text.includes("تتجدد هذه الصفحة"));

  await client.put(id, { offset: 60, body: file.subarray(60), complete: true });
  await client.ended(id);
  const page = await browser.go(`/console/uploads/${id}`);
  for (const text of ["اكتمل", "amount", "اكتب المبلغ أرقاما، مثل 312.50."]) {
    assert.ok(page.text.includes(text), text);
  }
  assert.ok(!page.text.includes("تتجدد هذه الصفحة"));
  const english = await signInAs(world, dina, "en");
  const list = await english.go("/console/uploads");
  assert.ok(list.text.includes(`/console/uploads/${id}`) && list.text.includes("Finished"));
  const report = await english.go(`/console/uploads/${id}/errors.csv`);
  assert.match(report.text, /\r\n3,"amount",".*","Write the amount in digits: 312.50."\r\n/);
});

test("another institution's file is not there for staff", async () => {
  const id = await client.begin(kind);
  const browser = await signInAs(world, rami);
  assert.equal((await browser.go(`/console/uploads/${id}`)).status, 404);
  assert.equal((await browser.go(`/console/uploads/${id}/errors.csv`)).status, 404);
  assert.ok(!(await browser.go("/console/uploads")).text.includes(id));
});
