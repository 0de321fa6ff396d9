import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, UnsecuredJWT } from "jose";
import assert from "node:assert/strict";
import * as openid from "openid-client";
import { createFormBrowser, textOf } from "../form-browser.ts";
import { amal, secret } from "../people-and-clients.ts";
import {
  callback,
  citizenAt,
  discover,
  errorSent,
  newRequest,
  refusalOf,
} from "../registered-clients.ts";
import { check } from "./check.ts";
import { userinfo, type WorldSource } from "./world.ts";

const flows = (world: WorldSource): void => {
  check("a code flow gives an ID token that the published key verifies", async () => {
    const { sso, signIn } = world();
    const { callback: answer, redeem, request } = await signIn({ scope: "openid" });
    assert.equal(answer.searchParams.get("state"), request.checks.expectedState);
    const tokens = await redeem();
    const idToken = tokens.id_token ?? "";
    assert.equal(decodeProtectedHeader(idToken).alg, "ES256");
    assert.ok(decodeProtectedHeader(idToken).kid);
    const keys = createRemoteJWKSet(new URL(`${sso.issuer}/jwks`));
    const options = { issuer: sso.issuer, audience: "basic" };
    const { payload } = await jwtVerify(idToken, keys, options);
    assert.equal(payload["nonce"], request.checks.expectedNonce);
    assert.ok((payload.exp ?? 0) > (payload.iat ?? 0) && payload.sub);
  });

  check("a request without response_type is refused", async () => {
    const { page } = await world().ask({ response_type: "" });
    assert.equal(refusalOf(page), "invalid_request");
  });

  check("userinfo answers GET, POST with a header and POST with a body", async () => {
    const { sso, signIn } = world();
    const tokens = await (await signIn()).redeem();
    const token = tokens.access_token;
    const body = new URLSearchParams({ access_token: token });
    const answers = [
      await userinfo(sso, token),
      await userinfo(sso, token, { method: "POST" }),
      await userinfo(sso, "", { method: "POST", body, headers: {} }),
    ];
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.equal(((await answer.json()) as { sub: string }).sub, tokens.claims()?.sub);
    }
  });

  check("a request without nonce succeeds", async () => {
    const { config, sso } = world();
    const { parameters, checks } = await newRequest();
    const { nonce: _nonce, ...rest } = parameters;
    const url = openid.buildAuthorizationUrl(config, rest);
    const { leftTo = "" } = await citizenAt(sso, url.href);
    const { pkceCodeVerifier, expectedState } = checks;
    const fits = { pkceCodeVerifier, expectedState };
    const tokens = await openid.authorizationCodeGrant(config, new URL(leftTo), fits);
    assert.equal(tokens.claims()?.["nonce"], undefined);
  });

  check("each scope gives its claims and no others", async () => {
    const { sso, signIn } = world();
    const claimsFor = async (scope: string): Promise<string[]> => {
      const tokens = await (await signIn({ scope })).redeem();
      const told = (await (await userinfo(sso, tokens.access_token)).json()) as object;
      return Object.keys(told).filter((name) => !["sub", "acr", "amr"].includes(name));
    };
    assert.deepEqual(await claimsFor("openid"), []);
    assert.deepEqual((await claimsFor("openid profile")).toSorted(), ["name", "name#en"]);
    assert.deepEqual(await claimsFor("phone openid"), ["phone_number"]);
    const all = await claimsFor("phone national_id openid profile");
    assert.deepEqual(all.toSorted(), ["name", "name#en", "national_id", "phone_number"]);
  });

  check("display, hints and languages are taken without harm", async () => {
    const { signIn, ask } = world();
    const asks = {
      display: "popup",
      login_hint: "somebody@example.test",
      ui_locales: "en ar",
      claims_locales: "en",
      acr_values: "urn:gov:loa:2 urn:elsewhere:1",
      extra: "nobody knows this",
    };
    const { page } = await ask(asks);
    assert.match(page.html, /<html lang="en"/);
    const tokens = await (await signIn(asks)).redeem();
    assert.equal(tokens.claims()?.["acr"], "urn:gov:loa:2");
    assert.ok(await (await signIn({ display: "page" })).redeem());
  });
};

const sessions = (world: WorldSource): void => {
  check("prompt=login asks again and says when", async () => {
    const { signIn, age } = world();
    const first = await signIn();
    const before = (await first.redeem()).claims();
    await age(100);
    const second = await signIn({ prompt: "login" }, first.browser);
    const claims = (await second.redeem()).claims();
    assert.ok(Math.abs(Number(claims?.["auth_time"]) - Date.now() / 1_000) < 60);
    assert.equal(claims?.sub, before?.sub);
  });

  check("prompt=none answers at once, with or without a session", async () => {
    const { ask, signIn, config } = world();
    assert.equal(errorSent((await ask({ prompt: "none" })).page), "login_required");
    const { redeem, browser } = await signIn();
    const tokens = await redeem();
    const hint = { prompt: "none", id_token_hint: tokens.id_token ?? "" };
    for (const more of [{ prompt: "none" }, hint]) {
      const { page, request } = await ask(more, browser);
      const answer = new URL(page.leftTo ?? "");
      const again = await openid.authorizationCodeGrant(config, answer, request.checks);
      assert.equal(again.claims()?.sub, tokens.claims()?.sub);
    }
    const forged = await ask({ ...hint, id_token_hint: `${tokens.id_token}x` }, browser);
    assert.equal(errorSent(forged.page), "invalid_request");
  });

  check("max_age asks again when the sign-in is older, and only then", async () => {
    const { ask, signIn, age, config } = world();
    const { browser, redeem } = await signIn();
    await redeem();
    await age(100);
    const young = await ask({ max_age: "10000", prompt: "none" }, browser);
    const answer = new URL(young.page.leftTo ?? "");
    const tokens = await openid.authorizationCodeGrant(config, answer, young.request.checks);
    const then = Number(tokens.claims()?.["auth_time"]);
    assert.ok(then <= Date.now() / 1_000 - 100);
    assert.equal((await ask({ max_age: "1" }, browser)).page.leftTo, undefined);
    const anew = await (await signIn({ max_age: "1" }, browser)).redeem();
    assert.ok(Number(anew.claims()?.["auth_time"]) >= then + 100);
  });
};

