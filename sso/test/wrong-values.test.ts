import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type FormBrowser } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, murad, seed } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const languages = ["ar", "en"] as const;
const script = `<script>alert("1")</script>`;
const long = "9".repeat(5_000);

type Row = [typed: string, says: { ar: RegExp; en: RegExp }];

const wrongIds: Row[] = [
  ["", { ar: /اكتب رقم الهوية/, en: /Enter the identity number/ }],
  ["4000", { ar: /تسعة أرقام، مثل/, en: /nine digits, like/ }],
  ["400000007", { ar: /راجع الأرقام كما هي/, en: /Check the digits against the card/ }],
  ["٤٠٠٠٠٠٠٠٧", { ar: /راجع الأرقام كما هي/, en: /Check the digits against the card/ }],
  ["ahmad", { ar: /تسعة أرقام، مثل/, en: /nine digits, like/ }],
  [script, { ar: /تسعة أرقام، مثل/, en: /nine digits, like/ }],
  [long, { ar: /تسعة أرقام، مثل/, en: /nine digits, like/ }],
  ["' or 1=1 --", { ar: /تسعة أرقام، مثل/, en: /nine digits, like/ }],
];

const wrongUsernames: Row[] = [
  ["", { ar: /اكتب اسم المستخدم/, en: /Enter the username/ }],
  ["م", { ar: /حروف لاتينية/, en: /small Latin letters/ }],
  [script, { ar: /حروف لاتينية/, en: /small Latin letters/ }],
  [long, { ar: /حروف لاتينية/, en: /small Latin letters/ }],
];

const wrongCodes: Row[] = [
  ["", { ar: /اكتب الرمز/, en: /Enter the code/ }],
  ["12", { ar: /الرمز ستة أرقام/, en: /The code has six digits/ }],
  ["abcdef", { ar: /الرمز ستة أرقام/, en: /The code has six digits/ }],
  [script, { ar: /الرمز ستة أرقام/, en: /The code has six digits/ }],
  [long, { ar: /الرمز ستة أرقام/, en: /The code has six digits/ }],
];

const openIn = async (
  lang: "ar" | "en",
  client: "portal" | "backoffice",
): Promise<{ browser: FormBrowser; page: Awaited<ReturnType<FormBrowser["open"]>> }> => {
  const browser = createFormBrowser(sso.issuer);
  const { url } = await beginSignIn(sso, client, { ui_locales: lang });
  return { browser, page: await browser.open(url) };
};

for (const lang of languages) {
  test(`wrong identity numbers are named and kept (${lang})`, async () => {
    const { browser, page } = await openIn(lang, "portal");
    for (const [typed, says] of wrongIds) {
      const answer = await browser.submit(page, { nationalId: typed, password: "a password" });
      assert.equal(answer.status, 400, typed);
      assert.match(textOf(answer), says[lang], typed);
      assert.equal(valueOf(answer, "nationalId"), typed.slice(0, 1_000));
      assert.equal(valueOf(answer, "password"), "", "a password is never sent back");
      assert.ok(!answer.html.includes("<script>alert"));
      assert.match(answer.html, new RegExp(`<html lang="${lang}"`));
    }
  });

  test(`wrong usernames are named and kept (${lang})`, async () => {
    const { browser, page } = await openIn(lang, "backoffice");
    for (const [typed, says] of wrongUsernames) {
      const answer = await browser.submit(page, { username: typed, password: "a password" });
      assert.equal(answer.status, 400, typed);
      assert.match(textOf(answer), says[lang], typed);
      assert.equal(valueOf(answer, "username"), typed.slice(0, 1_000));
    }
  });

  test(`wrong passwords are refused without telling which part is wrong (${lang})`, async () => {
    const { browser, page } = await openIn(lang, "portal");
    const says = { ar: /أو كلمة السر غير صحيح/, en: /or the password is not right/ };
    for (const password of ["wrong", script, "x".repeat(256)]) {
      const answer = await browser.submit(page, { nationalId: amal.nationalId, password });
      assert.equal(answer.status, 400);
      assert.match(textOf(answer), says[lang]);
      assert.equal(valueOf(answer, "nationalId"), amal.nationalId);
    }
    for (const password of ["", long]) {
      const answer = await browser.submit(page, { nationalId: amal.nationalId, password });
      assert.equal(answer.status, 400);
    }
  });

  test(`wrong codes are named and kept (${lang})`, async () => {
    const { browser, page } = await openIn(lang, "portal");
    const second = await browser.submit(page, amalTypes);
    for (const [typed, says] of wrongCodes) {
      const answer = await browser.submit(second, { code: typed });
      assert.equal(answer.status, 400, typed);
      assert.match(textOf(answer), says[lang], typed);
      assert.equal(valueOf(answer, "code"), typed.slice(0, 64));
    }
    const right = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
    assert.ok(right.leftTo, "wrong shapes cost no tries");
  });
}

test("when the SMS centre is down nothing is lost, and a new code can be asked for", async () => {
  const { browser, page } = await openIn("ar", "portal");
  sso.sms.down = true;
  const waiting = await browser.submit(page, amalTypes);
  assert.equal(waiting.status, 503);
  assert.match(textOf(waiting), /لم نستطع إرسال الرمز الآن/);
  const still = await browser.submit(waiting, {}, { index: 1 });
  assert.equal(still.status, 503);
  sso.sms.down = false;
  const sent = await browser.submit(still, {}, { index: 1 });
  assert.match(textOf(sent), /أرسلنا رمزا جديدا/);
  const last = await browser.submit(sent, { code: sso.sms.codeFor(amal.phone) });
  assert.ok(last.leftTo);
});

