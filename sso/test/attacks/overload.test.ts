import { withCheckDigit } from "@gov/country/national-id.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser } from "../form-browser.ts";
import { beginSignIn, seed } from "../people-and-clients.ts";
import { requestToken, startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { createPasswords } from "#src/credential/password.ts";
import { sendTo } from "./raw-request.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

test("more passwords than can be hashed are refused for now, in bounded memory", async () => {
  const passwords = await createPasswords({ running: 2, waiting: 6 });
  const full = await startSso(undefined, { beside: sso, passwords });
  try {
    const browser = createFormBrowser(full.address);
    const { search } = new URL((await beginSignIn(sso, "portal")).url);
    const page = await browser.open(`${full.address}/auth${search}`);
    const before = process.memoryUsage().rss;
    const tries = Array.from({ length: 90 }, (_, index) => {
      const nationalId = withCheckDigit(String(50_000_000 + index));
      return browser.submit(page, { nationalId, password: "a guess" });
    });
    const answers = await Promise.all(tries);
    const grownMb = (process.memoryUsage().rss - before) / 1_048_576;
    const served = answers.filter(({ status }) => status === 400);
    const refused = answers.filter(({ status }) => status === 503);
    assert.equal(served.length + refused.length, 90);
    assert.ok(served.length >= 8, `${served.length} were served`);
    assert.ok(refused.length > 0);
    assert.ok(refused.every(({ headers }) => headers.get("retry-after") === "5"));
    assert.ok(
      refused.every(({ html }) => html.includes("<h1")),
      "a page that says so",
    );
    // Ninety at once would take 1,710 MB.
    assert.ok(grownMb < 600, `${Math.round(grownMb)} MB more`);
    const later = await browser.submit(page, {
      nationalId: withCheckDigit("50000000"),
      password: "a guess",
    });
    assert.equal(later.status, 400, "free again");
  } finally {
    await full.close();
  }
});

const formOf = (bytes: number): string => `grant_type=client_credentials&x=${"x".repeat(bytes)}`;
const paths = [
  "/token",
  "/token/revocation",
  "/auth",
  "/session/end",
  "/interaction/x",
  "/nowhere",
];

test("a body that is too large is refused before it is read, at every address", async () => {
  for (const path of paths) {
    const host = new URL(sso.address).host;
    const url = `${sso.address}${path}`;
    assert.equal(await sendTo(url, host, formOf(70_000)), 413, path);
  }
});

test("a body that grows too large without saying so is refused", async () => {
  const chunks = { "transfer-encoding": "chunked" };
  const host = new URL(sso.address).host;
  for (const path of ["/token", "/token/revocation", "/interaction/x"]) {
    const url = `${sso.address}${path}`;
    assert.equal(await sendTo(url, host, formOf(70_000), chunks), 413, path);
  }
  const answer = await requestToken(sso, { resource: "urn:gov:pay", scope: "billers:write" });
  assert.equal(answer.status, 200, "and the service goes on");
});

test("headers that are too large are refused, at every address", async () => {
  for (const path of ["/auth", "/token", "/account", "/nowhere"]) {
    const headers = { cookie: `sso_session=${"x".repeat(20_000)}` };
    const answer = await fetch(`${sso.address}${path}`, { headers });
    assert.equal(answer.status, 431, path);
  }
});
