import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type TokenIssuer = Readonly<{
  url: string;
  token: (claims: { clientId: string; scope: string; audience?: string }) => Promise<string>;
  close: () => Promise<void>;
}>;

/** A small sign-in service: it publishes its key and signs access tokens (RFC 9068). */
export const startTokenIssuer = async (): Promise<TokenIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", alg: "ES256", use: "sig" };
  const server = createServer((request, response) => {
    const known = request.url === "/jwks";
    response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(known ? { keys: [jwk] } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const token: TokenIssuer["token"] = async ({ clientId, scope, audience }) =>
    await new SignJWT({ client_id: clientId, scope })
      .setProtectedHeader({ alg: "ES256", kid: "test", typ: "at+jwt" })
      .setIssuer(url)
      .setSubject(clientId)
      .setAudience(audience ?? "urn:gov:pay")
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, token, close };
};
