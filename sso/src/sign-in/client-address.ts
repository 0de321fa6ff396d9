import type { AppContext } from "@gov/kit/http.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

export type NodeExchange = Readonly<{ incoming: IncomingMessage; outgoing: ServerResponse }>;

/** Node's own request and response of a Hono call, for the engine. */
export const nodeOf = (c: AppContext): NodeExchange => c.env as NodeExchange;

/** Where the request came from: the socket, or what our own proxy says about it. */
export const clientAddress = (c: AppContext, trustProxy: boolean): string => {
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  const address = trustProxy && forwarded ? forwarded : nodeOf(c).incoming.socket.remoteAddress;
  return /^[0-9a-fA-F.:]{2,45}$/.test(address ?? "") ? (address ?? "") : "0.0.0.0";
};
