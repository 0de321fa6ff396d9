import { createServer } from "node:net";

/** A port that nobody listened on a moment ago, chosen by the system. */
export function findFreePort(): Promise<number> {
  return listenOnce(0);
}

/** True when this machine's loopback port can be listened on now. */
export async function isPortFree(port: number): Promise<boolean> {
  return await listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
