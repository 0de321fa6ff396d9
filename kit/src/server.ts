import { getRequestListener } from "@hono/node-server";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "./log.ts";

export type RunningServer = Readonly<{ port: number; server: Server; close: () => Promise<void> }>;

const graceMs = 10_000;

/** The Node listener of a Hono app, to mount something beside it. */
export const listenerOf = (fetch: (request: Request) => Response | Promise<Response>) =>
  getRequestListener(fetch, { overrideGlobalObjects: false }) as RequestListener;

const closeGracefully = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection kept alive by its client becomes idle only after its last answer.
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });

type ListenOptions = Readonly<{
  port: number;
  host?: string;
  /** How long a whole request may take to arrive; longer where people send files. */
  requestTimeoutMs?: number;
}>;

/** Listens with bounded header, request and keep-alive times. Port 0 takes a free one. */
export const listen = async (
  listener: RequestListener,
  options: ListenOptions,
): Promise<RunningServer> => {
  const server = createServer({ maxHeaderSize: 16 * 1024 }, listener);
  server.headersTimeout = 15_000;
  server.requestTimeout = options.requestTimeoutMs ?? 60_000;
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  const port = (server.address() as AddressInfo).port;
  return { port, server, close: () => closeGracefully(server) };
};

/**
 * Runs a component's server until SIGTERM, SIGINT or the end of the process that started it:
 * stops taking requests, lets the running ones finish (10 s at most), then `onShutdown`.
 */
export const startServer = async (
  listener: RequestListener,
  options: ListenOptions & Readonly<{ log: Log; onShutdown: () => Promise<void> }>,
): Promise<RunningServer> => {
  const running = await listen(listener, options);
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    options.log.info({ reason }, "stopping");
    void running
      .close()
      .then(options.onShutdown)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          options.log.error({ err: error }, "stopping failed");
          process.exit(1);
        },
      );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  // A parent that dies without a word takes its components with it.
  process.once("disconnect", () => stop("parent ended"));
  options.log.info({ port: running.port }, "listening");
  return running;
};
