import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import type { Ask, Asked } from "./asked.ts";
import { createOutage, seeNow } from "./kept.ts";
import { createShelf } from "./store.ts";
import { memoryFiles, memoryVault } from "./vault-under-test.ts";
import { documentState, hasFile, loadDocuments, takeFile, type WalletDocument } from "./wallet.ts";

const text = { ar: "نص", en: "text" };
const document = (number: string): WalletDocument => ({
  number,
  title: text,
  institution: text,
  issuedAt: "2026-11-01T08:00:00Z",
  application: "VL-2026-00000000",
  code: "HTTPS://X/V/2KCA",
});
const numbers = ["VL-AAAA-AAAA-AAA3", "VL-AAAA-AAAA-AAA2", "VL-AAAA-AAAA-AAA1"];

test("documents come page by page, all of them or none", async () => {
  const paths: string[] = [];
  const ask: Ask = (path) => {
    paths.push(path);
    const after = new URL(path, "http://x").searchParams.get("after");
    const at = after ? numbers.indexOf(after) + 1 : 0;
    const number = numbers[at] ?? "";
    const more = at < 2 ? { next: number } : {};
    return Promise.resolve(Response.json({ documents: [document(number)], ...more }));
  };
  const loaded = await loadDocuments(ask);
  assert.deepEqual(loaded.ok && loaded.value.map(({ number }) => number), numbers);
  assert.equal(paths.length, 3);
  const broken: Ask = (path) =>
    path.includes("after") ? Promise.reject(new Error("no network")) : ask(path);
  assert.deepEqual(await loadDocuments(broken), { ok: false, error: "offline" });
});

test("pages that never end are not followed for ever", async () => {
  let asked = 0;
  const ask: Ask = () => {
    asked += 1;
    return Promise.resolve(Response.json({ documents: [], next: numbers[0] }));
  };
  assert.equal((await loadDocuments(ask)).ok, true);
  assert.equal(asked, 40);
});

test("a document stands by its dates, and its last day counts", () => {
  const states = [
    documentState({ validUntil: "2026-11-27" }, "2026-11-27"),
    documentState({ validUntil: "2026-11-26" }, "2026-11-27"),
    documentState({}, "2099-01-01"),
    documentState({ validUntil: "2027-01-01", withdrawnAt: "2026-11-01" }, "2026-11-27"),
  ];
  assert.deepEqual(states, ["valid", "expired", "valid", "withdrawn"]);
});

test("a file is taken once, then opens without a connection; what is no PDF is not kept", async () => {
  const { vault } = memoryVault();
  const [number = ""] = numbers;
  const answering =
    (body: string, status = 200): Ask =>
    () =>
      Promise.resolve(new Response(body, { status }));
  const offline: Ask = () => Promise.reject(new Error("no network"));
  assert.deepEqual(await takeFile(offline, vault, number), { ok: false, error: "offline" });
  const page = answering("<html>hotel</html>");
  assert.deepEqual(await takeFile(page, vault, number), { ok: false, error: "down" });
  const missing = answering("", 404);
  assert.deepEqual(await takeFile(missing, vault, number), { ok: false, error: "notFound" });
  assert.equal(await hasFile(vault, number), false);
  assert.equal((await takeFile(answering("%PDF-1.7 x"), vault, number)).ok, true);
  const again = await takeFile(offline, vault, number);
  assert.equal(again.ok && new TextDecoder().decode(again.value), "%PDF-1.7 x");
});

test("what is kept is shown with its moment and why, from the first failure until it works", async () => {
  const store = createShelf(memoryFiles().files);
  const outage = createOutage();
  const entry = { name: "list", schema: z.array(z.string()) };
  let nowMs = Date.parse("2026-11-27T08:00:00.000Z");
  const see = (answer: Asked<string[]>) =>
    seeNow({ store, outage, nowMs: () => nowMs }, entry, () => Promise.resolve(answer));
  const down = { ok: false, error: "down" } as const;
  assert.deepEqual(await see(down), { ...down, since: "2026-11-27T08:00:00.000Z" });
  nowMs += 60_000;
  assert.deepEqual(await see({ ok: true, value: ["a"] }), {
    ok: true,
    value: ["a"],
    asOf: "2026-11-27T08:01:00.000Z",
  });
  nowMs += 60_000;
  await see({ ok: false, error: "offline" });
  nowMs += 60_000;
  assert.deepEqual(await see(down), {
    ok: true,
    value: ["a"],
    asOf: "2026-11-27T08:01:00.000Z",
    stale: { error: "down", since: "2026-11-27T08:02:00.000Z" },
  });
  const otherShape = { name: "list", schema: z.object({}) };
  const seen = await seeNow({ store, outage, nowMs: () => nowMs }, otherShape, () =>
    Promise.resolve(down),
  );
  assert.equal(seen.ok, false);
});
