import { listen } from "@gov/kit/server.ts";
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
} from "jose";
import type { CryptoKey, JWK } from "jose";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Provider, type ClientMetadata } from "oidc-provider";

type Claims = Record<string, unknown>;

/** How the institution's provider misbehaves, once it signs what it says of a person. */
export type Misbehaviour = Partial<
  Readonly<{
    claims: Claims;
    /** Signs with another key than it publishes. */
    otherKey: boolean;
    /** Signs with another algorithm than was agreed. */
    alg: "HS256" | "none";
  }>
>;

const unsigned = (claims: Claims): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
};

const resign = async (token: string, key: CryptoKey, how: Misbehaviour): Promise<string> => {
  const claims = { ...decodeJwt(token), ...how.claims } as Claims;
  if (how.alg === "none") return unsigned(claims);
  if (how.alg === "HS256") {
    const secret = new TextEncoder().encode("a secret that both sides know of");
    return await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret);
  }
  const header = decodeProtectedHeader(token) as { alg: string };
  const other = await generateKeyPair("ES256");
  const signer = how.otherKey ? other.privateKey : key;
  return await new SignJWT(claims).setProtectedHeader(header).sign(signer);
};

/** Lets the engine answer, and changes the ID token in what it said. */
const answerChanged = (
  response: ServerResponse,
  change: (token: string) => Promise<string>,
): void => {
  const parts: Buffer[] = [];
  const send = response.end.bind(response);
  response.write = ((part: string | Buffer) => {
    parts.push(Buffer.from(part));
    return true;
  }) as typeof response.write;
  response.end = ((part?: string | Buffer) => {
    if (part) parts.push(Buffer.from(part));
    const body = JSON.parse(Buffer.concat(parts).toString()) as { id_token?: string };
    const token = body.id_token ?? "";
    const changed = token === "" ? Promise.resolve(token) : change(token);
    void changed.then((id_token) => {
      const text = JSON.stringify(token === "" ? body : { ...body, id_token });
      response.setHeader("content-length", Buffer.byteLength(text));
      return send(text);
    });
    return response;
  }) as typeof response.end;
};

/**
 * An institution's own sign-in service: a real OpenID provider whose only user is whoever `person`
 * says, signed in without a question.
 */
export const startInstitutionProvider = async () => {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = await listen((request, response) => answer(request, response), { port: 0 });
  const issuer = `http://localhost:${server.port}`;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: "institution", alg: "ES256" };
  const key = (await importJWK(jwk, "ES256")) as CryptoKey;

  const provider = {
    issuer,
    host: `localhost:${server.port}`,
    person: { sub: "s-1", email: "rana@moi.test", name: "Rana Qasim" } as Claims & { sub: string },
    login: { acr: "basic", amr: ["pwd"] },
    misbehaviour: {} as Misbehaviour,
    /** Takes our registration over there. */
    serve: (...clients: ClientMetadata[]): void => {
      const engine = new Provider(issuer, {
        clients: clients.map((client) => ({ id_token_signed_response_alg: "ES256", ...client })),
        jwks: { keys: [jwk] },
        cookies: { keys: ["tests"] },
        claims: { openid: ["sub", "acr", "amr"], email: ["email"], profile: ["name"] },
        conformIdTokenClaims: false,
        acrValues: ["basic", "strong"],
        features: { devInteractions: { enabled: false } },
        findAccount: (_ctx, sub) => ({
          accountId: sub,
          claims: () => ({ ...provider.person, sub }),
        }),
        loadExistingGrant: async (ctx) => {
          const { client, session } = ctx.oidc;
          const ids = { clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" };
          const grant = new ctx.oidc.provider.Grant(ids);
          grant.addOIDCScope("openid email profile");
          await grant.save();
          return grant;
        },
      });
      const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const login = { accountId: provider.person.sub, ...provider.login };
        await engine.interactionFinished(request, response, { login });
      };
      const callback = engine.callback();
      answer = (request, response) => {
        if (request.url?.startsWith("/interaction/")) return void signIn(request, response);
        if (request.url === "/token") {
          answerChanged(response, (token) => resign(token, key, provider.misbehaviour));
        }
        return void callback(request, response);
      };
    },
    close: async (): Promise<void> => {
      server.server.closeAllConnections();
      await server.close();
    },
  };
  return provider;
};

export type InstitutionProviderUnderTest = Awaited<ReturnType<typeof startInstitutionProvider>>;
