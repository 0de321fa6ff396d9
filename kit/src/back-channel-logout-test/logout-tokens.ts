import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { SignJWT, type CryptoKey, type JWTHeaderParameters, type JWTPayload } from "jose";

/** A stand-in of the sign-in service: what it signs with. */
export type Issuer = Readonly<{ issuer: string; privateKey: CryptoKey; kid: string }>;

type Whom = Readonly<{ sub?: string | undefined; sid?: string | undefined }>;
type Token = Readonly<{
  claims: JWTPayload;
  header?: Partial<JWTHeaderParameters>;
  key?: CryptoKey | KeyObject;
}>;

const event = "http://schemas.openid.net/event/backchannel-logout";
const nowS = (): number => Math.floor(Date.now() / 1000);

const rightClaims = (issuer: string, clientId: string, whom: Whom): JWTPayload => ({
  iss: issuer,
  aud: clientId,
  iat: nowS(),
  exp: nowS() + 120,
  jti: randomUUID(),
  events: { [event]: {} },
  ...(whom.sub === undefined ? {} : { sub: whom.sub }),
  ...(whom.sid === undefined ? {} : { sid: whom.sid }),
});

const sign = async ({ kid, privateKey }: Issuer, { claims, header, key }: Token): Promise<string> =>
  await new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid, typ: "logout+jwt", ...header })
    .sign(key ?? privateKey);

/** A logout token as the sign-in service makes it. */
export const logoutToken = async (issuer: Issuer, clientId: string, whom: Whom): Promise<string> =>
  await sign(issuer, { claims: rightClaims(issuer.issuer, clientId, whom) });

const without = (claims: JWTPayload, name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

const unsigned = (claims: JWTPayload): string =>
  [{ alg: "none", typ: "logout+jwt" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".")
    .concat(".");

const stranger = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** Tokens that a relying party must refuse, by what is wrong with them (2.6 of the standard). */
const wrong: Readonly<Record<string, (right: JWTPayload) => Token | string>> = {
  "no token at all": () => "no.token.atall",
  "not signed": (right) => unsigned(right),
  "signed by a stranger": (right) => ({ claims: right, key: stranger() }),
  "signed with a key that nobody published": (right) => ({
    claims: right,
    header: { kid: "another" },
    key: stranger(),
  }),
  "signed with a secret": (right) => ({
    claims: right,
    header: { alg: "HS256" },
    key: new TextEncoder().encode("a secret of 32 characters at least") as never,
  }),
  "of another issuer": (right) => ({ claims: { ...right, iss: "http://localhost:1" } }),
  "for another client": (right) => ({ claims: { ...right, aud: "another-client" } }),
  "without a time of issue": (right) => ({ claims: without(right, "iat") }),
  "of a time to come": (right) => ({
    claims: { ...right, iat: nowS() + 600, exp: nowS() + 700 },
  }),
  "of long ago": (right) => ({ claims: { ...right, iat: nowS() - 900, exp: nowS() + 900 } }),
  "that has run out": (right) => ({ claims: { ...right, iat: nowS() - 200, exp: nowS() - 60 } }),
  "without an end": (right) => ({ claims: without(right, "exp") }),
  "without jti": (right) => ({ claims: without(right, "jti") }),
  "with an empty jti": (right) => ({ claims: { ...right, jti: "" } }),
  "without events": (right) => ({ claims: without(right, "events") }),
  "of another event": (right) => ({ claims: { ...right, events: { "urn:other": {} } } }),
  "whose event is no object": (right) => ({ claims: { ...right, events: { [event]: "yes" } } }),
  "with a nonce": (right) => ({ claims: { ...right, nonce: "n-1" } }),
  "of nobody": (right) => ({ claims: without(without(right, "sub"), "sid") }),
  "of the type of access tokens": (right) => ({ claims: right, header: { typ: "at+jwt" } }),
};

/** Every wrong token about somebody, each beside what is wrong with it. */
export const wrongLogoutTokens = async (
  issuer: Issuer,
  clientId: string,
  whom: Whom,
): Promise<(readonly [name: string, token: string])[]> =>
  await Promise.all(
    Object.entries(wrong).map(async ([name, make]) => {
      const made = make(rightClaims(issuer.issuer, clientId, whom));
      return [name, typeof made === "string" ? made : await sign(issuer, made)] as const;
    }),
  );

/** Sends a logout token as the sign-in service does. */
export const postLogout = async (
  url: string,
  token: string,
): Promise<Readonly<{ status: number; cacheControl: string | null; body: string }>> => {
  const response = await fetch(`${url}/backchannel-logout`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ logout_token: token }).toString(),
  });
  const { status, headers } = response;
  return { status, cacheControl: headers.get("cache-control"), body: await response.text() };
};
