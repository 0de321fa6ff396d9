import { withCheckDigit } from "@gov/country/national-id.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf } from "../form-browser.ts";
import { amal, amalTypes, beginSignIn, murad, seed } from "../people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { createPasswords } from "#src/credential/password.ts";

// The time of an answer is its hashing: 25 ms against parts of one. Counting what is hashed says
// more than a clock on a busy machine.

let sso: SsoUnderTest;
let hashed = 0;
before(async () => {
  const real = await createPasswords();
  const verify: typeof real.verify = async (stored, password) => {
    hashed += 1;
    return await real.verify(stored, password);
  };
  sso = await startSso(undefined, { passwords: { ...real, verify } });
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const suspended = withCheckDigit("60000001");
const unknown = withCheckDigit("90000000");

const ask = async (client: "portal" | "backoffice", types: Record<string, string>) => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, client)).url);
  hashed = 0;
  const answer = await browser.submit(page, types);
  const typed = Object.values(types)[0] ?? "";
  const text = textOf(answer).replaceAll(typed, "…");
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split("=")[0]);
  return { status: answer.status, text, cookies, hashed };
};

test("nobody learns from the sign-in whether a citizen has an account", async () => {
  await adminPut(sso, `accounts/${suspended}`, amal.body);
  await sso.db
    .updateTable("account")
    .set({ status: "suspended" })
    .where("national_id", "=", suspended)
    .execute();
  const password = "not the password";
  const known = await ask("portal", { nationalId: amal.nationalId, password });
  assert.equal(known.status, 400);
  assert.equal(known.hashed, 1);
  assert.deepEqual(await ask("portal", { nationalId: unknown, password }), known);
  assert.deepEqual(await ask("portal", { nationalId: suspended, password }), known);
});

test("nobody learns from the sign-in whether an employee has an account", async () => {
  const password = "not the password";
  const known = await ask("backoffice", { username: murad.username, password });
  assert.equal(known.status, 400);
  assert.equal(known.hashed, 1);
  assert.deepEqual(await ask("backoffice", { username: "nobody.here", password }), known);
});

test("those who are stopped for guessing learn no more", async () => {
  const stop = async (nationalId: string) => {
    await sso.db.deleteFrom("throttle").execute();
    const answers = [];
    for (let tries = 0; tries < 7; tries += 1) {
      answers.push(await ask("portal", { nationalId, password: `guess ${tries}` }));
    }
    return answers.map(({ status, hashed: count, cookies }) => ({ status, count, cookies }));
  };
  const known = await stop(amal.nationalId);
  assert.equal(known.at(-1)?.status, 429);
  assert.equal(known.at(-1)?.count, 0);
  assert.deepEqual(await stop(unknown), known);
});

test("a busy service says so to everyone", async () => {
  const full = await startSso(undefined, {
    beside: sso,
    passwords: await createPasswords({ running: 0, waiting: 0 }),
  });
  try {
    const answers = [];
    for (const nationalId of [amal.nationalId, unknown]) {
      const browser = createFormBrowser(full.address);
      const { search } = new URL((await beginSignIn(sso, "portal")).url);
      const page = await browser.open(`${full.address}/auth${search}`);
      answers.push((await browser.submit(page, { ...amalTypes, nationalId })).status);
    }
    assert.deepEqual(answers, [503, 503]);
  } finally {
    await full.close();
  }
});

test("a client that nobody registered gets the same answer as one with a wrong secret", async () => {
  const askToken = async (id: string) => {
    const authorization = `Basic ${Buffer.from(`${id}:wrong-secret-of-it`).toString("base64")}`;
    const answer = await fetch(`${sso.issuer}/token`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  assert.deepEqual(await askToken("portal"), await askToken("nobody-at-all"));
});
