import { listen, type RunningServer } from "@gov/kit/server.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as openid from "openid-client";
import { register, discover, newKey, type Key } from "./relying-party.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let site: RunningServer;
let elsewhere: RunningServer;
let published: readonly Key[] = [];
let asked = 0;
let secretsAsked = 0;

before(async () => {
  elsewhere = await listen(
    (_request, response) => {
      secretsAsked += 1;
      response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
    },
    { port: 0 },
  );
  site = await listen(
    (request, response) => {
      asked += 1;
      if (request.url === "/moved") {
        response.writeHead(302, { location: `http://localhost:${elsewhere.port}/` }).end();
      } else if (request.url === "/huge") {
        response.end(`{"keys":[${" ".repeat(8 * 1024 * 1024)}]}`);
      } else {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
      }
    },
    { port: 0 },
  );
  sso = await startSso(undefined, {
    environment: { OUTBOUND_HOSTS: `localhost:${site.port}` },
  });
});
after(async () => {
  for (const server of [site, elsewhere]) {
    server.server.closeAllConnections();
    await server.close();
  }
  await sso.close();
});

const machine = (publicKeysUrl: string) => ({
  kind: "machine",
  redirectUris: [],
  postLogoutRedirectUris: [],
  scopes: ["bills:read"],
  resources: ["urn:gov:pay"],
  publicKeysUrl,
});

const tokenBy = async (clientId: string, key: Key): Promise<string> => {
  const auth = openid.PrivateKeyJwt({ key: key.privateKey, kid: key.kid });
  const config = await discover(sso, clientId, auth);
  const answer = await openid.clientCredentialsGrant(config, { resource: "urn:gov:pay" });
  return answer.access_token;
};

test("a client's keys are fetched from its own address, once a minute", async () => {
  const [first, second] = [await newKey("first", "PS256"), await newKey("second")];
  published = [first, second];
  await register(sso, "by-address", machine(`http://localhost:${site.port}/jwks`));
  assert.ok(await tokenBy("by-address", first));
  assert.ok(await tokenBy("by-address", second));
  assert.equal(asked, 1);
  const unknown = await newKey("third");
  await assert.rejects(tokenBy("by-address", unknown), { error: "invalid_client" });
});

test("an address on a host that is not listed is refused when it is registered", async () => {
  const address = `http://localhost:${elsewhere.port}/jwks`;
  const answer = await adminPut(sso, "clients/elsewhere", {
    name: { ar: "خدمة", en: "A service" },
    ...machine(address),
  });
  assert.equal(answer.status, 400);
  const { errors } = (await answer.json()) as {
    errors: { field: string; message: { en: string } }[];
  };
  assert.equal(errors[0]?.field, "publicKeysUrl");
  assert.match(JSON.stringify(errors[0]?.message), new RegExp(`localhost:${elsewhere.port}`));
});

test("an address that leads elsewhere or answers without end gives no token", async () => {
  published = [await newKey("one")];
  const [key] = published;
  assert.ok(key);
  for (const path of ["moved", "huge", "nothing-listens"]) {
    await register(sso, `by-${path}`, machine(`http://localhost:${site.port}/${path}`));
    if (path === "nothing-listens") published = [];
    await assert.rejects(tokenBy(`by-${path}`, key), path);
  }
  assert.equal(secretsAsked, 0, "a redirect is not followed");
});

test("keys in two places, or a private part, are refused", async () => {
  const key = await newKey();
  const base = {
    name: { ar: "خدمة", en: "A service" },
    ...machine(`http://localhost:${site.port}/`),
  };
  const both = await adminPut(sso, "clients/both", { ...base, publicKeys: [key.jwk] });
  assert.equal(both.status, 400);
  const { publicKeysUrl: _url, ...rest } = base;
  const secret = await adminPut(sso, "clients/both", {
    ...rest,
    publicKeys: [{ ...key.jwk, d: key.jwk.x }],
  });
  assert.equal(secret.status, 400);
});
