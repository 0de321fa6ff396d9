import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createFormBrowser, type FormBrowser } from "../form-browser.ts";
import { clients, seed, secret, signInAsCitizen, beginSignIn } from "../people-and-clients.ts";
import { requestToken, startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { promotePublishedKey, publishNewKey, retireOldKeys } from "#src/key/key-rotation.ts";

export type DrillResult = Readonly<{
  signIns: number;
  userinfos: number;
  machineTokens: number;
  verified: number;
  /** Keys that signed, and keys that verifiers came to know. */
  signedWith: number;
  published: number;
  seconds: number;
}>;

type World = Readonly<{ processes: readonly SsoUnderTest[]; jwks: () => JSONWebKeySet }>;

const verifier = "a-code-verifier-of-the-drill-which-is-long-enough-to-be-one";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const portal = clients.portal;
const basic = `Basic ${Buffer.from(`portal:${secret}`).toString("base64")}`;

const authorizationQuery = new URLSearchParams({
  client_id: "portal",
  response_type: "code",
  redirect_uri: portal.redirectUris[0],
  scope: portal.scopes.join(" "),
  code_challenge: challenge,
  code_challenge_method: "S256",
  prompt: "none",
  nonce: "drill",
});

/** Verifies with the keys that a verifier knew before the token was asked for. */
const verify = async (token: string, known: JSONWebKeySet, issuer: string): Promise<string> => {
  const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(known), { issuer });
  return protectedHeader.kid ?? "";
};

/** One sign-in in an open session: authorised at one process, redeemed and used at the other. */
const signInAgain = async (
  { processes, jwks }: World,
  browser: FormBrowser,
  turn: number,
): Promise<string[]> => {
  const [first, second] = turn % 2 === 0 ? processes : processes.toReversed();
  assert.ok(first && second);
  const known = jwks();
  const page = await browser.open(`${first.address}/auth?${authorizationQuery.toString()}`);
  const code = new URL(page.leftTo ?? page.url).searchParams.get("code");
  assert.ok(code, `${page.status} ${page.url}`);
  const answer = await fetch(`${second.address}/token`, {
    method: "POST",
    headers: { authorization: basic },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: portal.redirectUris[0],
      code_verifier: verifier,
    }),
  });
  const tokens = (await answer.json()) as { id_token: string; access_token: string };
  assert.equal(answer.status, 200, JSON.stringify(tokens));
  const authorization = `Bearer ${tokens.access_token}`;
  const told = await fetch(`${first.address}/userinfo`, { headers: { authorization } });
  assert.equal(told.status, 200, await told.text());
  const machine = await requestToken(second, { resource: "urn:gov:pay", scope: "billers:write" });
  const { access_token: accessToken } = (await machine.json()) as { access_token: string };
  return [
    await verify(tokens.id_token, known, first.issuer),
    await verify(accessToken, known, first.issuer),
  ];
};

/** A browser with an open session, signed in with password and code. */
const openSession = async (sso: SsoUnderTest): Promise<FormBrowser> => {
  await sso.db.deleteFrom("throttle").execute();
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const page = await signInAsCitizen(sso, browser, await browser.open(attempt.url));
  assert.ok(page.leftTo, page.html);
  return browser;
};

const fetchKeys = async (sso: SsoUnderTest): Promise<JSONWebKeySet> =>
  (await (await fetch(`${sso.address}/jwks`)).json()) as JSONWebKeySet;

/** Publish, promote, retire, as an operator and a timer would, each seen by both processes. */
const rotate = async (
  processes: readonly SsoUnderTest[],
  everyVerifierLearns: () => Promise<void>,
): Promise<void> => {
  const [sso] = processes;
  assert.ok(sso);
  const refresh = () => Promise.all(processes.map(({ engine }) => engine.refresh()));
  // What the key before the last one signed has been verified since.
  await retireOldKeys(sso.keys, 0);
  assert.ok((await publishNewKey(sso.keys)).ok);
  // One process after the other: for a while they publish different sets.
  for (const one of processes) await one.engine.refresh();
  await everyVerifierLearns();
  assert.ok((await promotePublishedKey(sso.keys, 0)).ok);
  await refresh();
};

/**
 * So many sign-ins, each with a userinfo call and a machine's token, at two processes while the
 * keys turn three times. Every answer must be right, and every token must verify with the keys
 * that were published before it was asked for. Sessions are opened by password and code; the
 * sign-ins then need no page (`prompt=none`), so that hashing does not hide what is drilled.
 */
export const drillRotation = async (options: {
  signIns: number;
  callers: number;
}): Promise<DrillResult> => {
  // All of the drill's people come from one address.
  const environment = { AUTH_ADDRESS_BURST: "1000000" };
  const sso = await startSso(undefined, { environment });
  const beside = await startSso(undefined, { environment, beside: sso });
  const processes = [sso, beside];
  try {
    await seed(sso);
    let known = await fetchKeys(sso);
    const published = new Set<string>();
    const learn = async (): Promise<void> => {
      known = await fetchKeys(beside);
      for (const { kid } of known.keys) published.add(kid ?? "");
    };
    await learn();
    const browsers: FormBrowser[] = [];
    while (browsers.length < options.callers) browsers.push(await openSession(sso));
    const world = { processes, jwks: () => known };
    const underWay = new Set<Promise<unknown>>();
    /** In life this takes as long as verifiers keep keys; here, until who knew the old ones ends. */
    const everyVerifierLearns = async (): Promise<void> => {
      await learn();
      await Promise.all(underWay);
    };
    const signedWith = new Set<string>();
    let begun = 0;
    let done = 0;
    let verified = 0;
    let rotations = 0;
    let rotating: Promise<void> = Promise.resolve();
    const began = performance.now();
    const call = async (browser: FormBrowser): Promise<void> => {
      while (begun < options.signIns) {
        begun += 1;
        const signingIn = signInAgain(world, browser, begun);
        underWay.add(signingIn);
        const kids = await signingIn;
        underWay.delete(signingIn);
        for (const kid of kids) signedWith.add(kid);
        verified += kids.length;
        done += 1;
        // At a fifth, two fifths and three fifths of the way, one after the other.
        if (rotations < 3 && done >= ((rotations + 1) * options.signIns) / 5) {
          rotations += 1;
          rotating = rotating.then(() => rotate(processes, everyVerifierLearns));
        }
      }
    };
    await Promise.all(browsers.map(call));
    await rotating;
    return {
      signIns: done,
      userinfos: done,
      machineTokens: done,
      verified,
      signedWith: signedWith.size,
      published: published.size,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await beside.close();
    await sso.close();
  }
};
