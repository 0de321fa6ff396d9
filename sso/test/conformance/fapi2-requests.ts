import assert from "node:assert/strict";
import { calculateJwkThumbprint } from "jose";
import { createFormBrowser } from "../form-browser.ts";
import { amal } from "../people-and-clients.ts";
import { callback, citizenAt, newRequest, refusalOf } from "../registered-clients.ts";
import { check } from "./check.ts";
import { accessOf, createFapiClient, newProofKey } from "./fapi-client.ts";
import type { WorldSource } from "./world.ts";

const open = (world: WorldSource, url: string) => createFormBrowser(world().sso.issuer).open(url);

const flows = (world: WorldSource): void => {
  check("discovery announces what FAPI 2.0 needs", async () => {
    const { sso } = world();
    const answer = await fetch(`${sso.issuer}/.well-known/oauth-authorization-server`);
    const found = (await answer.json()) as Record<string, unknown>;
    assert.equal(found["pushed_authorization_request_endpoint"], `${sso.issuer}/request`);
    assert.equal(found["authorization_response_iss_parameter_supported"], true);
    assert.deepEqual(found["code_challenge_methods_supported"], ["S256"]);
    assert.deepEqual(found["dpop_signing_alg_values_supported"], ["ES256"]);
    const methods = found["token_endpoint_auth_methods_supported"] as string[];
    assert.ok(methods.includes("private_key_jwt"));
    const algorithms = found["token_endpoint_auth_signing_alg_values_supported"] as string[];
    assert.deepEqual(algorithms.toSorted(), ["ES256", "PS256"]);
  });

  check("two clients sign a person in with pushed requests and bound tokens", async () => {
    const { sso } = world();
    for (const id of ["happy-one", "happy-two"]) {
      const client = await createFapiClient(sso, id);
      for (const vary of [{}, { proofKey: false } as const]) {
        const { answer, grant, request, pushed } = await client.authorize({}, vary);
        assert.ok(Number(pushed.body["expires_in"]) <= 600);
        assert.equal(answer.get("iss"), sso.issuer);
        assert.equal(answer.get("state"), request.checks.expectedState);
        const tokens = await client.redeem(grant);
        assert.equal(tokens.body["token_type"], "DPoP");
        assert.equal((await client.userinfo(accessOf(tokens))).status, 200);
        assert.equal((await client.userinfo(accessOf(tokens), { proofKey: false })).status, 400);
      }
    }
  });

  check("a person who refuses is told of to the client", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "refused");
    const request = await newRequest();
    const pushed = await client.send("/request", request.parameters);
    const browser = createFormBrowser(sso.issuer);
    const page = await browser.open(client.urlOf(pushed));
    const away = await browser.submit(page, {}, { press: ["choice", "cancel"] });
    const answer = new URL(away.leftTo ?? "").searchParams;
    assert.deepEqual(
      [answer.get("error"), answer.get("state"), answer.get("iss")],
      ["access_denied", request.checks.expectedState, sso.issuer],
    );
  });

  check("state and nonce may be missing, long, and in any scope's order", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "lenient");
    const { browser } = await client.authorize();
    for (const more of [
      { state: "" },
      { nonce: "" },
      { nonce: "n".repeat(64) },
      { nonce: "n".repeat(384) },
      { state: "s".repeat(384) },
      { scope: "profile openid" },
    ]) {
      const { answer, grant } = await client.authorize(more, undefined, browser);
      if ("state" in more) assert.equal(answer.get("state") ?? "", more.state);
      const tokens = await client.redeem(grant);
      const payload = String(tokens.body["id_token"]).split(".")[1] ?? "";
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { nonce?: string };
      if ("nonce" in more) assert.equal(claims.nonce ?? "", more.nonce);
    }
  });

  check("claims asked for one by one come as far as the client is registered for", async () => {
    const client = await createFapiClient(world().sso, "claiming");
    const asked = { name: null, phone_number: null, national_id: null, birthdate: null };
    const claims = JSON.stringify({ userinfo: asked, id_token: asked });
    const { grant } = await client.authorize({ scope: "openid", claims });
    const answer = await client.userinfo(accessOf(await client.redeem(grant)));
    const told = (await answer.json()) as Record<string, unknown>;
    assert.equal(told["phone_number"], amal.phone);
    assert.equal(told["name"], amal.body.name.ar);
    assert.ok(!("national_id" in told) && !("birthdate" in told));
  });

  check("a bound token is taken whatever the case of its scheme", async () => {
    const client = await createFapiClient(world().sso, "casing");
    const { grant } = await client.authorize();
    const token = accessOf(await client.redeem(grant));
    for (const scheme of ["DPoP", "dpop", "DPOP"]) {
      assert.equal((await client.userinfo(token, {}, scheme)).status, 200, scheme);
    }
  });
};

