import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";

/** The environment of every sandbox's routes: faults need the bare socket. */
export type PartyEnv = { Bindings: HttpBindings };
export type PartyContext = Context<PartyEnv>;

/** An outside party listening on the loopback address. */
export type Party = { url: string; port: number; close(): Promise<void> };

/** The port a sandbox listens on; 0 takes a free one. */
export const portSchema = z.coerce.number().int().min(0).max(65_535);

const bodyLimitBytes = 256 * 1024;

/** A Hono application with what every party has: health, a body limit, plain JSON errors. */
export function createPartyApp(): Hono<PartyEnv> {
  const app = new Hono<PartyEnv>();
  app.get("/health/ready", (c) => c.json({ status: "ready" }));
  app.get("/health/live", (c) => c.json({ status: "live" }));
  app.use(async (c, next) => {
    const length = Number(c.req.header("content-length") ?? 0);
    const chunked = c.req.header("transfer-encoding") !== undefined;
    if (chunked || !(length <= bodyLimitBytes)) {
      return c.json({ title: "Send at most 256 KB, with a Content-Length." }, 413);
    }
    return next();
  });
  app.onError((error, c) => {
    console.error(error);
    return c.json({ title: "The sandbox itself failed; see its log." }, 500);
  });
  return app;
}

/** Listens on 127.0.0.1 (port 0 takes a free one) and answers once it does. */
export async function openParty(app: Hono<PartyEnv>, port: number): Promise<Party> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${bound}`, port: bound, close };
}
