import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./pay-world.ts";

export type Heard = Readonly<{ headers: IncomingHttpHeaders; text: string; body: Json }>;
export type WebhookListener = Readonly<{
  url: string;
  heard: Heard[];
  /** What it answers from now on. */
  answer: { status: number; body: string };
  close: () => Promise<void>;
}>;

/** A biller's system that hears webhooks, as one would write it. */
export const startWebhookListener = async (): Promise<WebhookListener> => {
  const heard: Heard[] = [];
  const answer = { status: 204, body: "" };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      heard.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/hooks`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, heard, answer, close };
};
