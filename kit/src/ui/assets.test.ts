import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { assetRoutes, favicon, styleSheet } from "./assets.ts";

test("an asset comes compressed as asked, and may be kept for ever", async () => {
  const headers = { "accept-encoding": "gzip, deflate, br" };
  const response = await assetRoutes().request(styleSheet.path, { headers });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-encoding"), "br");
  assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(response.headers.get("vary"), "Accept-Encoding");
  const body = brotliDecompressSync(Buffer.from(await response.arrayBuffer()));
  assert.deepEqual(body, styleSheet.plain);
});

test("a browser that takes no compression gets none", async () => {
  const headers = { "accept-encoding": "br;q=0, gzip;q=0" };
  const response = await assetRoutes().request(styleSheet.path, { headers });
  assert.equal(response.headers.get("content-encoding"), null);
  assert.equal(await response.text(), styleSheet.plain.toString());
});

test("another hash is another file, and is not there", async () => {
  const routes = assetRoutes();
  assert.equal((await routes.request("/assets/style.0000000000.css")).status, 404);
  assert.equal((await routes.request("/assets/..%2fassets.ts")).status, 404);
  assert.equal((await routes.request("/favicon.ico")).headers.get("location"), favicon.path);
});

test("the style sheet knows no left or right, and brings its pattern with it", () => {
  const css = styleSheet.plain.toString();
  const physical = /(?:margin|padding|border|inset)-(?:left|right|top|bottom)|\b(?:left|right):/;
  assert.doesNotMatch(css, physical);
  assert.doesNotMatch(css, /text-align: (?:left|right)|tatreez:(?:day|night)|font:shekel/);
});
