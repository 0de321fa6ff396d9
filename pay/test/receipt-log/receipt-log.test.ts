import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import { makeTestLane } from "#src/lane/test-lane-queries.ts";
import { decideOrder } from "#src/rails/simulator/simulator-queries.ts";
import { signReceipt } from "#src/receipt/sign-receipt.ts";
import { receiptCode } from "#src/receipt/receipt-document.ts";
import { findReceipt } from "#src/receipt/receipt-queries.ts";
import { closeDays } from "#src/receipt-log/close-days.ts";
import { signLate } from "#src/receipt-log/late-signing.ts";
import { findPlace } from "#src/receipt-log/inclusion-queries.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "../pay-world.ts";
import {
  stampNow,
  startTimestampAuthority,
  type TimestampAuthority,
} from "../timestamp-authority.ts";
import { endOf } from "./log-world.ts";

let world: PayWorld;
let authority: TimestampAuthority;
let folder: string;
/** A receipt that is in the log, and its code. */
let number: string;
let code: string;
before(async () => {
  authority = await startTimestampAuthority();
  world = await openPayWorld(authority.environment);
  folder = await mkdtemp(join(tmpdir(), "receipt-log-"));
  await makeTestLane(world.db, "transport");
  // The log begins by itself when the gateway starts.
  await until(async () => (await json("/v1/receipt-days")).days[0]);
});
after(async () => {
  await world.close();
  await authority.close();
  await rm(folder, { recursive: true });
});

