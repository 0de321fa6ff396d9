import { listen } from "@gov/kit/server.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as openid from "openid-client";
import type { Key } from "./relying-party.ts";

type Pending = Readonly<{ verifier: string; state: string; nonce: string; maxAge?: number }>;
type SignedIn = Readonly<{
  claims: openid.IDToken;
  idToken: string;
  refreshToken: string;
  accessToken: string;
  name: unknown;
}>;

/**
 * A site that lets people in with openid-client, in the strictest way it can: a key instead of a
 * secret, pushed requests, tokens bound to a key. One visitor at a time.
 */
export const openOpenidClientSite = async (issuer: string, clientId: string, key: Key) => {
  const auth = openid.PrivateKeyJwt({ key: key.privateKey, kid: key.kid });
  const execute = [openid.allowInsecureRequests];
  let config: openid.Configuration;
  let more: { DPoP: openid.DPoPHandle };
  let home = "";
  let pending: Pending | undefined;
  let user: SignedIn | undefined;

  const start = async (maxAge?: number): Promise<string> => {
    const verifier = openid.randomPKCECodeVerifier();
    pending = {
      verifier,
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      ...(maxAge === undefined ? {} : { maxAge }),
    };
    const parameters = {
      redirect_uri: `${home}/callback`,
      scope: "openid profile offline_access",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: pending.state,
      nonce: pending.nonce,
      ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
    };
    return (await openid.buildAuthorizationUrlWithPAR(config, parameters, more)).href;
  };
  const finish = async (url: URL): Promise<void> => {
    const checks = {
      pkceCodeVerifier: pending?.verifier ?? "",
      expectedState: pending?.state ?? "",
      expectedNonce: pending?.nonce ?? "",
      idTokenExpected: true,
      ...(pending?.maxAge === undefined ? {} : { maxAge: pending.maxAge }),
    };
    const tokens = await openid.authorizationCodeGrant(config, url, checks, undefined, more);
    const claims = tokens.claims();
    if (!claims) throw new Error("no ID token");
    const told = await openid.fetchUserInfo(config, tokens.access_token, claims.sub, more);
    user = {
      claims,
      idToken: tokens.id_token ?? "",
      refreshToken: tokens.refresh_token ?? "",
      accessToken: tokens.access_token,
      name: told.name,
    };
  };
  const refresh = async (): Promise<void> => {
    if (!user) return;
    const tokens = await openid.refreshTokenGrant(config, user.refreshToken, undefined, more);
    user = { ...user, accessToken: tokens.access_token };
  };
  const leave = (): string => {
    const url = openid.buildEndSessionUrl(config, {
      id_token_hint: user?.idToken ?? "",
      post_logout_redirect_uri: `${home}/`,
      state: "bye",
    });
    user = undefined;
    return url.href;
  };

  const route = async (url: URL): Promise<string | undefined> => {
    if (url.pathname === "/signin") return await start();
    if (url.pathname === "/again") return await start(0);
    if (url.pathname === "/leave") return leave();
    if (url.pathname === "/refresh") await refresh();
    else if (url.pathname === "/callback") await finish(url);
    else return undefined;
    return "/";
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    route(new URL(request.url ?? "/", home)).then(
      (location) =>
        location === undefined
          ? response.end(JSON.stringify(user ?? "nobody"))
          : response.writeHead(303, { location }).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  };
  const server = await listen(answer, { port: 0 });
  home = `http://localhost:${server.port}`;
  const discover = async (): Promise<void> => {
    config = await openid.discovery(new URL(issuer), clientId, undefined, auth, { execute });
    more = { DPoP: openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256")) };
  };
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.close();
  };
  return { home, discover, close };
};
