import { z } from "zod";

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

export type TokenSource = Readonly<{ get: () => Promise<string>; forget: () => void }>;

/**
 * Access tokens of a machine client (OAuth 2.0 client credentials, RFC 8707 resource), kept
 * until shortly before they expire; simultaneous callers share one request. Rejects when the
 * sign-in service does not answer within five seconds or refuses the client.
 */
export const createTokenSource = (options: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  resource: string;
  scope: string;
}): TokenSource => {
  let current: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const credentials = [options.clientId, options.clientSecret].map(encodeURIComponent).join(":");
    const response = await fetch(`${options.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        resource: options.resource,
        scope: options.scope,
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
  return { get, forget: () => (current = undefined) };
};
