import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

/** How a relying party answers when it is told that a session ended. */
export type Manner = "confirms" | "slow" | "refuses" | "fails" | "redirects" | "cuts";

const answers: Readonly<Record<Manner, (response: ServerResponse) => unknown>> = {
  confirms: (response) => response.writeHead(200).end(),
  slow: async (response) => {
    await pause(30_000, undefined, { ref: false });
    response.writeHead(200).end();
  },
  refuses: (response) => response.writeHead(400).end('{"error":"invalid_request"}'),
  fails: (response) => response.writeHead(500).end("x".repeat(100_000)),
  redirects: (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
  cuts: (response) => response.destroy(),
};

/** A relying party's server that keeps the logout tokens it was sent, and misbehaves when told. */
export const startRelyingParty = async () => {
  const party = { manner: "confirms" as Manner, tokens: [] as string[], asked: 0 };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    party.asked += 1;
    const body = new URLSearchParams(await text(request));
    party.tokens.push(body.get("logout_token") ?? "");
    await answers[party.manner](response);
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => void server.close(closed));
  };
  return Object.assign(party, {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    close,
  });
};

export type RelyingParty = Awaited<ReturnType<typeof startRelyingParty>>;
