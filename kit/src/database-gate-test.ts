import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type DatabaseGate = Readonly<{
  /** The database's address through the gate. */
  url: string;
  /** Breaks every connection and takes no new one, as when the server is killed. */
  shut: () => Promise<void>;
  /** Keeps and takes connections but passes nothing on, as when the server hangs. */
  hang: () => void;
  open: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** A door between a component under test and its PostgreSQL, which others share. */
export const openDatabaseGate = async (databaseUrl: string): Promise<DatabaseGate> => {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let hanging = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (hanging) return;
    const far = connect(Number(target.port), target.hostname);
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  const listenOn = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listenOn(0);
  const { port } = server.address() as AddressInfo;
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const shut = async (): Promise<void> => {
    hanging = false;
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    breakAll();
    await closed;
  };
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    shut,
    hang: () => {
      hanging = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    open: async () => {
      await shut();
      await listenOn(port);
    },
    close: shut,
  };
};
