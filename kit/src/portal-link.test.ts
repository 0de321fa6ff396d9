import assert from "node:assert/strict";
import { test } from "node:test";
import { createHttpApp } from "./http.ts";
import { createLog } from "./log.ts";
import { addPortalLink, portalLink } from "./portal-link.ts";

test("the link leads to the portal, wherever it is, in the language of the page", async () => {
  const app = createHttpApp({
    component: "test",
    log: createLog("test", "silent"),
    publicUrl: "http://localhost:3001",
    ready: () => Promise.resolve(),
  });
  addPortalLink(app, "https://hukumati.example");
  for (const lang of ["ar", "en"]) {
    const answer = await app.request(`${portalLink.href}?lang=${lang}`);
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get("location"), `https://hukumati.example/?lang=${lang}`);
  }
});
