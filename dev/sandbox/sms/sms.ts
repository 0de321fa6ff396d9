import type { AddressInfo } from "node:net";
import type { Hono } from "hono";
import smpp from "smpp";
import type { Session } from "smpp";
import { createFaultBook, mountFaultRoutes } from "../faults.ts";
import { createHolds } from "../holds.ts";
import { mountInboxStyle } from "../inbox-page.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party, PartyEnv } from "../party.ts";
import { createInbox } from "./inbox.ts";
import type { Inbox } from "./inbox.ts";
import { phonesPage } from "./phones-page.ts";
import { createReassembly } from "./reassembly.ts";
import { serveSession } from "./smpp-session.ts";
import type { Centre } from "./smpp-session.ts";
import { smsFaultFacts, smsFaultKinds } from "./sms-faults.ts";
import type { SmsFaultKind } from "./sms-faults.ts";

export type SmsSandboxOptions = {
  /** Of the inbox, over HTTP. */
  port: number;
  smppPort: number;
  systemId: string;
  password: string;
  window?: number;
};
/** `url` is the inbox; `smppUrl` is what a sender connects to, credentials included. */
export type SmsSandbox = Party & { smppUrl: string; smppPort: number };

/** The SMS centre and every phone it delivers to. */
export async function startSmsSandbox(options: SmsSandboxOptions): Promise<SmsSandbox> {
  const centre: Centre = {
    systemId: options.systemId,
    password: options.password,
    window: options.window ?? 50,
    inbox: createInbox(),
    reassembly: createReassembly(),
    book: createFaultBook<SmsFaultKind>(),
    bound: new Map(),
  };
  const sessions = new Set<Session>();
  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.socket.setNoDelay(true);
    session.on("close", () => sessions.delete(session));
    serveSession(centre, session);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.smppPort, "127.0.0.1", resolve);
  });
  const smppPort = (server.address() as AddressInfo).port;
  const app = createPartyApp();
  mountInbox(app, centre.inbox);
  const fault = { book: centre.book, holds: createHolds() };
  mountFaultRoutes(app, { ...fault, kinds: smsFaultKinds, facts: smsFaultFacts });
  const party = await openParty(app, options.port);
  const credentials = [options.systemId, options.password].map(encodeURIComponent).join(":");
  return {
    ...party,
    smppPort,
    smppUrl: `smpp://${credentials}@127.0.0.1:${smppPort}`,
    async close() {
      const stopped = new Promise<void>((done) => server.close(() => done()));
      for (const session of sessions) session.destroy();
      await Promise.all([stopped, party.close()]);
    },
  };
}

function mountInbox(app: Hono<PartyEnv>, inbox: Inbox): void {
  mountInboxStyle(app);
  app.get("/messages", (c) => {
    const phone = phoneOf(c.req.query("to"));
    return c.json(inbox.list(phone).map(({ to, text, at }) => ({ to, text, at })));
  });
  app.delete("/messages", (c) => {
    inbox.clear();
    return c.body(null, 204);
  });
  app.get("/", async (c) => {
    const phone = phoneOf(c.req.query("to"));
    c.header("content-security-policy", "default-src 'none'; style-src 'self'; form-action 'self'");
    return c.html(await phonesPage(inbox.list(phone), phone ?? ""));
  });
}

/** A plus sign that was not escaped in an address arrives as a space. */
function phoneOf(asked: string | undefined): string | undefined {
  const digits = (asked ?? "").replace(/\D/g, "");
  return digits === "" ? undefined : `+${digits}`;
}
