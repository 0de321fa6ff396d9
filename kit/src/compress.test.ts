import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { compressPages } from "./compress.ts";

const page = `<!doctype html><p>${"خدمات الحكومة ".repeat(200)}</p>`;

const app = new Hono();
app.use(compressPages);
app.get("/", (c) => {
  c.header("x-kept", "yes");
  c.header("set-cookie", "a=1");
  c.header("set-cookie", "b=2", { append: true });
  return c.html(page, 422);
});
const long = page.repeat(4);
app.get("/long", (c) => c.html(long));
app.get("/data", (c) => c.json({ page }));

const get = (path: string, headers: Record<string, string>) => app.request(path, { headers });

test("a page is sent in brotli, or gzip where that is all the browser takes", async () => {
  const small = await get("/", { "accept-encoding": "gzip, deflate, br" });
  assert.equal(small.headers.get("content-encoding"), "br");
  assert.equal(small.status, 422);
  assert.equal(small.headers.get("x-kept"), "yes");
  assert.deepEqual(small.headers.getSetCookie(), ["a=1", "b=2"]);
  const bytes = Buffer.from(await small.arrayBuffer());
  assert.ok(bytes.length < Buffer.byteLength(page) / 5);
  assert.equal(brotliDecompressSync(bytes).toString(), page);
  const older = await get("/", { "accept-encoding": "gzip, br;q=0" });
  assert.equal(older.headers.get("content-encoding"), "gzip");
  assert.equal(gunzipSync(Buffer.from(await older.arrayBuffer())).toString(), page);
});

test("so is a long one", async () => {
  const answers = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const [encoding, open] of Object.entries(answers)) {
    const sent = await get("/long", { "accept-encoding": encoding });
    assert.equal(open(Buffer.from(await sent.arrayBuffer())).toString(), long);
  }
});

test("a page that another site leads to, data, and old browsers get plain bytes", async () => {
  const all = { "accept-encoding": "br" };
  const led = await get("/", { ...all, "sec-fetch-site": "cross-site" });
  assert.equal(led.headers.get("content-encoding"), null);
  assert.equal(await led.text(), page);
  assert.equal((await get("/data", all)).headers.get("content-encoding"), null);
  assert.equal(await (await get("/", {})).text(), page);
});
