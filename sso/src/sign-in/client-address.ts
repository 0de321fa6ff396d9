import type { AppContext } from "@gov/kit/http.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import type { SsoConfig } from "#src/config.ts";

export type NodeExchange = Readonly<{ incoming: IncomingMessage; outgoing: ServerResponse }>;

/** Node's own request and response of a Hono call, for the engine. */
export const nodeOf = (c: AppContext): NodeExchange => c.env as NodeExchange;

/** An IPv4 address that a socket for both writes as IPv6 is itself. */
export const plainAddress = (given: string | undefined): string => {
  const address = (given ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(address) === 0 ? "0.0.0.0" : address;
};

/** Where the request came from: the socket, or what our own proxy says about it. */
export const clientAddress = (c: AppContext, trustProxy: boolean): string => {
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  const given = trustProxy && forwarded ? forwarded : nodeOf(c).incoming.socket.remoteAddress;
  return plainAddress(given);
};

/** Where a request came from, for the audit and for counting. */
export type RequestOrigin = Readonly<{ address: string; userAgent: string | undefined }>;

export const requestOrigin = (
  { config }: Readonly<{ config: Pick<SsoConfig, "TRUST_PROXY"> }>,
  c: AppContext,
): RequestOrigin => ({
  address: clientAddress(c, config.TRUST_PROXY),
  userAgent: c.req.header("user-agent"),
});
