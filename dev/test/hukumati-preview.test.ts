import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findFreePort } from "../src/free-port.ts";
import { preparingPage } from "../src/hukumati/preparing-page.ts";
import { serveFolder, type StaticServer } from "../src/hukumati/static-server.ts";

let folder: string;
let port: number;
let server: StaticServer;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "preview-test-"));
  writeFileSync(join(folder, "secret.txt"), "not for the browser");
  port = await findFreePort();
  server = await serveFolder(join(folder, "app"), port, {
    otherwise: () => preparingPage("preparing"),
    json: { "/config.json": { issuer: "http://localhost:3001" } },
  });
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

// node:http sends a path as it is given; fetch would tidy it first.
function get(path: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          body,
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("before the app is built, a page says that it is being prepared", async () => {
  const { status, body } = await get("/");
  assert.equal(status, 503);
  assert.match(body, /قيد التحضير/);
});

test("once built, files are served and the app's own paths get the app", async () => {
  mkdirSync(join(folder, "app", "_expo"), { recursive: true });
  writeFileSync(join(folder, "app", "index.html"), "<h1>app</h1>");
  writeFileSync(join(folder, "app", "_expo", "main.js"), "start()");
  assert.deepEqual(await get("/_expo/main.js"), {
    status: 200,
    type: "text/javascript; charset=utf-8",
    body: "start()",
  });
  assert.equal((await get("/callback?code=1")).body, "<h1>app</h1>");
});

test("the app finds its addresses beside it", async () => {
  const { type, body } = await get("/config.json");
  assert.equal(type, "application/json; charset=utf-8");
  assert.deepEqual(JSON.parse(body), { issuer: "http://localhost:3001" });
});

test("no path climbs out of the folder", async () => {
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/a/../../secret.txt",
  ]) {
    const { body } = await get(path);
    assert.doesNotMatch(body, /not for the browser/, path);
  }
});
