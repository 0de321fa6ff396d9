import assert from "node:assert/strict";
import { generateKeyPair, SignJWT } from "jose";
import { randomUUID } from "node:crypto";
import { newRequest } from "../registered-clients.ts";
import { check } from "./check.ts";
import {
  accessOf,
  createFapiClient,
  newProofKey,
  nowS,
  type Answer,
  type FapiClient,
  type Variation,
} from "./fapi-client.ts";
import type { WorldSource } from "./world.ts";

const is = (answer: Answer, status: number, error: string, what = ""): void =>
  assert.deepEqual([answer.status, answer.body["error"]], [status, error], what);

const codes = (world: WorldSource): void => {
  check("a code is its client's, needs proof, verifier and assertion, and ends", async () => {
    const { sso, expire } = world();
    const client = await createFapiClient(sso, "holder");
    const other = await createFapiClient(sso, "holder-too");
    const { browser } = await client.authorize();
    const fresh = async () => (await client.authorize({}, undefined, browser)).grant;
    is(await other.redeem(await fresh()), 400, "invalid_grant", "another client's");
    const named = { ...(await fresh()), client_id: other.clientId };
    assert.ok((await client.redeem(named)).status >= 400, "another client's name");
    is(await client.redeem(await fresh(), { proofKey: false }), 400, "invalid_grant", "no proof");
    const { status } = await client.redeem(await fresh(), { assertion: false });
    assert.ok([400, 401].includes(status), "no assertion");
    const { code_verifier: _verifier, ...bare } = await fresh();
    is(await client.redeem(bare), 400, "invalid_grant", "no verifier");
    const guessed = { ...(await fresh()), code_verifier: "x".repeat(43) };
    is(await client.redeem(guessed), 400, "invalid_grant", "another verifier");
    const late = await fresh();
    await expire("AuthorizationCode");
    is(await client.redeem(late), 400, "invalid_grant", "too late");
    assert.equal((await client.redeem(await fresh())).status, 200);
  });

  check("a code is refused the second time", async () => {
    const client = await createFapiClient(world().sso, "reusing");
    const { grant } = await client.authorize();
    const token = accessOf(await client.redeem(grant));
    is(await client.redeem(grant), 400, "invalid_grant");
    assert.equal((await client.userinfo(token)).status, 401, "what it gave is revoked");
  });

  check("a refresh token is its client's, needs proof, and is not rotated", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "renewing");
    const other = await createFapiClient(sso, "renewing-too");
    const { grant } = await client.authorize({ scope: "openid profile" });
    const first = await client.redeem(grant);
    const refresh_token = String(first.body["refresh_token"]);
    const renew = { grant_type: "refresh_token", refresh_token };
    is(await other.redeem(renew), 400, "invalid_grant", "another client's");
    assert.ok((await client.redeem(renew, { assertion: false })).status >= 400);
    is(await client.redeem(renew, { proofKey: false }), 400, "invalid_grant", "no proof");
    for (const vary of [{}, { proofKey: await newProofKey() }]) {
      const renewed = await client.redeem(renew, vary);
      assert.equal((await client.userinfo(accessOf(renewed), vary)).status, 200);
      assert.equal(renewed.body["refresh_token"] ?? refresh_token, refresh_token);
    }
  });
};

/** Assertions that differ in one thing from a right one. */
const wrongAssertions = (issuer: string): [what: string, claims: Record<string, unknown>][] => [
  ["ended five minutes ago", { exp: nowS() - 300 }],
  ["ends in a day", { exp: nowS() + 86_400 }],
  ["another audience", { aud: "https://elsewhere.test" }],
  ["the endpoint as audience", { aud: `${issuer}/request` }],
  ["the token endpoint as audience", { aud: `${issuer}/token` }],
  ["a list of audiences", { aud: [`${issuer}/request`, issuer] }],
  ["no subject", { sub: undefined }],
  ["another subject", { sub: "somebody" }],
  ["another issuer", { iss: "somebody" }],
  ["no end", { exp: undefined }],
  ["no id", { jti: undefined }],
  ["good from a minute on", { nbf: nowS() + 90 }],
];