test("going back keeps the identity number; cancelling answers the service", async () => {
  const { browser, page } = await openIn("ar", "portal");
  const second = await browser.submit(page, amalTypes);
  const back = await browser.open(second.url.replace("/code", "?change=1"));
  assert.equal(valueOf(back, "nationalId"), amal.nationalId);
  const away = await browser.submit(back, {}, { press: ["choice", "cancel"] });
  assert.equal(new URL(away.leftTo ?? "").searchParams.get("error"), "access_denied");
});

test("a page that ended leads back to its service", async () => {
  const { browser, page } = await openIn("ar", "portal");
  await sso.db
    .updateTable("oidc_entity")
    .set({ expires_at: new Date(0) })
    .execute();
  for (const ended of [await browser.open(page.url), await browser.submit(page, amalTypes)]) {
    assert.equal(ended.status, 410);
    assert.match(ended.html, /href="http:\/\/portal.test"/);
  }
});

test("addresses and bodies nobody meant are answered below 500", async () => {
  const paths = ["/interaction/x", "/interaction/x/code", "/interaction/x/consent", "/auth/x"];
  const gets = [...paths, "/auth", "/session/end/success?client_id=x", "/nothing", "/%00", "/me"];
  for (const path of [...gets, "/session/end?id_token_hint=x", "/userinfo", "/token"]) {
    const answer = await fetch(`${sso.issuer}${path}`, { headers: { accept: "text/html" } });
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
  }
  const bodies = ["{", "a=".repeat(50_000), "%ff%fe", "_csrf=%00"];
  for (const path of [
    ...paths,
    "/token",
    "/session/end/confirm",
    "/token/revocation",
    "/request",
  ]) {
    for (const type of ["application/x-www-form-urlencoded", "application/json", "text/plain"]) {
      for (const body of bodies) {
        const answer = await fetch(`${sso.issuer}${path}`, {
          method: "POST",
          headers: { "content-type": type },
          body,
        });
        assert.ok(answer.status < 500, `${path} ${type}: ${answer.status}`);
      }
    }
  }
});

test("a service may send any text as its state, and gets it back", async () => {
  for (const state of ["\0", "حالة <b>", "x".repeat(2_000)]) {
    const browser = createFormBrowser(sso.issuer);
    const { url } = await beginSignIn(sso, "portal", { state });
    const page = await browser.open(url);
    assert.equal(page.status, 200);
    const away = await browser.submit(page, {}, { press: ["choice", "cancel"] });
    assert.equal(new URL(away.leftTo ?? "").searchParams.get("state"), state);
  }
});

test("parameters nobody meant are answered below 500", async () => {
  const { url } = await beginSignIn(sso, "portal");
  const strange = ["\0", "", "x".repeat(3_000), "<script>", "٠", "-1", "[]", "%00"];
  const names = ["client_id", "redirect_uri", "scope", "state", "nonce", "prompt", "max_age"];
  const more = ["resource", "ui_locales", "login_hint", "id_token_hint", "acr_values", "claims"];
  const rest = ["response_type", "response_mode", "code_challenge", "code_challenge_method"];
  for (const name of [...names, ...more, ...rest, "request_uri", "request"]) {
    for (const value of strange) {
      const request = new URL(url);
      request.searchParams.set(name, value);
      const page = await createFormBrowser(sso.issuer).open(request.href);
      assert.ok(page.status < 500, `${name}=${value}: ${page.status}`);
      const error = page.leftTo && new URL(page.leftTo).searchParams.get("error");
      assert.notEqual(error, "server_error", `${name}=${value}`);
    }
  }
});

test("the admin API names each wrong field and stores nothing", async () => {
  const wrong: [string, unknown, string][] = [
    ["accounts/400000007", amal.body, "nationalId"],
    ["accounts/400000006", { ...amal.body, phone: "123" }, "phone"],
    ["accounts/400000006", { ...amal.body, dateOfBirth: "2999-01-01" }, "dateOfBirth"],
    ["accounts/400000006", { ...amal.body, password: "short" }, "password"],
    ["accounts/400000006", { ...amal.body, extra: 1 }, ""],
    ["accounts/400000006", { ...amal.body, name: { ar: "\0", en: "x" } }, "name.ar"],
    ["accounts/400000006", { ...amal.body, name: { ar: "x", en: "\ud800" } }, "name.en"],
    ["staff/m.odeh", { ...murad.body, roles: ["king"] }, "roles.0"],
    ["staff/m.odeh", { ...murad.body, totpSecret: "not base32!" }, "totpSecret"],
    ["clients/x1", { name: murad.body.name, kind: "web", scopes: ["openid"] }, "redirectUris"],
  ];
  for (const [path, body, field] of wrong) {
    const answer = await adminPut(sso, path, body);
    assert.equal(answer.status, 400, path);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    assert.equal(errors[0]?.field, field, path);
  }
  const scripted = { redirectUris: ["javascript:alert(1)"], scopes: ["openid"] };
  const evil = await adminPut(sso, "clients/x1", {
    name: murad.body.name,
    kind: "app",
    ...scripted,
  });
  assert.equal(evil.status, 400);
  const nobody = await fetch(`${sso.issuer}/admin/v1/accounts/400000006`, { method: "PUT" });
  assert.equal(nobody.status, 401);
});
