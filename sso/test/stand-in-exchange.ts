import { importPublicKey, verifyRequest } from "@gov/kit/http-signature.ts";
import { listen, listenerOf } from "@gov/kit/server.ts";
import { Hono } from "hono";
import { exchangeKey } from "./sso-under-test.ts";

/** A question that came signed, as a member's system sees it behind the exchange. */
export type Question = Readonly<{
  path: string;
  search: string;
  purpose: string | null;
  user: string | null;
}>;

/**
 * The exchange's contract on a real socket, before `services` by the path they are asked under:
 * a question without our signature is refused.
 */
export const startStandInExchange = async (
  services: Readonly<Record<string, (question: Question) => Promise<Response>>>,
) => {
  const key = importPublicKey(exchangeKey.publicKey.export({ format: "jwk" }));
  const app = new Hono();
  let url = "";
  for (const [service, answer] of Object.entries(services)) {
    app.get(`/r1/PS/GOV/${service}`, async (c) => {
      const { pathname: path, search } = new URL(c.req.url);
      const { headers } = c.req.raw;
      const here = `${url}${path}${search}`;
      const signed = { method: "GET", url: here, headers, body: new Uint8Array() };
      const verified = await verifyRequest(signed, () => Promise.resolve(key));
      if (!verified.ok) return c.json({ type: "Client.InvalidSignature" }, 500);
      const purpose = headers.get("uxp-purpose-ids");
      return await answer({ path, search, purpose, user: headers.get("x-road-userid") });
    });
  }
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  url = `http://localhost:${server.port}`;
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.close();
  };
  return { url, close };
};

/** As the exchange says that the other side does not answer. */
export const notAnswered = (): Response =>
  Response.json({ type: "Server.ServerProxy.NetworkError" }, { status: 500 });
