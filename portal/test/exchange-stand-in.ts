import { importPublicKey, verifyRequest } from "@gov/kit/http-signature.ts";
import { listen, listenerOf, type RunningServer } from "@gov/kit/server.ts";
import { Hono } from "hono";
import type { Offer } from "#src/exchange-client/exchange-offers.ts";

export type Vehicle = Readonly<
  Record<string, unknown> & { plate: string; ownerNationalId: string }
>;

export type ExchangeStandIn = Readonly<{
  url: string;
  vehicles: Vehicle[];
  /** Registers and trackers that do not answer now. */
  down: Set<string>;
  /** The requests that arrived, signed. */
  requests: { path: string; headers: Headers }[];
  usage: Record<string, unknown>[];
  /** What it offers to the portal. */
  offers: Offer[];
  server: RunningServer;
}>;

const failure = { type: "Server.ServerProxy.NetworkError", message: "no answer", detail: "" };

/** The exchange's contract on a real socket: signatures are checked, registries answer. */
export const startExchange = async (publicJwk: object): Promise<ExchangeStandIn> => {
  const key = importPublicKey(publicJwk);
  const vehicles: Vehicle[] = [];
  const down = new Set<string>();
  const requests: ExchangeStandIn["requests"] = [];
  const usage: Record<string, unknown>[] = [];
  const offers: Offer[] = [];
  const app = new Hono();
  let url = "";
  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const signed = {
      method: c.req.method,
      url: `${url}${pathname}${search}`,
      headers: c.req.raw.headers,
      body: new Uint8Array(await c.req.arrayBuffer()),
    };
    const verified = await verifyRequest(signed, (id) =>
      Promise.resolve(id === "PS/GOV/MTIT/portal" ? key : undefined),
    );
    if (!verified.ok) return c.json({ type: verified.error }, 401);
    // The exchange answers no question without a purpose.
    if (!c.req.header("uxp-purpose-ids")) return c.json({ type: "Client.BadRequest" }, 400);
    requests.push({ path: `${pathname}${search}`, headers: c.req.raw.headers });
    return await next();
  });
  const base = "/r1/PS/GOV/MOT/vehicle-registry";
  app.use(`${base}/*`, async (c, next) =>
    down.has("vehicle-registry") ? c.json(failure, 503) : await next(),
  );
  app.get(`${base}/vehicle/:plate`, (c) => {
    const vehicle = vehicles.find(({ plate }) => plate === c.req.param("plate"));
    return vehicle ? c.json(vehicle) : c.json({ type: "not-found" }, 404);
  });
  app.get(`${base}/vehicles`, (c) =>
    c.json({ vehicles: vehicles.filter((each) => each.ownerNationalId === c.req.query("owner")) }),
  );
  app.get("/tracker/findUsage", (c) =>
    down.has("tracker") ? c.json(failure, 503) : c.json({ rows: usage }),
  );
  app.get("/offers", (c) =>
    down.has("offers") ? c.json(failure, 503) : c.json({ offers, more: false }),
  );
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  url = `http://localhost:${server.port}`;
  return { url, vehicles, down, requests, usage, offers, server };
};
