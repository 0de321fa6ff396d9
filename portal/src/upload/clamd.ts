import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Where the virus scanner listens: a host and port, or a socket file. */
export type ClamdAddress = Readonly<{ host: string; port: number }> | Readonly<{ path: string }>;

/** `away`: it did not answer, or not with a verdict; nothing may be kept then. */
export type Verdict = "clean" | "infected" | "away";

export type VirusScan = (bytes: Buffer) => Promise<Verdict>;

const timeoutMs = 30_000;
const pieceBytes = 64 * 1024;
const maxReply = 1_000;

/** `clamd:3310`, `tcp://clamd:3310`, `/run/clamav/clamd.ctl` or `unix:/run/clamav/clamd.ctl`. */
export const parseClamdAddress = (text: string): ClamdAddress | undefined => {
  const path = /^(?:unix:)?(\/.{1,100})$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const [, host, port] = /^(?:tcp:\/\/)?([A-Za-z0-9.-]{1,253}|\[[0-9a-f:]+\]):(\d{1,5})$/.exec(
    text,
  ) ?? [undefined, "", ""];
  const number = Number(port);
  return host && number >= 1 && number <= 65_535
    ? { host: host.replace(/^\[|\]$/g, ""), port: number }
    : undefined;
};

const send = async (socket: Socket, bytes: Uint8Array): Promise<void> => {
  if (!socket.write(bytes)) await once(socket, "drain");
};

/** INSTREAM: each piece after its length in four bytes, ended by a length of zero (clamd(8)). */
const sendAll = async (socket: Socket, bytes: Buffer): Promise<void> => {
  await send(socket, Buffer.from("zINSTREAM\0"));
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await send(socket, length);
    await send(socket, piece);
  }
  await send(socket, Buffer.alloc(4));
};

const readReply = async (socket: Socket): Promise<string> => {
  let reply = "";
  for await (const piece of socket as AsyncIterable<Buffer>) {
    reply += piece.toString("latin1");
    if (reply.includes("\0") || reply.length > maxReply) break;
  }
  return reply.replace(/\0[\s\S]*$/, "");
};

const verdictIn = (reply: string): Verdict => {
  if (reply === "stream: OK") return "clean";
  return reply.endsWith(" FOUND") ? "infected" : "away";
};

/** Asks a clamd about a file. Whatever goes wrong on the way counts as no answer, never as clean. */
export const createVirusScan =
  (address: ClamdAddress): VirusScan =>
  async (bytes) => {
    const socket = connect(address);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error("no answer in time")));
    try {
      await once(socket, "connect");
      const reply = readReply(socket);
      await Promise.all([sendAll(socket, bytes), reply]);
      return verdictIn(await reply);
    } catch {
      return "away";
    } finally {
      socket.on("error", () => undefined);
      socket.destroy();
    }
  };
