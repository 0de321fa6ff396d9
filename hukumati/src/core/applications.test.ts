import assert from "node:assert/strict";
import { test } from "node:test";
import {
  inReadingOrder,
  loadApplications,
  nextStepLink,
  receiptsOf,
  type Application,
} from "./applications.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { isolateAmounts, isolateLtr } from "./isolate.ts";

const text = { ar: "نص", en: "text" };
const application = (reference: string, updatedAt: string, waitsForMe: boolean): Application => ({
  reference,
  service: text,
  state: "inReview",
  stateText: text,
  updatedAt,
  waitsForMe,
  links: { page: "https://portal.example/applications/x" },
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

test("what waits leads to where it is done: the bill, or the application's page", () => {
  const waits = application("a", "2026-11-01T00:00:00Z", true);
  assert.equal(nextStepLink(waits), "https://portal.example/applications/x");
  const pay = "https://pay.example/pay?number=1";
  assert.equal(nextStepLink({ ...waits, links: { ...waits.links, pay } }), pay);
  assert.equal(nextStepLink({ ...waits, waitsForMe: false }), undefined);
});

test("receipts are those of what was paid, the newest first", () => {
  const fee = { amountMinor: "31200", currency: "ILS", paid: true } as const;
  const paid = (reference: string, paidAt: string): Application => ({
    ...application(reference, paidAt, false),
    fee,
    paidAt,
    links: { page: "https://portal.example/x", receipt: `https://pay.example/${reference}` },
  });
  const unpaid = application("c", "2026-11-01T00:00:00Z", true);
  const receipts = receiptsOf([
    paid("a", "2026-11-01T00:00:00Z"),
    unpaid,
    paid("b", "2026-11-02T00:00:00Z"),
  ]);
  assert.deepEqual(
    receipts.map(({ reference, link }) => [reference, link]),
    [
      ["b", "https://pay.example/b"],
      ["a", "https://pay.example/a"],
    ],
  );
});

test("a link that is no address of the web is not taken", async () => {
  const wrong = {
    ...application("a", "2026-11-01T00:00:00Z", true),
    links: { page: "javascript:alert(1)" },
  };
  const ask = () => Promise.resolve(Response.json({ applications: [wrong] }));
  assert.deepEqual(await loadApplications(ask), { ok: false, error: "down" });
});

test("each way of not getting the list has its own name", async () => {
  const answers: [Response | Error, string][] = [
    [new Response(null, { status: 401 }), "ended"],
    [new Response(null, { status: 404 }), "notFound"],
    [new Response("<html>", { status: 200 }), "down"],
    [Response.json({ applications: [{ reference: 1 }] }), "down"],
    [new Response(null, { status: 503 }), "down"],
    [new Error("offline"), "offline"],
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

test("amounts inside a sentence keep their order", () => {
  assert.equal(
    isolateAmounts("من 120.00 ₪ إلى 1,312.00 ₪، أو $35.00 في 14 يوما"),
    "من \u2066120.00 ₪\u2069 إلى \u20661,312.00 ₪\u2069، أو \u2066$35.00\u2069 في 14 يوما",
  );
});