const assertions = (world: WorldSource): void => {
  check("assertions that are not right are refused, each for itself", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "asserting");
    const { parameters } = await newRequest();
    const push = (vary: Variation) =>
      client.send("/request", parameters, { proofKey: false, ...vary });
    for (const [what, assertionClaims] of wrongAssertions(sso.issuer)) {
      const answer = await push({ assertionClaims });
      assert.ok([400, 401].includes(answer.status), `${what} ${answer.status}`);
    }
    const { privateKey } = await generateKeyPair("RS256");
    const claims = { iss: "asserting", sub: "asserting", aud: sso.issuer, jti: randomUUID() };
    const rs256 = await new SignJWT({ ...claims, exp: nowS() + 60 })
      .setProtectedHeader({ alg: "RS256", kid: client.key.kid })
      .sign(privateKey);
    is(await push({ assertion: rs256 }), 401, "invalid_client", "RS256");
    const used = await client.assertion();
    assert.equal((await push({ assertion: used })).status, 201);
    is(await push({ assertion: used }), 401, "invalid_client", "used before");
    const ahead = { iat: nowS() + 8, nbf: nowS() + 8 };
    assert.equal(
      (await push({ assertionClaims: ahead })).status,
      201,
      "a clock eight seconds ahead",
    );
  });
};

/** Proofs that differ in one thing from a right one. */
const wrongProofs = async (client: FapiClient): Promise<[what: string, vary: Variation][]> => [
  ["another method", { proofClaims: { htm: "GET" } }],
  ["another address", { proofClaims: { htu: "https://elsewhere.test/token" } }],
  ["no address", { proofClaims: { htu: undefined } }],
  ["no id", { proofClaims: { jti: undefined } }],
  ["no time", { proofClaims: { iat: undefined } }],
  ["ended", { proofClaims: { exp: nowS() - 60 } }],
  ["an invented nonce", { proofClaims: { nonce: "invented" } }],
  ["another type", { proofHeader: { typ: "jwt" } }],
  ["another's key", { proofHeader: { jwk: (await newProofKey()).publicJwk } }],
  ["no key", { proofHeader: { jwk: undefined } }],
  ["a private key", { proofHeader: { jwk: { ...client.own.publicJwk, d: "AAAA" } } }],
];

const proofs = (world: WorldSource): void => {
  check("proofs that are not right are refused, each for itself", async () => {
    const client = await createFapiClient(world().sso, "proving");
    const { grant } = await client.authorize();
    for (const [what, vary] of await wrongProofs(client)) {
      const answer = await client.redeem(grant, vary);
      assert.ok(
        ["invalid_dpop_proof", "use_dpop_nonce"].includes(String(answer.body["error"])),
        `${what} ${JSON.stringify(answer.body)}`,
      );
    }
    const token = accessOf(await client.redeem(grant));
    for (const ath of ["x", undefined]) {
      assert.equal((await client.userinfo(token, { proofClaims: { ath } })).status, 401);
    }
    const jti = { proofClaims: { jti: "once-and-no-more" } };
    assert.equal((await client.userinfo(token, jti)).status, 200);
    assert.equal((await client.userinfo(token, jti)).status, 401, "a proof works once");
  });

  check("proofs with other times that still fit are taken", async () => {
    const client = await createFapiClient(world().sso, "timing");
    const { browser } = await client.authorize();
    for (const proofClaims of [
      { nbf: nowS() - 5, exp: nowS() + 120 },
      { iat: nowS() - 10 },
      { iat: nowS() + 10 },
    ]) {
      const { grant } = await client.authorize({}, { proofClaims }, browser);
      const token = accessOf(await client.redeem(grant, { proofClaims }));
      assert.equal((await client.userinfo(token, { proofClaims })).status, 200);
    }
  });
};

/** The FAPI 2.0 plan's modules about how clients prove themselves and hold their tokens. */
export const fapi2Clients = (world: WorldSource): void => {
  codes(world);
  assertions(world);
  proofs(world);
};