const get = async (path: string, lang = "en") => {
  const headers = { "accept-language": lang, cookie: `lang=${lang}` };
  const response = await fetch(world.url + path, { headers, redirect: "manual" });
  const { status } = response;
  return { status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const text = async (path: string, status = 200): Promise<string> => {
  const page = await get(path);
  assert.equal(page.status, status, path);
  return page.bytes.toString();
};
const json = async (path: string): Promise<Json> => JSON.parse(await text(path));

const payBill = async (billerCode = "transport"): Promise<string> => {
  const bill = (await world.portal("POST", "/v1/bills", newBill({ billerCode }))).json;
  const charge = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  const isTest = billerCode.endsWith("-test");
  if (isTest) await decideOrder(world.db, charge.json.id, "approved");
  else await world.bank.pay(charge.json.redirectUrl);
  return await until(async () => {
    if (isTest) await get(`/pay/${bill.billingNumber}/return?charge=${charge.json.id}`);
    const found = world.db.selectFrom("receipt").select("number").where("bill_id", "=", bill.id);
    return (await found.executeTakeFirst())?.number;
  });
};
const codeOf = async (of: string): Promise<string> => {
  const receipt = await findReceipt(world.db, of);
  assert.ok(receipt);
  return await receiptCode(world.press, receipt);
};

/** The day of this receipt ends and is closed, and its head is stamped now. */
const endDayOf = async (of: string): Promise<void> => {
  const { db, deps } = world;
  await until(async () => {
    const place = await findPlace(db, of);
    assert.ok(place);
    await closeDays({ db, signer: deps.receiptSigner.key }, endOf(place.day));
    return (await findPlace(db, of))?.index ?? undefined;
  });
  await stampNow(deps, authority);
};

test("a receipt says that it will be added, then in which day's log it stands", async () => {
  number = await payBill();
  code = await codeOf(number);
  const path = new URL(code).pathname;
  for (const page of [`/receipts/${number}`, path]) {
    assert.match(await text(page), /Will be added after the end of/);
  }
  assert.match(await text(`/receipts/${number}/inclusion`), /It will be added after/);
  const waiting = await json(`/v1/receipts/${number}/inclusion`);
  assert.equal(waiting.status, "waiting");
  assert.ok(new Date(waiting.closesAfter) > new Date());
  await endDayOf(number);
  for (const page of [`/receipts/${number}`, path]) {
    assert.match(await text(page), /In the log of <time datetime="\d{4}-\d\d-\d\d"/);
  }
  const shown = await text(`/receipts/${number}/inclusion`);
  assert.match(shown, /This receipt is in its day&#39;s log/);
  assert.equal(shown.match(/>Holds</g)?.length, 5, "every step holds");
  const proof = await get(`/v1/receipts/${number}/inclusion`);
  assert.match(proof.headers.get("cache-control") ?? "", /^private, max-age=86400$/);
  assert.equal((await json(`/v1/receipts/${number}/inclusion`)).day, waiting.day);
});

test("a receipt is found by its number, its code or the address of either", async () => {
  const path = new URL(code).pathname;
  const typed: [string, string][] = [
    [number.toLowerCase().replaceAll("-", " "), `/receipts/${number}/inclusion`],
    [`${world.url}/r/${number.replaceAll("-", "")}`, `/receipts/${number}/inclusion`],
    [code, path],
    [path.slice("/V/".length).toLowerCase(), path],
  ];
  for (const [entered, leads] of typed) {
    const found = await get(`/receipt-days/find?code=${encodeURIComponent(entered)}`);
    assert.deepEqual([found.status, found.headers.get("location")], [303, leads], entered);
  }
  const wrong = await text("/receipt-days/find?code=no+receipt", 422);
  assert.ok(wrong.includes('value="no receipt"') && wrong.includes("neither a receipt"));
});

test("a code that our key signed and no log has is not called genuine", async () => {
  const facts = {
    number,
    billing_number: "123456789012345",
    reference: "V-1",
    amount_minor: 999_900n,
    currency: "ILS",
    rail: "card",
    paid_at: new Date(),
    name_ar: "وزارة النقل",
    name_en: "Ministry of Transport",
  } as const;
  // The number of a real receipt with another amount, and a number of none.
  for (const forged of [facts, { ...facts, number: "0000-0000-0000-0000" }]) {
    const cose = await signReceipt(world.deps.receiptSigner, forged);
    const page = await text(new URL(summaryUrl(world.url, cose)).pathname);
    assert.ok(page.includes("our log does not have this receipt"));
    assert.ok(!page.includes("The receipt is genuine"));
  }
});

test("receipts of test bills are in no log, and unknown numbers have no proof", async () => {
  const tried = await payBill("transport-test");
  assert.ok(!(await text(`/receipts/${tried}`)).includes("/inclusion"));
  for (const unknown of [tried, "0000-0000-0000-0000", "x"]) {
    await text(`/receipts/${unknown}/inclusion`, 404);
    assert.equal((await get(`/v1/receipts/${unknown}/inclusion`)).status, 404);
  }
});

test("a receipt that was issued unsigned is signed later, and stands in the next tree", async () => {
  const { db, deps } = world;
  const late = await payBill();
  const before = await codeOf(late);
  await inTransaction(db, async (tx) => {
    // As receipts were before they were signed at once.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update receipt set cose = null where number = ${late}`.execute(tx);
    await sql`delete from receipt_unlogged where number = ${late}`.execute(tx);
    await sql`insert into receipt_unsigned (institution_id, number)
      values ('transport', ${late})`.execute(tx);
  });
  assert.match(await text(`/receipts/${late}`), /Will be added after the end of/);
  assert.deepEqual([await signLate(deps), await signLate(deps)], [1, 0]);
  assert.equal(await codeOf(late), before);
  await endDayOf(late);
  assert.equal((await json(`/v1/receipts/${late}/inclusion`)).status, "included");
});

test("days are published for programs and people, page by page", async () => {
  const { days } = await json("/.well-known/receipt-days.json");
  assert.deepEqual(await json("/v1/receipt-days"), { days });
  assert.ok(days.length >= 2, "the day that was closed at the start, and the one of the receipt");
  const [newest] = days as Json[];
  const page = await json("/v1/receipt-days?limit=1");
  assert.deepEqual(page, { days: [newest], nextBefore: newest.day });
  const next = await json(`/v1/receipt-days?limit=200&before=${page.nextBefore}`);
  assert.deepEqual(next, { days: days.slice(1) });
  assert.match(await text("/receipt-days"), new RegExp(`/receipt-days/${newest.day}`));
  const root = Buffer.from(newest.root, "base64").toString("hex");
  assert.match(await text(`/receipt-days/${newest.day}`), new RegExp(root));
  const head = await get(`/receipt-days/${newest.day}.cose`);
  assert.equal(head.bytes.toString("base64"), newest.head);
  assert.match(head.headers.get("cache-control") ?? "", /immutable/);
  const stamp = await get(`/receipt-days/${newest.day}.tsr`);
  assert.ok(stamp.bytes.toString("base64").length > newest.stamp.length);
  for (const none of [
    "/receipt-days/1999-01-01",
    "/receipt-days/x",
    "/receipt-days/1999-01-01.tsr",
  ]) {
    await text(none, 404);
  }
  const metrics = await text("/metrics/payments");
  assert.match(metrics, /pay_receipt_days_overdue\{component="pay"\} 0/);
  assert.match(metrics, /pay_receipt_days_unstamped\{component="pay"\} 0/);
});

const run = (
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const file = fileURLToPath(new URL(`../../src/receipt-log/${program}.ts`, import.meta.url));
    const options = { cwd: folder, env: { ...process.env, INIT_CWD: folder, ...env } };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr });
    });
  });

