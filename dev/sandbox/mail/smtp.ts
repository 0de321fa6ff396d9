import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { FaultBook } from "../faults.ts";
import type { Mailbox } from "./mailbox.ts";
import { Refusal, type MailFaultKind } from "./mail-faults.ts";
import { readLetter } from "./read-letter.ts";

export type Credentials = { user: string; password: string };
/** Of the server, in PEM. */
export type TlsKey = { key: string; cert: string };

export type PostOffice = {
  mailbox: Mailbox;
  book: FaultBook<MailFaultKind>;
  /** Without them, whoever connects may send: a relay that trusts its network. */
  credentials?: Credentials | undefined;
  /** With it, STARTTLS is offered. */
  tls?: TlsKey | undefined;
};

const longestLetterBytes = 256 * 1024;

/** Cuts the connection of a session, as a broken line does. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session?.id === session.id) connection._socket.destroy();
  }
}

/** A mail server that takes every letter, but where a fault was arranged. */
export function createSmtp({ mailbox, book, credentials, tls }: PostOffice): SMTPServer {
  const server: SMTPServer = new SMTPServer({
    banner: "Sandbox",
    logger: false,
    ...tls,
    disabledCommands: [...(tls ? [] : ["STARTTLS"]), ...(credentials ? [] : ["AUTH"])],
    authOptional: !credentials,
    allowInsecureAuth: true,
    size: longestLetterBytes,
    closeTimeout: 100,
    onAuth({ username, password }, _session, done) {
      const right = username === credentials?.user && password === credentials?.password;
      done(right ? null : new Refusal(535, "Wrong user or password"), { user: username ?? "" });
    },
    onConnect(_session, done) {
      const fault = book.take({}, ["refuseConnection"]);
      done(fault ? new Refusal(421, "No connections now") : null);
    },
    onRcptTo({ address }, session, done) {
      const fault = book.take({ to: address }, ["refuse", "greylist", "cut"]);
      if (fault?.kind === "refuse") return done(new Refusal(550, "No such mailbox"));
      if (fault?.kind === "greylist") return done(new Refusal(451, "Greylisted, try later"));
      if (fault?.kind === "cut") return cut(server, session);
      return done();
    },
    onData(stream, session, done) {
      void (async () => {
        const letter = readLetter(await buffer(stream));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const fault = book.take({ to: recipients[0] ?? "" }, ["slow", "cutAfter"]);
        if (fault?.kind === "slow") await pause(fault.delayMs);
        for (const to of recipients) mailbox.add({ ...letter, to, at: new Date().toISOString() });
        if (fault?.kind === "cutAfter") cut(server, session);
        else done(null);
      })().catch((error: unknown) => done(error instanceof Error ? error : new Error("unread")));
    },
  });
  // A sender that goes away in the middle is the sender's business.
  server.on("error", () => undefined);
  return server;
}

/** Listens on 127.0.0.1 (port 0 takes a free one); gives the port. */
export async function listenSmtp(server: SMTPServer, port: number): Promise<number> {
  const listening = await new Promise<AddressInfo>((resolve, reject) => {
    server.once("error", reject);
    const socket = server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(socket.address() as AddressInfo);
    });
  });
  return listening.port;
}
