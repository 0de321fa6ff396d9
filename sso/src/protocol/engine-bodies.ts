import type { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { KoaContextWithOIDC } from "oidc-provider";

/** What the engine reads at most; its own limit, by which it also counts chunked bodies. */
const mostBytes = 56 * 1024;

/** Refuses what says that it is too large before a byte of it is read. */
export const refuseLarge = (request: IncomingMessage, response: ServerResponse): boolean => {
  if (Number(request.headers["content-length"] ?? 0) <= mostBytes) return false;
  // The rest is not read: the connection ends with the answer.
  response.writeHead(413, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ error: "invalid_request", error_description: "too large" }));
  return true;
};

const isTooLarge = (error: Error): boolean =>
  error.cause instanceof Error && error.cause.message === "request entity too large";

/** A chunked body that grew too large gets the same answer; the engine would say 400. */
export const answerLargeAs413 = (provider: Provider): void => {
  const answer = (ctx: KoaContextWithOIDC, error: Error): void => {
    // Emitted when the answer is made and before it is sent.
    if (!isTooLarge(error)) return;
    ctx.status = 413;
    ctx.set("connection", "close");
  };
  const events = ["authorization", "pushed_authorization_request", "grant", "end_session"];
  const emitter: EventEmitter = provider;
  for (const event of [...events, "revocation", "introspection", "userinfo"]) {
    emitter.on(`${event}.error`, answer);
  }
};
