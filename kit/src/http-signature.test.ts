import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mock, test } from "node:test";
import fc from "fast-check";
import {
  signRequest,
  signResponse,
  verifyRequest,
  verifyResponse,
  type SignableRequest,
} from "./http-signature.ts";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = { keyId: "PS/GOV/MTIT/portal", privateKey: pair.privateKey };
const findKey = (keyId: string) =>
  Promise.resolve(keyId === key.keyId ? pair.publicKey : undefined);

const sample = (body = '{"plate":"7-4821-H"}'): SignableRequest => ({
  method: "post",
  url: "http://localhost:3003/r1/PS/GOV/MOT/vehicle-registry/vehicle/7-4821-H?full=1",
  headers: new Headers({ "x-road-client": "PS/GOV/MTIT/portal", "x-road-id": "q-1" }),
  body: Buffer.from(body),
});

const signed = (): SignableRequest => {
  const request = sample();
  signRequest(request, key);
  return request;
};

test("a signed request is trusted as its key", async () => {
  assert.deepEqual(await verifyRequest(signed(), findKey), {
    ok: true,
    value: { keyId: key.keyId },
  });
});

test("any change to what was signed is refused with its reason", async () => {
  const changes: [string, (request: SignableRequest) => SignableRequest][] = [
    ["wrongSignature", (r) => ({ ...r, method: "PUT" })],
    ["wrongSignature", (r) => ({ ...r, url: `${r.url}&more=1` })],
    ["digestMismatch", (r) => ({ ...r, body: Buffer.from("{}") })],
    ["wrongSignature", (r) => (r.headers.set("x-road-client", "PS/GOV/MOI/other"), r)],
    ["headerNotCovered", (r) => (r.headers.set("x-road-userid", "PS900000001"), r)],
    ["headerNotCovered", (r) => (r.headers.delete("x-road-id"), r)],
    ["missing", (r) => (r.headers.delete("signature"), r)],
    ["malformed", (r) => (r.headers.set("signature", "sig=:AAAA:"), r)],
  ];
  for (const [reason, change] of changes) {
    assert.deepEqual(await verifyRequest(change(signed()), findKey), {
      ok: false,
      error: reason,
    });
  }
});

test("a key nobody registered and another key are told apart", async () => {
  const request = sample();
  signRequest(request, { keyId: "PS/GOV/NONE/x", privateKey: pair.privateKey });
  assert.deepEqual(await verifyRequest(request, findKey), { ok: false, error: "unknownKey" });
  const forged = sample();
  signRequest(forged, { keyId: key.keyId, privateKey: other.privateKey });
  assert.deepEqual(await verifyRequest(forged, findKey), { ok: false, error: "wrongSignature" });
});

test("a signature older than a minute is refused", async () => {
  const request = signed();
  mock.timers.enable({ apis: ["Date"], now: Date.now() + 62_000 });
  try {
    assert.deepEqual(await verifyRequest(request, findKey), { ok: false, error: "expired" });
  } finally {
    mock.timers.reset();
  }
});

test("answers are bound to their status, body and request", async () => {
  const response = {
    status: 200,
    headers: new Headers({ "x-road-request-hash": "abc" }),
    body: Buffer.from('{"a":1}'),
  };
  signResponse(response, key);
  assert.equal((await verifyResponse(response, findKey)).ok, true);
  assert.equal((await verifyResponse({ ...response, status: 404 }, findKey)).ok, false);
});

test("hostile headers never throw and never pass", async () => {
  const text = fc.string({ maxLength: 300 }).map((s) => s.replace(/[^\x20-\x7e]/g, ""));
  await fc.assert(
    fc.asyncProperty(text, text, async (input, signature) => {
      const request = sample();
      request.headers.set("signature-input", input);
      request.headers.set("signature", signature);
      assert.equal((await verifyRequest(request, findKey)).ok, false);
    }),
  );
});
