import { connect, type Socket } from "node:net";

export type Reply = Readonly<{ status: number; body: string }>;

/** One caller's connection, kept alive: one request after another. */
export type KeepAliveCaller = Readonly<{
  post: (path: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Reply>;
  close: () => void;
}>;

type Waiting = Readonly<{ resolve: (reply: Reply) => void; reject: (error: Error) => void }>;

/** The first whole reply in what came; undefined until it is there. */
const readReply = (came: string): (Reply & { last: boolean }) | undefined => {
  const end = came.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = came.slice(0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length === undefined && status !== 204) throw new Error("a reply without its length");
  const bytes = Buffer.from(came.slice(end + 4), "latin1");
  if (bytes.length < Number(length ?? 0)) return undefined;
  return { status, body: bytes.toString("utf8"), last: head.includes("\r\nconnection: close") };
};

/**
 * A client that costs a fraction of what `fetch` does, so that the machine's cores go to what is
 * measured. It knows the replies that `pay` gives (a stated length), and nothing else of HTTP.
 */
export const openKeepAliveCaller = (port: number): KeepAliveCaller => {
  let socket: Socket | undefined;
  let waiting: Waiting | undefined;
  let came = "";

  const settle = (reply: Reply | Error): void => {
    const now = waiting;
    waiting = undefined;
    came = "";
    if (reply instanceof Error) now?.reject(reply);
    else now?.resolve(reply);
  };
  const hear = (chunk: string): void => {
    came += chunk;
    try {
      const reply = readReply(came);
      if (!reply) return;
      if (reply.last) socket?.destroy();
      settle(reply);
    } catch (error) {
      settle(error as Error);
    }
  };
  const open = (): Socket => {
    const opened = connect({ port, host: "127.0.0.1", noDelay: true }).setEncoding("latin1");
    opened.on("data", hear);
    opened.on("error", () => undefined);
    opened.on("close", () => {
      if (socket !== opened) return;
      socket = undefined;
      settle(new Error("the connection closed before the reply"));
    });
    return opened;
  };

  return {
    post: (path, headers, body) =>
      new Promise<Reply>((resolve, reject) => {
        if (socket?.destroyed) socket = undefined;
        socket ??= open();
        waiting = { resolve, reject };
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
        const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${length}${lines.join("")}\r\n`;
        socket.write(head + body);
      }),
    close: () => socket?.destroy(),
  };
};
