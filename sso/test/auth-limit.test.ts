import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { openDatabaseGate, type DatabaseGate } from "@gov/kit/database-gate-test.ts";
import pg from "pg";
import { triesTogether } from "#src/protocol/auth-limit.ts";
import { createFormBrowser } from "./form-browser.ts";
import { beginSignIn, seed, signInAsCitizen } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

const environment = {
  TRUST_PROXY: "true",
  AUTH_ADDRESS_BURST: "20",
  AUTH_ADDRESS_PER_SECOND: "0.02",
};
/** The last request that finds room: after it the next to be written down does not. */
const most = 20 + triesTogether - 1;

let gate: DatabaseGate;
let sso: SsoUnderTest;
let beside: SsoUnderTest;
let url: URL;
before(async () => {
  const throughGate = async (database: string): Promise<string> => {
    gate = await openDatabaseGate(database);
    return gate.url;
  };
  sso = await startSso(throughGate, { environment });
  beside = await startSso(undefined, { environment, beside: sso });
  await seed(sso);
  url = new URL((await beginSignIn(sso, "portal")).url);
});
after(async () => {
  await gate.open();
  await beside.close();
  await sso.close();
  await gate.close();
});

let networks = 0;
let address = "";
beforeEach(() => {
  networks += 1;
  address = `203.0.113.${networks}`;
});

const ask = async (at: SsoUnderTest = sso, from = address, lang = "ar"): Promise<Response> =>
  await fetch(`${at.address}/auth${url.search}&ui_locales=${lang}`, {
    headers: { accept: "text/html", "x-forwarded-for": from },
    redirect: "manual",
  });

const askTimes = async (times: number, at: SsoUnderTest = sso): Promise<number[]> => {
  const statuses: number[] = [];
  for (let asked = 0; asked < times; asked += 1) statuses.push((await ask(at)).status);
  return statuses;
};

const interactions = async (): Promise<number> => {
  const rows = sso.db.selectFrom("oidc_entity").select("uid").where("model", "=", "Interaction");
  return (await rows.execute()).length;
};

test("an address that begins too many is told when to come back, in both languages", async () => {
  const kept = await interactions();
  assert.deepEqual(
    await askTimes(most),
    Array.from({ length: most }, () => 303),
  );
  for (const [lang, dir, says] of [
    ["ar", "rtl", /طلبات الدخول من شبكتك كثيرة.*حاول من جديد/],
    ["en", "ltr", /Too many sign-ins from your network.*Try again/],
  ] as const) {
    const refused = await ask(sso, address, lang);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("location"), null);
    assert.equal(refused.headers.get("cache-control"), "no-store");
    const seconds = Number(refused.headers.get("retry-after"));
    assert.ok(seconds >= 1 && seconds <= 500, String(seconds));
    const html = await refused.text();
    assert.match(html.replace(/\s+/g, " "), says);
    assert.match(html, new RegExp(`<html lang="${lang}"[^>]*dir="${dir}"`));
    assert.ok(html.includes(`href="/auth${url.search}`.replaceAll("&", "&amp;")), "the way on");
  }
  assert.equal(await interactions(), kept + most, "what was refused was not begun");
  assert.equal((await ask(sso, "203.0.113.250")).status, 303, "others go on");
  assert.equal((await ask(sso, "2001:db8::1")).status, 303);
});

test("a sign-in that has begun is finished, however full its address is meanwhile", async () => {
  const attempt = await beginSignIn(sso, "portal");
  const browser = createFormBrowser(sso.issuer, address);
  const page = await browser.open(attempt.url);
  await askTimes(most);
  assert.equal((await ask()).status, 429);
  const last = await signInAsCitizen(sso, browser, page);
  assert.ok((await attempt.finish(last.leftTo ?? "")).id_token);
  const again = await browser.open((await beginSignIn(sso, "portal")).url);
  assert.equal(again.status, 429, "one who is signed in begins no more than others");
});

test("processes count together", async () => {
  await askTimes(triesTogether);
  await askTimes(triesTogether, beside);
  const statuses = await askTimes(triesTogether, beside);
  assert.deepEqual([statuses.at(-2), statuses.at(-1)], [303, 429]);
});

test("who is refused costs no question to the database", async () => {
  await askTimes(most + 1);
  await gate.shut();
  const refused = await ask();
  await gate.open();
  assert.equal(refused.status, 429);
});

test("counting costs no statement of its own", async (t) => {
  const { query } = pg.Client.prototype;
  let statements = 0;
  t.mock.method(pg.Client.prototype, "query", function count(this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [string | { text?: string }];
    const text = typeof asked === "string" ? asked : (asked.text ?? "");
    // Beside the requests, both processes look whether keys changed.
    if (!text.includes("signing_key")) statements += 1;
    return Reflect.apply(query, this, given) as unknown;
  });
  const costs: number[] = [];
  for (let asked = 0; asked < triesTogether * 2; asked += 1) {
    statements = 0;
    await ask();
    costs.push(statements);
  }
  const [first = 0] = costs;
  assert.ok(first > 0);
  assert.deepEqual(
    costs,
    Array.from(costs, () => first),
  );
});
