import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { createProof } from "@gov/kit/dpop.ts";
import { listen, type RunningServer } from "@gov/kit/server.ts";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { createEngine, type Engine } from "#src/protocol/engine.ts";
import { seed } from "./people-and-clients.ts";
import { citizenAt, keyedClient, newRequest } from "./relying-party.ts";
import { seedSecret, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
/** The same service in another process's place: an engine of its own over the same database. */
let otherDb: Kysely<SsoDatabase>;
let otherEngine: Engine;
let other: RunningServer;
before(async () => {
  sso = await startSso();
  await seed(sso);
  otherDb = openDatabase<SsoDatabase>(sso.config.DATABASE_URL, { max: 4 });
  const log = createLog("sso", "silent");
  otherEngine = await createEngine({
    config: { ...sso.config, TRUST_PROXY: true },
    db: otherDb,
    log,
    clients: sso.clients,
  });
  other = await listen(otherEngine.handle, { port: 0 });
});
after(async () => {
  otherEngine.close();
  other.server.closeAllConnections();
  await other.close();
  await otherDb.destroy();
  await sso.close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

/** Both processes are one service, so a proxy in front of them sends the same name to either. */
const hostOf = (url: string): string => new URL(url).host;

const newProofKey = async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return { privateKey, publicJwk: await exportJWK(publicKey) };
};

test("a proof works once, whichever process it reaches, and twenty times at once", async () => {
  const key = await newProofKey();
  const proof = await createProof(key, { method: "POST", url: `${sso.issuer}/token` });
  const basic = Buffer.from(`nation-seed:${seedSecret}`).toString("base64");
  const ask = (origin: string) =>
    fetch(`${origin}/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${basic}`,
        dpop: proof,
        "x-forwarded-host": hostOf(sso.issuer),
      },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        resource: "urn:gov:pay",
        scope: "billers:write",
      }),
    });
  const origins = [sso.issuer, `http://localhost:${other.port}`];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => ask(origins[at % 2] ?? "")),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const refusals = answers.filter(({ status }) => status !== 200);
  for (const refusal of refusals) {
    assert.equal(refusal.status, 400);
    assert.match(await refusal.text(), /used already|Replay|replay|"invalid_grant"/);
  }
  for (const origin of origins) assert.equal((await ask(origin)).status, 400, "later too");
});

test("a proof for another address, method or token is refused", async () => {
  const key = await newProofKey();
  const basic = Buffer.from(`nation-seed:${seedSecret}`).toString("base64");
  for (const target of [
    { method: "POST", url: `${sso.issuer}/request` },
    { method: "GET", url: `${sso.issuer}/token` },
    { method: "POST", url: "https://elsewhere.test/token" },
  ]) {
    const answer = await fetch(`${sso.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, dpop: await createProof(key, target) },
      body: new URLSearchParams({ grant_type: "client_credentials", resource: "urn:gov:pay" }),
    });
    assert.equal(answer.status, 400, target.url);
    assert.match(await answer.text(), /invalid_dpop_proof/);
  }
});

test("a fapi2 client is given a nonce to prove with, and its tokens open nothing without proof", async () => {
  const { config } = await keyedClient(sso, "money", { profile: "fapi2" });
  const dpop = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256"));
  const request = await newRequest();
  const url = await openid.buildAuthorizationUrlWithPAR(config, request.parameters, { DPoP: dpop });
  const { leftTo = "" } = await citizenAt(sso, url.href);
  const tokens = await openid.authorizationCodeGrant(
    config,
    new URL(leftTo),
    request.checks,
    undefined,
    { DPoP: dpop },
  );
  assert.equal(tokens.token_type, "dpop");
  const sub = tokens.claims()?.sub ?? "";
  const told = await openid.fetchUserInfo(config, tokens.access_token, sub, { DPoP: dpop });
  assert.equal(told.sub, sub);
  for (const scheme of ["Bearer", "DPoP"]) {
    const bare = await fetch(`${sso.issuer}/userinfo`, {
      headers: { authorization: `${scheme} ${tokens.access_token}` },
    });
    assert.ok([400, 401].includes(bare.status), scheme);
  }
  const thief = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256"));
  await assert.rejects(
    openid.fetchUserInfo(config, tokens.access_token, sub, { DPoP: thief }),
    openid.WWWAuthenticateChallengeError,
  );
});

test("a nonce of one process is good in the other; an invented one is not", async () => {
  const { config, key } = await keyedClient(sso, "money", { profile: "fapi2" });
  const proofKey = await newProofKey();
  const { parameters } = await newRequest();
  const push = async (origin: string, nonce?: string) => {
    const handle = await fetchPush(origin, config, key, proofKey, parameters, nonce);
    return {
      status: handle.status,
      body: await handle.text(),
      nonce: handle.headers.get("dpop-nonce") ?? undefined,
    };
  };
  const first = await push(sso.issuer);
  assert.equal(first.status, 400);
  assert.match(first.body, /use_dpop_nonce/);
  assert.ok(first.nonce);
  const second = await push(`http://localhost:${other.port}`, first.nonce);
  assert.equal(second.status, 201, second.body);
  assert.equal((await push(sso.issuer, "invented")).status, 400);
});

const fetchPush = async (
  origin: string,
  config: openid.Configuration,
  key: Awaited<ReturnType<typeof keyedClient>>["key"],
  proofKey: Awaited<ReturnType<typeof newProofKey>>,
  parameters: Record<string, string>,
  nonce: string | undefined,
): Promise<Response> => {
  const { client_id: clientId } = config.clientMetadata();
  const assertion = await new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: "ES256", kid: key.kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(sso.issuer)
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(key.privateKey);
  const proof = await new SignJWT({
    htm: "POST",
    htu: `${sso.issuer}/request`,
    jti: crypto.randomUUID(),
    ...(nonce === undefined ? {} : { nonce }),
  })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: proofKey.publicJwk })
    .setIssuedAt()
    .sign(proofKey.privateKey);
  return await fetch(`${origin}/request`, {
    method: "POST",
    headers: { dpop: proof, "x-forwarded-host": hostOf(sso.issuer) },
    body: new URLSearchParams({
      ...parameters,
      client_id: clientId,
      client_assertion: assertion,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    }),
  });
};
