import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createSoftToken } from "../soft-token.ts";
import { clients, seed, signedIn, secret } from "../people-and-clients.ts";
import { machineToken, requestToken, startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { promotePublishedKey, publishNewKey, retireOldKeys } from "#src/key/key-rotation.ts";
import { listSigningKeys } from "#src/key/signing-key-queries.ts";

// The sign-in with its keys in a hardware token, played by SoftHSM through PKCS#11.

let token: Awaited<ReturnType<typeof createSoftToken>>;
let sso: SsoUnderTest;
before(async () => {
  token = await createSoftToken();
  sso = await startSso(undefined, { environment: token.environment });
  await seed(sso);
});
after(async () => {
  await sso.close();
  await token.remove();
});

const pay = { resource: "urn:gov:pay", scope: "billers:write" };
const issue = () => machineToken(sso, pay.resource, pay.scope);
const listKeys = () => listSigningKeys(sso.db, sso.config.KEY_ENCRYPTION_KEY);

/** Waits for what the service finds out by itself. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => void setTimeout(resolve, 20));
};

test("a person signs in, and everything verifies; the private key is in the token alone", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  assert.ok((await attempt.finish(callback)).claims());
  const jwks = createRemoteJWKSet(new URL(`${sso.issuer}/jwks`));
  assert.ok(await jwtVerify(await issue(), jwks, { issuer: sso.issuer }));
  const keys = await listKeys();
  assert.ok(keys.every(({ place, jwk }) => place === "token" && jwk.d === undefined));
});

test("keys turn in the token, and one that is retired is gone from it", async () => {
  const first = decodeProtectedHeader(await issue()).kid ?? "";
  assert.ok((await publishNewKey(sso.keys)).ok);
  assert.ok((await promotePublishedKey(sso.keys, 0)).ok);
  await sso.engine.refresh();
  assert.notEqual(decodeProtectedHeader(await issue()).kid, first);
  assert.deepEqual(await retireOldKeys(sso.keys, 0), [first]);
  await sso.engine.refresh();
  const signed = await sso.keys.token?.sign(first, Buffer.from("x"));
  assert.deepEqual(signed, { ok: false, error: "no-key" });
});

test("the library falls under load, and no request notices", async () => {
  let issued = 0;
  let stop = false;
  const caller = async (): Promise<void> => {
    while (!stop) {
      const answer = await requestToken(sso, pay);
      assert.equal(answer.status, 200, await answer.text());
      issued += 1;
    }
  };
  const fall = async (): Promise<void> => {
    for (let fallen = 0; fallen < 3; fallen += 1) {
      const before = issued;
      const pid = sso.keys.token?.pid();
      assert.ok(pid !== undefined);
      process.kill(pid, "SIGKILL");
      await until(() => sso.keys.token?.pid() !== pid && issued > before + 40);
    }
  };
  const falling = fall().finally(() => {
    stop = true;
  });
  await Promise.all([falling, ...[1, 2, 3, 4, 5, 6, 7, 8].map(caller)]);
});

test("without the token people hear when to come back, and a code is not lost", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  await token.leave();
  // The first to need it finds it gone.
  const found = await requestToken(sso, pay);
  assert.equal(found.status, 503);
  assert.equal(found.headers.get("retry-after"), "5");
  const redeem = () =>
    fetch(`${sso.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`portal:${secret}`).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: new URL(callback).searchParams.get("code") ?? "",
        redirect_uri: clients.portal.redirectUris[0],
        code_verifier: attempt.verifier,
      }),
    });
  assert.equal((await redeem()).status, 503);
  const keys = (await (await fetch(`${sso.issuer}/jwks`)).json()) as { keys: unknown[] };
  assert.equal(keys.keys.length, 1, "verifiers still find the keys");
  await token.come();
  await until(() => sso.keys.token?.isAway() === false);
  assert.equal((await redeem()).status, 200);
});

test("how many signatures it gives a second", async (t) => {
  const data = Buffer.alloc(600);
  const kid = (await listKeys())[0]?.kid ?? "";
  const began = performance.now();
  let signed = 0;
  const caller = async (): Promise<void> => {
    for (let done = 0; done < 500; done += 1) {
      const signature = await sso.keys.token?.sign(kid, data);
      assert.ok(signature?.ok && signature.value.length === 64);
      signed += 1;
    }
  };
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(caller));
  const perSecond = signed / ((performance.now() - began) / 1_000);
  t.diagnostic(`${Math.round(perSecond)} signatures a second, 8 callers`);
});
