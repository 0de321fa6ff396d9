import { generateKeyPairSync } from "node:crypto";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { countNewestHours } from "#src/console/console-queries.ts";
import { judgeVersion, publishVersion } from "#src/console/publish-version.ts";
import { findVersionIn } from "#src/console/version-queries.ts";
import { checks, employeeAt, permits, post, seedConsole, tester } from "./console-world.ts";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { signInAsCitizen } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seedConsole(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const list = "/office/clients";

const register = async (browser: FormBrowser, more: Record<string, string | string[]> = {}) =>
  await post(browser, `${list}/new`, `${list}/new`, { ...permits, ...more });

const secretOn = (page: Page): string => /<code dir="ltr">([^<]+)</.exec(page.html)?.[1] ?? "";

/** What the token endpoint says of this client's proof: `invalid_client`, or a later complaint. */
const proofAnswer = async (clientId: string, secret: string): Promise<string> => {
  const response = await fetch(`${sso.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
    },
    body: new URLSearchParams({ grant_type: "authorization_code", code: "x", redirect_uri: "x" }),
  });
  return ((await response.json()) as { error: string }).error;
};

const authorization = (clientId: string) =>
  `${sso.issuer}/auth?${new URLSearchParams({
    client_id: clientId,
    redirect_uri: permits.redirectUris,
    response_type: "code",
    scope: "openid profile",
    code_challenge: "A".repeat(43),
    code_challenge_method: "S256",
  }).toString()}`;

test("a registered service works at once, for test people alone", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const page = await register(admin);
  const secret = secretOn(page);
  assert.equal(secret.length, 43, textOf(page));
  assert.equal(await proofAnswer("permits-test", secret), "invalid_grant");
  assert.equal(await proofAnswer("permits-test", "not-the-secret"), "invalid_client");
  assert.equal(await proofAnswer("permits", secret), "invalid_client", "nothing is live yet");

  const real = createFormBrowser(sso.issuer);
  const refused = await signInAsCitizen(sso, real, await real.open(authorization("permits-test")));
  assert.equal(refused.status, 403);
  assert.match(textOf(refused), /أشخاص التجربة/);

  const visitor = createFormBrowser(sso.issuer);
  const first = await visitor.open(authorization("permits-test"));
  const consent = await signInAsCitizen(sso, visitor, first, tester);
  assert.match(textOf(consent), /لنكتب اسمك على الرخصة/, "the purpose is read before consenting");
  assert.match(
    (await visitor.submit(consent, {})).leftTo ?? "",
    /permits\.example\/callback\?code=/,
  );
});

test("wrong values are named and nothing typed is lost", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const wrong = await register(admin, {
    clientId: "Permits!",
    homeUrl: "permits",
    redirectUris: "javascript:alert(1)",
    "purpose-profile-en": "",
  });
  assert.equal(wrong.status, 400);
  for (const field of ["clientId", "homeUrl", "redirectUris", "purpose-profile-ar"]) {
    assert.match(wrong.html, new RegExp(`href="#${field}|href="#f-${field}`), field);
  }
  assert.match(wrong.html, /javascript:alert\(1\)/);
  const taken = await register(admin);
  assert.match(textOf(taken), /لخدمة أخرى/);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const leaked = await register(admin, { clientId: "keyed", proof: "keys", keys: pem });
  assert.match(textOf(leaked), /مفتاح خاص/);
});

test("going live takes an operator who did not ask for it", async () => {
  const both = await employeeAt(sso, "both.hats");
  const live = `${list}/permits-test/live`;
  const local = await post(both, live, live, { ...permits, redirectUris: "http://localhost/cb" });
  assert.equal(local.status, 400);
  assert.match(textOf(local), /عناوين https/);
  const asked = await post(both, live, live, permits);
  assert.match(textOf(asked), /يراجعه شخص غير من طلبه/);
  const version = `${list}/permits/versions/1`;
  const own = await post(both, version, `${version}/review`, checks);
  assert.match(textOf(own), /لا يراجعه/, "four eyes");
  assert.equal((await findVersionIn(sso.db, "permits", "proposed"))?.version, 1);

  const operator = await employeeAt(sso, "salma.op");
  assert.match(textOf(await operator.open(list)), /رخص البناء/);
  const unsure = await post(operator, version, `${version}/review`, { check: ["owner"] });
  assert.equal(unsure.status, 400);
  const silent = await post(operator, version, `${version}/review`, { choice: "reject" });
  assert.equal(silent.status, 400, "a refusal says why");
  const approved = await post(operator, version, `${version}/review`, checks);
  assert.match(textOf(approved), /تعمل الآن/);
  assert.equal(
    await proofAnswer("permits", "anything"),
    "invalid_client",
    "nobody has a secret yet",
  );
  const secret = secretOn(await post(both, `${list}/permits/secret`, `${list}/permits/secret`));
  assert.equal(await proofAnswer("permits", secret), "invalid_grant");
});

