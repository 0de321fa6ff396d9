/** What we use of the package `smpp`, which brings no types. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server as NetServer, Socket } from "node:net";

  export type Fields = Record<string, unknown>;

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    response(fields?: Fields): Pdu;
    [field: string]: unknown;
  }

  type Command = (fields: Fields, onResponse?: (response: Pdu) => void) => boolean;

  export interface Session extends EventEmitter {
    socket: Socket;
    bind_transceiver: Command;
    bind_transmitter: Command;
    submit_sm: Command;
    deliver_sm: Command;
    enquire_link: Command;
    unbind: Command;
    /** False when the socket cannot be written to. */
    send(pdu: Pdu, onResponse?: (response: Pdu) => void): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }

  const smpp: {
    connect(options: { host: string; port: number; tls?: boolean }): Session;
    createServer(listener: (session: Session) => void): NetServer;
  };
  export default smpp;
}