const pushing = (world: WorldSource): void => {
  check("what stands beside a pushed request does not count", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "beside");
    for (const inside of [{}, { state: "" }]) {
      const request = await newRequest(inside);
      const pushed = await client.send("/request", request.parameters);
      const outside = { state: "other", nonce: "other", redirect_uri: "https://evil.test/" };
      const { leftTo = "" } = await citizenAt(sso, client.urlOf(pushed, outside));
      assert.ok(leftTo.startsWith(callback));
      const state = new URL(leftTo).searchParams.get("state") ?? "";
      assert.equal(state, "state" in inside ? "" : request.checks.expectedState);
    }
  });

  check("a pushed request needs a registered address, code alone, and S256", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "particular");
    const { parameters } = await newRequest();
    const wrong: Record<string, string>[] = [
      { redirect_uri: "" },
      { redirect_uri: "https://evil.test/" },
      { redirect_uri: `${callback}/more` },
      { response_type: "code id_token" },
      { response_type: "token" },
      { code_challenge: "" },
      { code_challenge_method: "plain" },
      { request_uri: "urn:ietf:params:oauth:request_uri:x" },
    ];
    for (const change of wrong) {
      const answer = await client.send("/request", { ...parameters, ...change });
      assert.equal(answer.status, 400, JSON.stringify(change));
    }
    for (const method of ["GET", "PUT", "DELETE"]) {
      const answer = await fetch(`${sso.issuer}/request`, { method });
      assert.ok([404, 405].includes(answer.status), `${method} ${answer.status}`);
    }
  });

  check("a request that was not pushed is refused", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "unpushed");
    const { parameters } = await newRequest();
    const query = new URLSearchParams({ ...parameters, client_id: client.clientId });
    const page = await open(world, `${sso.issuer}/auth?${query.toString()}`);
    assert.equal(refusalOf(page), "invalid_request");
  });

  check(
    "a pushed request is its client's, ends, and is spent by its answer, not by a look",
    async () => {
      const { sso, expire } = world();
      const client = await createFapiClient(sso, "pusher");
      const other = await createFapiClient(sso, "pusher-too");
      const push = async () => {
        const { parameters } = await newRequest();
        return await client.send("/request", parameters);
      };
      const pushed = await push();
      const looked = await open(world, client.urlOf(pushed));
      assert.match(looked.url, /\/interaction\//);
      const stolen = await open(world, other.urlOf(pushed));
      assert.equal(refusalOf(stolen), "invalid_request_object");
      const done = await citizenAt(sso, client.urlOf(pushed));
      assert.ok(new URL(done.leftTo ?? "").searchParams.has("code"));
      assert.equal(refusalOf(await open(world, client.urlOf(pushed))), "invalid_request_uri");
      const late = await push();
      await expire("PushedAuthorizationRequest");
      assert.equal(refusalOf(await open(world, client.urlOf(late))), "invalid_request_uri");
    },
  );

  check("a code bound to a key is redeemed with that key alone", async () => {
    const { sso } = world();
    const client = await createFapiClient(sso, "binding");
    const another = await newProofKey();
    const dpop_jkt = await calculateJwkThumbprint(client.own.publicJwk);
    const theirs = await calculateJwkThumbprint(another.publicJwk);
    const { parameters } = await newRequest({ dpop_jkt: theirs });
    assert.equal((await client.send("/request", parameters)).status, 400, "not the proof's key");
    const { browser } = await client.authorize();
    for (const [more, vary] of [
      [{}, {}],
      [{ dpop_jkt }, { proofKey: false }],
    ] as const) {
      const wrong = await client.authorize(more, vary, browser);
      const refused = await client.redeem(wrong.grant, { proofKey: another });
      assert.deepEqual([refused.status, refused.body["error"]], [400, "invalid_grant"]);
      const right = await client.authorize(more, vary, browser);
      assert.equal((await client.redeem(right.grant)).status, 200);
    }
  });
};

/** The FAPI 2.0 plan's modules about authorization requests. */
export const fapi2Requests = (world: WorldSource): void => {
  flows(world);
  pushing(world);
};
