import { launchBrowser } from "@gov/dev/browser.ts";
import { listen, type RunningServer } from "@gov/kit/server.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { press } from "./look.ts";
import { amal, beginSignIn, clients, seed } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let service: RunningServer;
let browser: Browser;
let home = "";

before(async () => {
  sso = await startSso();
  await seed(sso);
  service = await listen((_request, response) => void response.end("the service"), { port: 0 });
  home = `http://localhost:${service.port}`;
  for (const id of ["portal", "backoffice"] as const) {
    const redirectUris = [`${home}/${id}`];
    await adminPut(sso, `clients/${id}`, { ...clients[id], redirectUris });
  }
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  service.server.closeAllConnections();
  await service.close();
  await sso.close();
});

test("three tabs opened at once in a browser that was never here all end signed in", async () => {
  const context = await browser.newContext();
  const attempts = await Promise.all(
    [1, 2, 3].map(() => beginSignIn(sso, "portal", { redirect_uri: `${home}/portal` })),
  );
  const tabs = await Promise.all(attempts.map(() => context.newPage()));
  await Promise.all(tabs.map((tab, at) => tab.goto(attempts[at]?.url ?? "")));
  const codes: string[] = [];
  for (const tab of tabs) {
    await tab.fill("[name=nationalId]", amal.nationalId);
    await tab.fill("[name=password]", amal.password);
    await press(tab);
    await tab.waitForURL("**/code");
    codes.push(sso.sms.codeFor(amal.phone));
  }
  await Promise.all(tabs.map((tab, at) => tab.fill("[name=code]", codes[at] ?? "")));
  await Promise.all(tabs.map((tab) => press(tab)));
  await Promise.all(tabs.map((tab) => tab.waitForURL(`${home}/portal?**`)));
  for (const [at, tab] of tabs.entries()) {
    assert.ok((await attempts[at]?.finish(tab.url()))?.claims(), `tab ${at + 1}`);
  }
  await context.close();
});