test("whoever downloads the proof verifies it alone, and a changed one fails", async () => {
  const download = async (path: string, name: string): Promise<void> =>
    await writeFile(join(folder, name), (await get(path)).bytes);
  await download(`/v1/receipts/${number}/inclusion`, "proof.json");
  await download("/.well-known/receipt-keys.json", "keys.json");
  await download("/.well-known/receipt-days.json", "days.json");
  await download("/.well-known/receipt-timestamp-roots.pem", "roots.pem");
  const trust = ["--keys", "keys.json", "--roots", "roots.pem", "--days", "days.json"];
  const whole = await run("verify-receipt", ["--proof", "proof.json", ...trust]);
  assert.equal(whole.code, 0, whole.said);
  assert.equal(whole.said.match(/^holds/gm)?.length, 6, whole.said);
  assert.ok(whole.said.includes(`receipt ${number}`));
  const proof = await json(`/v1/receipts/${number}/inclusion`);
  await writeFile(
    join(folder, "changed.json"),
    JSON.stringify({ ...proof, index: proof.index + 1 }),
  );
  const changed = await run("verify-receipt", ["--proof", "changed.json", ...trust]);
  assert.equal(changed.code, 1);
  assert.match(changed.said, /DOES NOT HOLD +the receipt stands in the tree/);
});

test("the operator's audit computes every day anew from the receipts", async () => {
  const [database] = (
    await sql<{ url: string }>`select current_database() as url`.execute(world.db)
  ).rows;
  const url = new URL(process.env["TEST_DATABASE_URL"] ?? "");
  url.pathname = `/${database?.url}`;
  const env = { DATABASE_URL: url.href, TIMESTAMP_ROOTS: authority.roots.join("\n") };
  const whole = await run("audit-receipts", [], env);
  assert.equal(whole.code, 0, whole.said);
  assert.match(whole.said, /2 receipts of \d days were computed anew; 0 wait/);
  await sql`alter table receipt disable trigger signed_receipt_unchanged`.execute(world.db);
  await sql`update receipt set cose = set_byte(cose, 100, get_byte(cose, 100) # 1)
    where number = ${number}`.execute(world.db);
  const changed = await run("audit-receipts", [], env);
  assert.equal(changed.code, 1);
  assert.match(changed.said, new RegExp(`${number}: a receipt was changed`));
  const page = await text(`/receipts/${number}/inclusion`);
  assert.ok(page.includes("does not match its log"));
});
