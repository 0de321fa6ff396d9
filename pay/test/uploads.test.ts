import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import type { FileKind } from "./bill-file.ts";
import { openPayWorld, type PayWorld } from "./pay-world.ts";
import { createUploadClient, type UploadClient } from "./upload-client.ts";

let world: PayWorld;
let client: UploadClient;
before(async () => {
  world = await openPayWorld();
  const token = await world.issuer.token({ clientId: "portal", scope: "bills:write bills:read" });
  client = createUploadClient(world.url, token, world.portal);
});
after(async () => await world.close());

const begin = async (more: Partial<FileKind> = {}): Promise<string> =>
  await client.begin({ format: "csv", compression: "none", ...more });
const put = async (
  id: string,
  offset: number,
  body: string | Uint8Array<ArrayBuffer>,
  complete = true,
): Promise<Response> => await client.put(id, { offset, body, complete });
const countBills = async (prefix: string): Promise<number> => {
  const rows = world.db.selectFrom("bill").select("id").where("reference", "like", `${prefix}%`);
  return (await rows.execute()).length;
};

test("an Arabic file with a mark, semicolons and Arabic digits makes bills, and once", async () => {
  const file =
    "\ufeffالمرجع;الوصف;الوصف بالإنجليزية;المبلغ;العملة;رقم الهوية;تاريخ الاستحقاق\r\n" +
    'AR-1;"رخصة; ""مركبة""";Licence;٣١٢٫٥٠;ILS;٤٠٠٠٠٠٠٠٦;2026-12-31\r\n' +
    "AR-2;رخصة;Licence;1,250.00;ils;;31/7/2027\r\n";
  for (const [made, known] of [
    [2, 0],
    [0, 2],
  ]) {
    const id = await begin();
    assert.equal((await put(id, 0, file)).status, 204);
    const { status, rows } = await client.ended(id);
    assert.deepEqual([status, rows], ["done", { read: 2, made, known, wrong: 0 }]);
  }
  const found = await world.portal("GET", "/v1/bills?reference=AR-1");
  const [bill] = found.json.bills;
  assert.equal(bill.amount.amountMinor, "31250");
  assert.equal(bill.description.ar, 'رخصة; "مركبة"');
  assert.equal(bill.dueAt, "2026-12-31T21:59:59.000Z");
  assert.equal(await countBills("AR-"), 2);
});

test("every wrong row is named with its line, field and remedy; the others are made", async () => {
  const file = [
    "reference,descriptionAr,descriptionEn,amount,currency",
    "W-1,رخصة,Licence,10,ILS",
    "W-1,رخصة,Licence,11,ILS",
    "W 3,رخصة,Licence,10,ILS",
    "W-4,رخصة,Licence,10.123,ILS",
    "W-5,رخصة,Licence,10,USD",
    "",
    'W-7,"open,Licence,10,ILS',
    "W-8,رخصة,Licence,10,JOD",
  ].join("\n");
  const id = await begin();
  await put(id, 0, file);
  assert.deepEqual((await client.ended(id)).rows, { read: 7, made: 2, known: 0, wrong: 5 });
  const wrong = await client.report(id);
  assert.deepEqual(
    wrong.map(({ line, field }) => `${line} ${field}`),
    ["3 reference", "4 reference", "5 amount", "6 currency", "8 "],
  );
  assert.ok(wrong.every(({ ar, en }) => /[\u0600-\u06ff]/.test(ar) && /^[A-Z]/.test(en)));
});

test("a file goes on where its connection broke; a wrong offset is told the right one", async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) =>
    JSON.stringify({
      reference: `R-${at}`,
      description: { ar: "رسم", en: "Fee" },
      amount: { amountMinor: String(at + 1), currency: "ILS" },
    }),
  );
  const file = gzipSync(rows.join("\n"));
  const id = await begin({ format: "jsonl", compression: "gzip" });
  assert.equal((await put(id, 0, file.subarray(0, 50_000), false)).status, 204);
  const wrong = await put(id, 0, file);
  assert.deepEqual([wrong.status, wrong.headers.get("upload-offset")], [409, "50000"]);
  const offset = Number((await client.show(id)).receivedBytes);
  assert.equal((await put(id, offset, file.subarray(offset))).status, 204);
  assert.deepEqual((await client.ended(id)).rows, {
    read: 20_000,
    made: 20_000,
    known: 0,
    wrong: 0,
  });
  assert.equal(await countBills("R-"), 20_000);
});

test("a file that makes no sense says why as a whole", async () => {
  const cases: [Partial<FileKind>, string | Uint8Array<ArrayBuffer>, string][] = [
    [{}, "reference,amount\nX,1\n", "columnsMissing"],
    [{}, "\n\n", "empty"],
    [{ compression: "gzip" }, "not gzip", "notGzip"],
    [{}, Buffer.from("e4f6fc2c610a", "hex"), "notUtf8"],
  ];
  for (const [more, body, code] of cases) {
    const id = await begin(more);
    await put(id, 0, body);
    const { status, failure } = await client.ended(id);
    assert.deepEqual([status, failure?.code], ["failed", code]);
    assert.match(failure.ar, /[\u0600-\u06ff]/);
  }
});

test("an upload is its client's, and ends when it is cancelled", async () => {
  const id = await begin();
  const other = await world.callerAs("other");
  assert.equal((await other("GET", `/v1/bill-uploads/${id}`)).status, 404);
  assert.equal((await other("POST", `/v1/bill-uploads/${id}/cancel`)).status, 404);
  const cancelled = await world.portal("POST", `/v1/bill-uploads/${id}/cancel`);
  assert.equal(cancelled.json.status, "cancelled");
  assert.equal((await put(id, 0, "late")).status, 409);
});
