import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type TokenIssuer = Readonly<{
  url: string;
  token: (claims: {
    clientId: string;
    scope: string;
    audience?: string;
    /** The key the token is bound to. */
    cnf?: { jkt: string };
  }) => Promise<string>;
  /** Who signs in next, and for which client's console. */
  signInAs: (staff: Record<string, unknown>) => void;
  /** What it signs with, as whom, and the sessions it has begun, by `sid`, the newest last. */
  issuer: string;
  privateKey: CryptoKey;
  kid: string;
  sids: string[];
  close: () => Promise<void>;
}>;

/** Undefined where the request is refused. */
type Answer = object | undefined;

/** A small sign-in service: access tokens (RFC 9068), and OpenID Connect's code flow. */
export const startTokenIssuer = async (): Promise<TokenIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", alg: "ES256", use: "sig" };
  let staff: Record<string, unknown> = {};
  let url = "";
  const nonces = new Map<string, string>();
  const pushed = new Map<string, URLSearchParams>();
  const sids: string[] = [];
  const sign = async (claims: Record<string, unknown>, audience: string, typ: string) =>
    await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "test", typ })
      .setIssuer(url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  const answers: Record<string, (asked: URL, body: URLSearchParams) => Answer | Promise<Answer>> = {
    "/jwks": () => ({ keys: [jwk] }),
    "/.well-known/openid-configuration": () => ({
      issuer: url,
      authorization_endpoint: `${url}/auth`,
      token_endpoint: `${url}/token`,
      pushed_authorization_request_endpoint: `${url}/request`,
      jwks_uri: `${url}/jwks`,
      end_session_endpoint: `${url}/session/end`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
    }),
    "/request": (_asked, body) => {
      if (!provesKey(body)) return undefined;
      const requestUri = `urn:ietf:params:oauth:request_uri:${pushed.size}`;
      pushed.set(requestUri, body);
      return { request_uri: requestUri, expires_in: 60 };
    },
    "/token": async (_asked, body) => {
      if (body.get("grant_type") === "client_credentials") return await machineToken(body);
      return await staffTokens(body);
    },
  };
  /** As FAPI 2.0 asks: an assertion by the client's key, for us alone. */
  const provesKey = (body: URLSearchParams): boolean =>
    decodeJwt(body.get("client_assertion") ?? "")["aud"] === url;
  const staffTokens = async (body: URLSearchParams) => {
    if (!provesKey(body) || body.get("proof") === null) return undefined;
    const sid = `sid-${sids.length}`;
    sids.push(sid);
    const nonce = nonces.get(body.get("code") ?? "");
    return {
      access_token: "unused",
      token_type: "DPoP",
      expires_in: 60,
      id_token: await sign({ sub: "staff-1", sid, nonce, ...staff }, "pay-console", "JWT"),
    };
  };
  // The test's clients have no secrets: whoever asks is believed to be the one they name.
  const machineToken = async (body: URLSearchParams) => ({
    access_token: await token({
      clientId: body.get("client_id") ?? "",
      scope: body.get("scope") ?? "",
    }),
    token_type: "Bearer",
    expires_in: 600,
  });
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? "/", "http://localhost");
    if (asked.pathname === "/auth") {
      const parameters = pushed.get(asked.searchParams.get("request_uri") ?? "");
      const code = `code-${nonces.size}`;
      nonces.set(code, parameters?.get("nonce") ?? "");
      const back = new URL(parameters?.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", parameters?.get("state") ?? "");
      response.writeHead(303, { location: back.href }).end();
      return;
    }
    let body = "";
    request.on("data", (part) => (body += part));
    const finish = async (): Promise<void> => {
      const form = new URLSearchParams(body);
      const basic = request.headers.authorization?.replace("Basic ", "") ?? "";
      const [clientId] = Buffer.from(basic, "base64").toString().split(":");
      if (clientId) form.set("client_id", decodeURIComponent(clientId));
      const proof = request.headers["dpop"];
      if (typeof proof === "string") form.set("proof", proof);
      const answer = await answers[asked.pathname]?.(asked, form);
      const good = asked.pathname === "/request" ? 201 : 200;
      response.writeHead(answer ? good : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? {}));
    };
    request.on("end", () => void finish());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const token: TokenIssuer["token"] = async ({ clientId, scope, audience, cnf }) =>
    await sign(
      { client_id: clientId, scope, sub: clientId, ...(cnf ? { cnf } : {}) },
      audience ?? "urn:gov:pay",
      "at+jwt",
    );
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const signInAs: TokenIssuer["signInAs"] = (next) => (staff = next);
  return { url, issuer: url, privateKey, kid: "test", sids, token, signInAs, close };
};
