import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import { createCsrf } from "./csrf.ts";

const csrf = createCsrf({
  component: "portal",
  key: Buffer.alloc(32, 7),
  publicUrl: "http://localhost:3000",
  exempt: ["/webhooks/"],
  refuse: (c) => c.text("refused", 403),
});
const app = new Hono();
app.use(csrf.protect);
app.get("/", (c) => c.text(csrf.token(c)));
app.post("/*", (c) => c.text("done"));

const visit = async (cookie?: string) => {
  const answer = await app.request("/", cookie ? { headers: { cookie } } : {});
  const set = answer.headers.get("set-cookie")?.split(";")[0];
  return { token: await answer.text(), cookie: cookie ?? set ?? "" };
};

const send = async (path: string, form: Record<string, string>, headers = {}) =>
  (await app.request(path, { method: "POST", body: new URLSearchParams(form), headers })).status;

test("the token of a page passes, looks different on each page, and an older one still passes", async () => {
  const first = await visit();
  const second = await visit(first.cookie);
  assert.notEqual(first.token, second.token);
  for (const { token } of [first, second]) {
    assert.equal(await send("/", { _csrf: token }, { cookie: first.cookie }), 200);
  }
});

test("no token, a changed token, another browser or another site is refused", async () => {
  const { token, cookie } = await visit();
  const other = await visit();
  const changed = `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`;
  for (const wrong of ["", "x", changed, other.token, token.slice(2), `${token}AA`]) {
    assert.equal(await send("/", { _csrf: wrong }, { cookie }), 403, wrong);
  }
  const cross = { cookie, "sec-fetch-site": "cross-site" };
  assert.equal(await send("/", { _csrf: token }, cross), 403);
  assert.equal(await send("/webhooks/pay", {}), 200);
});

test("pages with a folder of their own each keep a cookie, also when opened at once", async () => {
  const tabs = createCsrf({
    component: "sso",
    key: Buffer.alloc(32, 7),
    publicUrl: "http://localhost:3000",
    ownFolder: (path) => /^\/interaction\/[^/]+/.exec(path)?.[0],
    refuse: (c) => c.text("refused", 403),
  });
  const own = new Hono();
  own.use(tabs.protect);
  own.get("/*", (c) => c.text(tabs.token(c)));
  own.post("/*", (c) => c.text("done"));
  const open = async (path: string) => {
    const answer = await own.request(path);
    const [cookie = "", ...flags] = (answer.headers.get("set-cookie") ?? "").split("; ");
    return { cookie, flags, token: await answer.text() };
  };
  const [one, two] = [await open("/interaction/one"), await open("/interaction/two")];
  assert.ok(one.flags.includes("Path=/interaction/one"));
  for (const [path, tab] of [
    ["/interaction/one/code", one],
    ["/interaction/two", two],
  ] as const) {
    const body = new URLSearchParams({ _csrf: tab.token });
    const headers = { cookie: tab.cookie };
    assert.equal((await own.request(path, { method: "POST", body, headers })).status, 200);
  }
});