test("at a live service only the home address changes without a review", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const edit = `${list}/permits/edit`;
  const home = { ...permits, homeUrl: "https://permits.example/start" };
  assert.match(textOf(await post(admin, edit, edit, home)), /يعمل التسجيل الجديد الآن/);
  const moved = { ...home, redirectUris: "https://elsewhere.example/" };
  assert.match(textOf(await post(admin, edit, edit, moved)), /يراجعه شخص غير من طلبه/);
  const again = await post(admin, edit, edit, { ...moved, nameEn: "Other" });
  assert.match(textOf(again), /تغيير آخر ينتظر/, "one change waits at a time");
  const live = await fetch(authorization("permits"), { redirect: "manual" });
  assert.equal(live.status, 303, "the registration that works is the one before");

  const operator = await employeeAt(sso, "tamer.op");
  const path = `${list}/permits/versions/3`;
  const diff = textOf(await operator.open(path));
  assert.match(diff, /permits\.example\/callback.*elsewhere\.example/);
  const refusal = { choice: "reject", note: "هذا ليس موقعكم" };
  const rejected = await post(operator, path, `${path}/review`, refusal);
  assert.match(textOf(rejected), /رُفضت/);
  assert.match(textOf(await admin.open(path)), /هذا ليس موقعكم/);
  const back = `${list}/permits/versions/1`;
  const restored = await post(admin, back, `${back}/restore`);
  assert.match(textOf(restored), /يعمل التسجيل الجديد الآن/, "only the home address differs");
  assert.equal((await findVersionIn(sso.db, "permits", "effective"))?.restores, 1);
});

test("a new secret and the one before are both good, for a day", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const path = `${list}/permits-test/secret`;
  const first = secretOn(await post(admin, path, path));
  const second = secretOn(await post(admin, path, path));
  assert.notEqual(first, second);
  assert.equal(await proofAnswer("permits-test", first), "invalid_grant");
  assert.equal(await proofAnswer("permits-test", second), "invalid_grant");
  const over = { earlier_secret_until: new Date() };
  await sso.db.updateTable("client").set(over).where("client_id", "=", "permits-test").execute();
  sso.clients.forget("permits-test");
  assert.equal(await proofAnswer("permits-test", first), "invalid_client");
  assert.equal(await proofAnswer("permits-test", second), "invalid_grant");
});

test("a service is suspended, works again, and is deleted by typing its id", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  await register(admin, { clientId: "short-lived" });
  const at = `${list}/short-lived-test`;
  await post(admin, `${at}/suspend`, `${at}/suspend`);
  assert.equal((await fetch(authorization("short-lived-test"))).status, 400);
  await post(admin, `${at}/resume`, `${at}/resume`);
  assert.equal(
    (await fetch(authorization("short-lived-test"), { redirect: "manual" })).status,
    303,
  );
  const careless = await post(admin, `${at}/delete`, `${at}/delete`, { typedId: "permits" });
  assert.equal(careless.status, 400);
  await post(admin, `${at}/delete`, `${at}/delete`, { typedId: "short-lived-test" });
  assert.equal((await admin.open(at)).status, 404);
  assert.equal((await fetch(authorization("short-lived-test"))).status, 400);
  const again = await register(admin, { clientId: "short-lived" });
  assert.match(textOf(again), /لخدمة أخرى/, "an id that was somebody's is nobody else's");
});

test("another institution sees and changes nothing", async () => {
  const other = await employeeAt(sso, "rami.admin");
  assert.doesNotMatch(textOf(await other.open(list)), /رخص البناء/);
  for (const step of ["", "/edit", "/live", "/secret", "/delete", "/versions", "/simulator"]) {
    assert.equal((await other.open(`${list}/permits-test${step}`)).status, 404, step);
  }
  for (const step of ["/edit", "/live", "/secret", "/suspend", "/delete", "/simulator"]) {
    const page = await post(other, `${list}/new`, `${list}/permits-test${step}`, permits);
    assert.equal(page.status, 404, step);
  }
  const version = `${list}/permits/versions/1`;
  for (const step of ["review", "withdraw", "restore"]) {
    const page = await post(other, `${list}/new`, `${version}/${step}`, checks);
    assert.equal(page.status, 404, step);
  }
});