const codes = (world: WorldSource): void => {
  check("a code works once, and a second use revokes what it gave", async () => {
    const { sso, signIn } = world();
    const { redeem } = await signIn();
    const tokens = await redeem();
    await assert.rejects(redeem(), { error: "invalid_grant" });
    assert.equal((await userinfo(sso, tokens.access_token)).status, 401);
  });

  check("an address that is not registered is never gone to", async () => {
    for (const redirect_uri of ["https://evil.test/", `${callback}/`, `${callback}?a=b`]) {
      const { page } = await world().ask({ redirect_uri });
      assert.equal(page.leftTo, undefined);
      assert.match(textOf(page), /invalid_redirect_uri/);
    }
  });

  check("an authorization request may be posted", async () => {
    const { sso } = world();
    const { parameters } = await newRequest();
    const page = await createFormBrowser(sso.issuer).open(`${sso.issuer}/auth`, {
      method: "POST",
      body: new URLSearchParams({ ...parameters, client_id: "basic" }),
    });
    assert.match(page.url, /\/interaction\//);
    const long = new URLSearchParams({
      ...parameters,
      client_id: "basic",
      state: "x".repeat(9_000),
    });
    const refused = await fetch(`${sso.issuer}/auth`, { method: "POST", body: long });
    assert.equal(refused.status, 413);
  });

  check("a secret may be sent in the body", async () => {
    const { sso, signIn } = world();
    const { callback: answer, request } = await signIn();
    const config = await discover(sso, "basic", openid.ClientSecretPost(secret));
    assert.ok(await openid.authorizationCodeGrant(config, answer, request.checks));
  });

  check("requests by reference and unsigned request objects are refused as such", async () => {
    const { ask } = world();
    const reference = await ask({ request_uri: "https://rp.test/request.jwt" });
    assert.equal(refusalOf(reference.page), "request_uri_not_supported");
    for (const redirect_uri of [callback, "https://evil.test/"]) {
      const claims = { redirect_uri, response_type: "code", client_id: "basic", scope: "openid" };
      const object = new UnsecuredJWT(claims).encode();
      const { page } = await ask({ request: object });
      assert.equal(refusalOf(page), "invalid_request_object", redirect_uri);
    }
  });

  check("a claim asked for by itself is given", async () => {
    const { sso, signIn } = world();
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const tokens = await (await signIn({ scope: "openid", claims })).redeem();
    const told = (await (await userinfo(sso, tokens.access_token)).json()) as { name: string };
    assert.equal(told.name, amal.body.name.ar);
  });

  check("a refresh token gives new tokens to its client alone", async () => {
    const { sso, config, signIn } = world();
    const tokens = await (await signIn({ scope: "openid offline_access" })).redeem();
    const other = await discover(sso, "basic-too", openid.ClientSecretBasic(secret));
    const token = tokens.refresh_token ?? "";
    await assert.rejects(openid.refreshTokenGrant(other, token), { error: "invalid_grant" });
    const renewed = await openid.refreshTokenGrant(config, token);
    assert.equal(renewed.claims()?.sub, tokens.claims()?.sub);
    assert.equal((await userinfo(sso, renewed.access_token)).status, 200);
  });
};

/** The Basic and Config plans. */
export const basicOp = (world: WorldSource): void => {
  flows(world);
  sessions(world);
  codes(world);
  check("discovery and keys are whole, and every endpoint is the issuer's", async () => {
    const { sso } = world();
    const answer = await fetch(`${sso.issuer}/.well-known/openid-configuration`);
    const found = (await answer.json()) as Record<string, unknown>;
    assert.equal(found["issuer"], sso.issuer);
    for (const [name, value] of Object.entries(found)) {
      if (!/_endpoint$|^jwks_uri$/.test(name)) continue;
      assert.ok(String(value).startsWith(`${sso.issuer}/`), name);
    }
    const supported = (name: string) => found[`${name}_supported`] as string[];
    assert.deepEqual(supported("response_types"), ["code"]);
    assert.deepEqual(supported("subject_types").toSorted(), ["pairwise", "public"]);
    assert.ok(supported("scopes").includes("openid"));
    assert.equal(found["claims_parameter_supported"], true);
    const { keys } = (await (await fetch(String(found["jwks_uri"]))).json()) as { keys: object[] };
    assert.ok(keys.length > 0 && keys.every((key) => "kid" in key && !("d" in key)));
  });
};
