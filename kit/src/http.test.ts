import assert from "node:assert/strict";
import { test } from "node:test";
import { createRoute, z } from "@hono/zod-openapi";
import { createCsrf } from "./csrf.ts";
import { createHttpApp } from "./http.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { allowFormAction } from "./security-headers.ts";
import { listen, listenerOf } from "./server.ts";

const buildApp = (ready: () => Promise<void> = () => Promise.resolve()) => {
  const app = createHttpApp({
    component: "sample",
    log: createLog("sample", "silent"),
    publicUrl: "http://localhost:3999",
    ready,
    maxBodyBytes: 1_000,
  });
  const csrf = createCsrf({
    component: "sample",
    key: Buffer.alloc(32, 1),
    publicUrl: "http://localhost:3999",
    exempt: ["/v1/"],
    refuse: (c) => c.text("refused", 403),
  });
  app.use(csrf.protect);
  app.get("/form", (c) => c.text(csrf.token(c)));
  app.get("/pay", (c) => {
    allowFormAction(c, ["https://bank.example"]);
    return c.text("ok");
  });
  app.post("/form", (c) => c.text("done"));
  app.get("/fails", () => {
    throw new Error("a secret detail");
  });
  app.openapi(
    createRoute({
      method: "post",
      path: "/v1/things",
      request: {
        body: {
          required: true,
          content: { "application/json": { schema: z.object({ size: z.number().int().max(5) }) } },
        },
      },
      responses: { 200: { description: "made" } },
    }),
    (c) => c.json({ size: c.req.valid("json").size }),
  );
  return app;
};

const postThing = (body: string, headers: Record<string, string> = {}) =>
  buildApp().request("/v1/things", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

test("every answer carries a request id and a policy that lets nothing else in", async () => {
  const response = await buildApp().request("/form", {
    headers: { "x-request-id": "from-the-proxy-1" },
  });
  assert.equal(response.headers.get("x-request-id"), "from-the-proxy-1");
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /form-action 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(response.headers.get("cache-control"), "no-store");
});

test("a request id with a line of its own making is replaced", async () => {
  const response = await buildApp().request("/form", { headers: { "x-request-id": "a b{}" } });
  assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
});

test("a page may name where its form ends", async () => {
  const response = await buildApp().request("/pay");
  assert.match(
    response.headers.get("content-security-policy") ?? "",
    /form-action 'self' https:\/\/bank\.example;/,
  );
});

test("a failure tells the caller nothing of its cause", async () => {
  const response = await buildApp().request("/fails");
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.doesNotMatch(text, /secret detail/);
  assert.match(text, /requestId/);
});

test("bad JSON, a wrong field and a large body are each refused by name", async () => {
  const malformed = await postThing('{"size":');
  assert.equal(malformed.status, 400);
  const wrong = await postThing('{"size":9}', { "accept-language": "en" });
  assert.equal(wrong.status, 400);
  assert.deepEqual(((await wrong.json()) as { errors: unknown }).errors, [
    { field: "size", message: "Must be at most 5." },
  ]);
  const arabic = await postThing("{}");
  assert.match(await arabic.text(), /هذا الحقل مطلوب/);
  const large = await postThing(JSON.stringify({ size: 1, pad: "x".repeat(2_000) }));
  assert.equal(large.status, 413);
});

test("readiness follows the database", async () => {
  const down = buildApp(() => Promise.reject(new Error("no database")));
  assert.equal((await down.request("/health/ready")).status, 503);
  assert.equal((await down.request("/health/live")).status, 200);
  assert.equal((await buildApp().request("/health/ready")).status, 200);
});

const sendForm = async (changes: { token?: string; headers?: Record<string, string> }) => {
  const app = buildApp();
  const page = await app.request("/form");
  const cookie = (page.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const token = changes.token ?? (await page.text());
  return await app.request("/form", {
    method: "POST",
    body: new URLSearchParams({ _csrf: token }),
    headers: { cookie, ...changes.headers },
  });
};

test("a form is taken from our own page only", async () => {
  assert.equal((await sendForm({})).status, 200);
  assert.equal((await sendForm({ token: "x".repeat(43) })).status, 403);
  assert.equal((await sendForm({ headers: { cookie: "" } })).status, 403);
  assert.equal((await sendForm({ headers: { "sec-fetch-site": "cross-site" } })).status, 403);
  assert.equal((await sendForm({ headers: { origin: "https://evil.example" } })).status, 403);
});

test("metrics name routes and never the addresses people visited", async () => {
  const app = buildApp();
  await app.request("/form?nationalId=400000006");
  await app.request("/nowhere/400000006");
  const metrics = await (await app.request("/metrics")).text();
  assert.match(metrics, /route="\/form"/);
  assert.doesNotMatch(metrics, /400000006/);
});

test("every app of a process tells of it, under its own name", async () => {
  for (const component of ["first", "second"]) {
    const text = await createMetrics(component).registry.metrics();
    assert.match(
      text,
      new RegExp(`process_resident_memory_bytes\\{component="${component}"\\} [1-9]`),
    );
  }
});

test("a server finishes what it is doing before it stops", async () => {
  const app = buildApp();
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  app.get("/slow", async (c) => {
    started.resolve();
    await release.promise;
    return c.text("finished");
  });
  const running = await listen(listenerOf(app.fetch), { port: 0 });
  const answer = fetch(`http://localhost:${running.port}/slow`);
  await started.promise;
  const closed = running.close();
  release.resolve();
  assert.equal(await (await answer).text(), "finished");
  await closed;
});

/** What a real server answers to a body sent in chunks, without its length. */
const postInChunks = async (url: string, parts: readonly string[]): Promise<Response> =>
  await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: ReadableStream.from(parts.map((part) => new TextEncoder().encode(part))),
    duplex: "half",
  });

test("bodies in chunks are read and bounded like the others; a bare OPTIONS is no error", async () => {
  const app = buildApp();
  app.options("/v1/things", (c) => c.body(null, 204));
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  const url = `http://127.0.0.1:${server.port}/v1/things`;
  try {
    const small = await postInChunks(url, ['{"si', 'ze":3}']);
    assert.deepEqual(await small.json(), { size: 3 });
    const large = await postInChunks(url, ['{"size":3', " ".repeat(999), "}"]);
    assert.equal(large.status, 413);
    assert.equal((await fetch(url, { method: "OPTIONS" })).status, 204);
  } finally {
    await server.close();
  }
});