test("of those who judge at once, one does", async () => {
  const own = { db: sso.db, clients: sso.clients, encryptionKey: Buffer.alloc(32) };
  const before = await findVersionIn(sso.db, "permits", "effective");
  assert.ok(before);
  for (let round = 0; round < 10; round += 1) {
    const metadata = { ...before.metadata, name: { ar: `اسم ${round}`, en: `Name ${round}` } };
    const draft = { clientId: "permits", stage: "live", institution: "transport" } as const;
    const proposed = await publishVersion(own, { ...draft, metadata, madeBy: "fatima.admin" });
    assert.ok(proposed.ok);
    const judgement = { clientId: "permits", version: proposed.value.version, note: "x" };
    const judged = await Promise.all([
      judgeVersion(own, { ...judgement, event: "approve", by: "salma.op" }),
      judgeVersion(own, { ...judgement, event: "reject", by: "tamer.op" }),
      judgeVersion(own, { ...judgement, event: "withdraw", by: "fatima.admin" }),
      judgeVersion(own, { ...judgement, event: "approve", by: "fatima.admin" }),
    ]);
    assert.equal(judged.filter(({ ok }) => ok).length, 1);
  }
});

for (const par of ["no", "yes"]) {
  test(`the simulator signs a test person in and shows every step (PAR: ${par})`, async () => {
    const admin = await employeeAt(sso, "fatima.admin");
    const path = `${list}/permits-test/simulator`;
    const fields = { scope: ["profile"], acr: "urn:gov:loa:2", prompt: "", par };
    const first = await post(admin, path, path, fields);
    const consent = await signInAsCitizen(sso, admin, first, tester);
    const last = consent.url.includes("/consent") ? await admin.submit(consent, {}) : consent;
    const said = textOf(last);
    assert.match(said, /نتيجة التجربة/);
    assert.equal(
      (said.match(/صحيح/g) ?? []).length,
      5,
      "state, signature, issuer, audience, nonce",
    );
    assert.match(said, /شخص تجربة/, "the token is shown decoded");
    assert.match(said, /"name#en": "Test Person"/, "and what userinfo says");
    assert.doesNotMatch(last.html, /Basic [A-Za-z0-9]/, "the secret is not");
    const elsewhere = createFormBrowser(sso.issuer);
    assert.equal((await elsewhere.open(last.url)).status, 400, "another browser sees nothing");
  });
}

test("the simulator shows a refusal as the client would get it", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const path = `${list}/permits-test/simulator`;
  const page = await post(admin, path, path, { scope: ["profile"], prompt: "none", par: "no" });
  assert.match(textOf(page), /error=\w+_required/);
});

test("the simulator signs for a client that keeps its own key", async () => {
  const admin = await employeeAt(sso, "fatima.admin");
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = publicKey.export({ type: "spki", format: "pem" }) as string;
  const protection = ["pushed", "dpop", "fapi2"];
  const made = await register(admin, { clientId: "money", proof: "keys", keys, protection });
  assert.equal(made.status, 200, textOf(made));
  const path = `${list}/money-test/simulator`;
  const first = await post(admin, path, path, { scope: ["profile"], prompt: "", par: "yes" });
  const consent = await signInAsCitizen(sso, admin, first, tester);
  const last = consent.url.includes("/consent") ? await admin.submit(consent, {}) : consent;
  assert.equal((textOf(last).match(/صحيح/g) ?? []).length, 5, textOf(last));
  assert.match(textOf(last), /"name#en": "Test Person"/);
});

test("sign-ins are counted by the day, and counting again changes nothing", async () => {
  await countNewestHours(sso.db);
  await countNewestHours(sso.db);
  const admin = await employeeAt(sso, "fatima.admin");
  const page = await admin.open(`${list}/permits-test`);
  assert.match(page.html, /<svg[^>]*role="img"/);
  const { count } = await sso.db
    .selectFrom("audit_event")
    .select((is) => is.fn.countAll<bigint>().as("count"))
    .where("event", "=", "sign-in.completed")
    .where("client_id", "=", "permits-test")
    .executeTakeFirstOrThrow();
  assert.ok(count >= 3n);
  assert.match(textOf(page), new RegExp(`مرات الدخول[\\s\\S]*\\b${count}\\b`));
  assert.match(textOf(await admin.open(`${list}/permits-test/setup`)), /OIDCClientID permits-test/);
});
