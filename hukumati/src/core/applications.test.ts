import assert from "node:assert/strict";
import { test } from "node:test";
import { inReadingOrder, loadApplications, type Application } from "./applications.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { isolateLtr } from "./isolate.ts";

const text = { ar: "نص", en: "text" };
const application = (reference: string, updatedAt: string, waitsForMe: boolean): Application => ({
  reference,
  service: text,
  state: "inReview",
  stateText: text,
  updatedAt,
  waitsForMe,
});

test("what waits for the person comes first, then the newest", () => {
  const order = inReadingOrder([
    application("a", "2026-11-01T00:00:00Z", false),
    application("b", "2026-11-03T00:00:00Z", false),
    application("c", "2026-10-01T00:00:00Z", true),
  ]);
  assert.deepEqual(
    order.map(({ reference }) => reference),
    ["c", "b", "a"],
  );
});

test("each way of not getting the list has its own name", async () => {
  const answers: [Response | Error, string][] = [
    [new Response(null, { status: 401 }), "ended"],
    [new Response(null, { status: 404 }), "notFound"],
    [new Response("<html>", { status: 200 }), "unreachable"],
    [Response.json({ applications: [{ reference: 1 }] }), "unreachable"],
    [new Response(null, { status: 503 }), "unreachable"],
    [new Error("offline"), "unreachable"],
  ];
  for (const [answer, error] of answers) {
    const ask = () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
    assert.deepEqual(await loadApplications(ask), { ok: false, error });
  }
});

test("base64url is what every other program writes", () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length * 11) & 255);
    const text64 = encodeBase64url(bytes);
    assert.equal(text64, Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(decodeBase64url(text64), bytes);
  }
  assert.equal(decodeBase64url("a+b/"), undefined);
  assert.equal(decodeBase64url("abcde"), undefined);
});

test("an identifier is isolated once, whatever marks it brought", () => {
  assert.equal(isolateLtr("7-4821-H"), "\u20667-4821-H\u2069");
  assert.equal(isolateLtr(isolateLtr("\u200f7-4821-H")), "\u20667-4821-H\u2069");
});
