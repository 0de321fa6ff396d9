import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { createProof, importProofKey, type ProofKey } from "@gov/kit/dpop.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import { newBill, openPayWorld, type PayWorld } from "./pay-world.ts";

const newKey = async (): Promise<ProofKey & { thumbprint: string }> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = await importProofKey(await exportJWK(privateKey));
  return { ...key, thumbprint: await calculateJwkThumbprint(key.publicJwk) };
};

let world: PayWorld;
let key: Awaited<ReturnType<typeof newKey>>;
let token: string;
before(async () => {
  world = await openPayWorld();
  key = await newKey();
  const scope = "bills:write bills:read";
  const cnf = { jkt: key.thumbprint };
  token = await world.issuer.token({ clientId: "portal", scope, cnf });
});
after(async () => await world.close());

const post = async (headers: Record<string, string>, path = "/v1/bills") =>
  await fetch(world.url + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-language": "en",
      "idempotency-key": randomUUID(),
      ...headers,
    },
    body: JSON.stringify(newBill()),
  });
const target = () => ({ method: "POST", url: `${world.url}/v1/bills` });
const bound = (proof: string) => ({ authorization: `DPoP ${token}`, dpop: proof });

const signed = async (claims: object, iat = Math.floor(Date.now() / 1_000)): Promise<string> =>
  await new SignJWT({
    htm: "POST",
    htu: target().url,
    jti: randomUUID(),
    ath: sha256(token).toString("base64url"),
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: key.publicJwk })
    .setIssuedAt(iat)
    .sign(key.privateKey);

test("a bound token with a fresh proof makes a bill; a query does not disturb the proof", async () => {
  assert.equal((await post(bound(await createProof(key, target(), token)))).status, 201);
  const url = `${world.url}/v1/bills?reference=none`;
  const proof = await createProof(key, { method: "GET", url }, token);
  const headers = { authorization: `DPoP ${token}`, dpop: proof };
  assert.equal((await fetch(url, { headers })).status, 200);
});

test("every proof that does not fit is refused by name, and makes nothing", async () => {
  const before = await world.db.selectFrom("bill").select("id").execute();
  const now = Math.floor(Date.now() / 1_000);
  const other = await newKey();
  const otherToken = await world.issuer.token({ clientId: "portal", scope: "bills:write" });
  const invalidProof = /^DPoP error="invalid_dpop_proof", error_description="[^"]+", algs="ES256"$/;
  const invalidToken = /^DPoP error="invalid_token", error_description="[^"]+", algs="ES256"$/;
  const cases: [what: string, headers: Record<string, string>, challenge: RegExp][] = [
    ["another method", bound(await signed({ htm: "PUT" })), invalidProof],
    ["another address", bound(await signed({ htu: `${world.url}/v1/billers` })), invalidProof],
    ["another host", bound(await signed({ htu: "https://pay.example/v1/bills" })), invalidProof],
    ["another token", bound(await createProof(key, target(), otherToken)), invalidProof],
    ["no token named", bound(await createProof(key, target())), invalidProof],
    ["an old proof", bound(await signed({}, now - 61)), invalidProof],
    ["a proof of tomorrow", bound(await signed({}, now + 90)), invalidProof],
    ["another key", bound(await createProof(other, target(), token)), invalidToken],
    ["no proof", { authorization: `DPoP ${token}` }, invalidToken],
    ["as a bearer token", { authorization: `Bearer ${token}` }, invalidToken],
    ["nonsense", bound("a.b.c"), invalidProof],
    [
      "an unbound token",
      { ...bound("a.b.c"), authorization: `DPoP ${otherToken}` },
      /invalid_token/,
    ],
    ["no token", {}, /^Bearer, DPoP algs="ES256"$/],
  ];
  for (const [what, headers, challenge] of cases) {
    const response = await post(headers);
    assert.equal(response.status, 401, what);
    assert.match(response.headers.get("www-authenticate") ?? "", challenge, what);
    assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/, what);
  }
  const afterwards = await world.db.selectFrom("bill").select("id").execute();
  assert.equal(afterwards.length, before.length);
});

test("a proof works once, also when it arrives twenty times at once", async () => {
  const headers = bound(await createProof(key, target(), token));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(headers)));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  const refused = answers.filter(({ status }) => status === 401);
  assert.equal(refused.length, 19);
  assert.match(refused[0]?.headers.get("www-authenticate") ?? "", /invalid_dpop_proof/);
});
