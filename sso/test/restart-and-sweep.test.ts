import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createFormBrowser, textOf } from "./form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  murad,
  seed,
  signedIn,
  totpCode,
} from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { sweepEnded } from "#src/sweep.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());

test("a tab whose session was replaced meanwhile is told so, with the way back", async () => {
  const { browser } = await signedIn(sso, "portal");
  const slow = await beginSignIn(sso, "portal", { prompt: "login" });
  const tab = await browser.open(slow.url);
  const office = await browser.open((await beginSignIn(sso, "backoffice")).url);
  const { username, password } = murad;
  const second = await browser.submit(office, { username, password });
  await browser.submit(second, { code: totpCode(murad.totpSecret) });
  const ended = await browser.submit(tab, amalTypes);
  assert.equal(ended.status, 410, "the session it was to renew is gone, and the page says so");
  assert.match(textOf(ended), /ابدأ من الخدمة من جديد/);
});

test("a sign-in whose session cookie was lost on the way back starts again without an error", async () => {
  const { browser } = await signedIn(sso, "portal");
  const attempt = await beginSignIn(sso, "portal", { prompt: "login" });
  const second = await browser.submit(await browser.open(attempt.url), amalTypes);
  for (const key of browser.jar.keys()) if (key.startsWith("sso_session")) browser.jar.delete(key);
  const back = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
  assert.equal(back.status, 200);
  assert.match(back.url, /\/interaction\//, "at the first page again, not at an error");
});

test("the sweep takes what ended a day ago and nothing else", async () => {
  await signedIn(sso, "portal");
  const count = async () =>
    (await sso.db.selectFrom("oidc_entity").select("model").execute()).length;
  const atFirst = await count();
  await sweepEnded(sso.db);
  assert.equal(await count(), atFirst);
  await sso.db
    .updateTable("oidc_entity")
    .set({ expires_at: new Date(0) })
    .execute();
  assert.ok((await sweepEnded(sso.db)) >= atFirst);
  assert.equal(await count(), 0);
});

test("a process that comes back serves pages to browsers it never saw", async () => {
  const page = await createFormBrowser(sso.issuer).open("/session/end/success");
  assert.match(textOf(page), /خرجت من حسابك/);
});
