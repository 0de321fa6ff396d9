import { SignJWT, type JWK } from "jose";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { createProof, importProofKey, type ProofKey } from "./dpop.ts";

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

export type TokenSource = Readonly<{
  /** The headers that authorise this one request: the token, and the proof where it is bound. */
  authorize: (method: string, url: string) => Promise<Record<string, string>>;
  forget: () => void;
}>;

/**
 * How a machine client proves itself: with a secret, or with its own key (`private_key_jwt`), and
 * then its tokens are bound to that key by DPoP.
 */
export type ClientProof = Readonly<{ clientSecret: string } | { privateKey: JWK }>;

type Options = ClientProof &
  Readonly<{ issuer: string; clientId: string; resource: string; scope: string }>;

const assertionS = 60;
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const assertion = async (key: ProofKey, options: Options): Promise<string> =>
  await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(options.clientId)
    .setSubject(options.clientId)
    .setAudience(options.issuer)
    .setIssuedAt()
    .setExpirationTime(`${assertionS}s`)
    .sign(key.privateKey);

/** What the token request carries besides its grant, by the client's way to prove itself. */
const credentials = async (options: Options, key: ProofKey | undefined) => {
  if (key) {
    const target = { method: "POST", url: `${options.issuer}/token` };
    return {
      headers: { dpop: await createProof(key, target) },
      body: {
        client_assertion: await assertion(key, options),
        client_assertion_type: assertionType,
      },
    };
  }
  const secret = "clientSecret" in options ? options.clientSecret : "";
  const basic = [options.clientId, secret].map(encodeURIComponent).join(":");
  const authorization = `Basic ${Buffer.from(basic).toString("base64")}`;
  return { headers: { authorization }, body: {} };
};

/**
 * Access tokens of a machine client (OAuth 2.0 client credentials, RFC 8707 resource), kept
 * until shortly before they expire; simultaneous callers share one request. Rejects when the
 * sign-in service does not answer within five seconds or refuses the client.
 */
export const createTokenSource = (options: Options): TokenSource => {
  let current: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;
  const key = "privateKey" in options ? importProofKey(options.privateKey) : undefined;
  // A key that cannot be read is told of by the first call, not by a crash before it.
  key?.catch(() => undefined);

  const ask = async (): Promise<string> => {
    const { headers, body } = await credentials(options, await key);
    const response = await fetch(`${options.issuer}/token`, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: new URLSearchParams({
        grant_type: "client_credentials",
        resource: options.resource,
        scope: options.scope,
        ...body,
      }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`the sign-in service refused the client: ${response.status}`);
    const answer = answerSchema.parse(await response.json());
    current = { token: answer.access_token, until: Date.now() + (answer.expires_in - 30) * 1000 };
    return answer.access_token;
  };

  const get = async (): Promise<string> => {
    if (current && current.until > Date.now()) return current.token;
    asking ??= ask().finally(() => (asking = undefined));
    return await asking;
  };
  const authorize = async (method: string, url: string): Promise<Record<string, string>> => {
    const token = await get();
    const own = await key;
    if (!own) return { authorization: `Bearer ${token}` };
    return {
      authorization: `DPoP ${token}`,
      dpop: await createProof(own, { method, url }, token),
    };
  };
  return { authorize, forget: () => (current = undefined) };
};
