import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** Node's own request and response of a Hono call, for the engine. */
export const nodeOf = (c: Context): HttpBindings => c.env as HttpBindings;

/** Where the request came from: the socket, or what our own proxy says about it. */
export const clientAddress = (c: Context, trustProxy: boolean): string => {
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  const address = trustProxy && forwarded ? forwarded : nodeOf(c).incoming.socket.remoteAddress;
  return /^[0-9a-fA-F.:]{2,45}$/.test(address ?? "") ? (address ?? "") : "0.0.0.0";
};
