import type { JWK } from "jose";
import * as client from "openid-client";
import { z } from "zod";
import { signInOriginOf, type SignInOrigin } from "@gov/kit/back-channel-logout/sign-in-origin.ts";
import { importProofKey } from "@gov/kit/dpop.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";

export const staffSchema = z.object({
  username: z.string().min(1).max(100),
  institution: z.string().min(1).max(64),
  roles: z.array(z.string()).max(20),
  name: z.string().min(1).max(200),
});
export type Staff = z.infer<typeof staffSchema>;

/** What a sign-in under way must come back with. */
export const signInSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
});
export type SignIn = z.infer<typeof signInSchema>;

/** Who signed in, by which ID token, and what the sign-in service will call that when it ends. */
export type SignedInStaff = Readonly<{ staff: Staff; idToken: string; origin: SignInOrigin }>;

type Provider = Readonly<{ config: client.Configuration; bound: client.DPoPHandle }>;

export type StaffSignIn = Readonly<{
  start: () => Promise<Result<{ url: string; signIn: SignIn }, "providerSilent">>;
  finish: (current: URL, signIn: SignIn) => Promise<Result<SignedInStaff, "refused">>;
  /** Where to send the browser to sign out everywhere; our own start when that is not known. */
  signOutUrl: (idToken: string | undefined) => Promise<string>;
  /** Where forms that sign out end. */
  provider: string;
}>;

/**
 * Sign-in of staff at the unified sign-in: OpenID Connect by the FAPI 2.0 Security Profile, for
 * these pages move money. Requests are pushed, the client proves itself with its key, and tokens
 * are bound to one that this process made.
 */
export const createStaffSignIn = (options: {
  issuer: string;
  clientId: string;
  privateKey: JWK;
  redirectUri: string;
  postLogoutUri: string;
}): StaffSignIn => {
  let known: Provider | undefined;
  const findProvider = async (): Promise<Provider> => {
    if (known) return known;
    const insecure = options.issuer.startsWith("http:") ? [client.allowInsecureRequests] : [];
    const { privateKey } = await importProofKey(options.privateKey);
    const config = await client.discovery(
      new URL(options.issuer),
      options.clientId,
      { id_token_signed_response_alg: "ES256" },
      client.PrivateKeyJwt(privateKey),
      { execute: insecure, timeout: 5 },
    );
    const bound = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
    known = { config, bound };
    return known;
  };

  const start: StaffSignIn["start"] = async () => {
    const signIn = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    try {
      const { config } = await findProvider();
      const url = await client.buildAuthorizationUrlWithPAR(config, {
        redirect_uri: options.redirectUri,
        scope: "openid profile staff",
        state: signIn.state,
        nonce: signIn.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(signIn.verifier),
        code_challenge_method: "S256",
      });
      return ok({ url: url.href, signIn });
    } catch {
      return err("providerSilent");
    }
  };

  const finish: StaffSignIn["finish"] = async (current, signIn) => {
    try {
      const { config, bound } = await findProvider();
      const checks = {
        pkceCodeVerifier: signIn.verifier,
        expectedState: signIn.state,
        expectedNonce: signIn.nonce,
      };
      const proof = { DPoP: bound };
      const tokens = await client.authorizationCodeGrant(config, current, checks, {}, proof);
      const claims = tokens.claims();
      const staff = staffSchema.safeParse(claims);
      const origin = signInOriginOf(options.clientId, claims);
      const idToken = tokens.id_token;
      if (!staff.success || !origin || idToken === undefined) return err("refused");
      return ok({ staff: staff.data, idToken, origin });
    } catch {
      return err("refused");
    }
  };

  const signOutUrl: StaffSignIn["signOutUrl"] = async (idToken) => {
    if (idToken === undefined) return "/";
    try {
      const { config } = await findProvider();
      const back = { post_logout_redirect_uri: options.postLogoutUri };
      return client.buildEndSessionUrl(config, { id_token_hint: idToken, ...back }).href;
    } catch {
      return "/";
    }
  };
  return { start, finish, signOutUrl, provider: new URL(options.issuer).origin };
};
