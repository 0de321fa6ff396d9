import smpp from "smpp";
import type { Fields, Pdu, Session } from "smpp";
import type { Log } from "../log.ts";

export type SmppTiming = {
  /** First and longest wait before another connection is tried. */
  reconnectMs: readonly [number, number];
  bindTimeoutMs: number;
  answerTimeoutMs: number;
  enquireEveryMs: number;
};

/** What became of a submit_sm: the centre's status, or no answer, or it never left. */
export type SubmitAnswer =
  | { kind: "answered"; status: number; messageId: string }
  | { kind: "unanswered" }
  | { kind: "notSent" };

export type SmppLink = {
  /** True once bound, false when that did not come about within the time. */
  bound(withinMs: number): Promise<boolean>;
  submit(fields: Fields): Promise<SubmitAnswer>;
  close(): Promise<void>;
};

/**
 * Keeps one transceiver bound to an SMS centre (SMPP 3.4): connects again with backoff, asks
 * whether the other side is alive, acknowledges what it delivers. `url`: `smpp://id:password@host`,
 * `ssmpp:` over TLS.
 */
export function openSmppLink(deps: { url: string; log: Log; timing: SmppTiming }): SmppLink {
  const { log, timing } = deps;
  const target = new URL(deps.url);
  const waiters = new Set<(bound: boolean) => void>();
  let session: Session | undefined;
  let bound: Session | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitMs = timing.reconnectMs[0];
  let closed = false;

  const lost = (gone: Session) => {
    if (bound === gone) bound = undefined;
    if (session !== gone) return;
    session = undefined;
    if (closed) return;
    timer = setTimeout(connect, waitMs * (0.5 + Math.random() / 2));
    waitMs = Math.min(waitMs * 2, timing.reconnectMs[1]);
  };
  const connect = () => {
    const opened = openSession(target);
    session = opened;
    opened.setMaxListeners(64);
    opened.socket.setNoDelay(true);
    opened.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "the SMS centre cannot be reached");
      opened.destroy();
    });
    opened.on("close", () => lost(opened));
    opened.on("pdu", (pdu: Pdu) => acknowledge(opened, pdu));
    opened.on("connect", () => bind(opened));
    opened.on("secureConnect", () => bind(opened));
    const unbound = setTimeout(() => bound !== opened && opened.destroy(), timing.bindTimeoutMs);
    opened.on("close", () => clearTimeout(unbound));
  };
  const bind = (opened: Session) => {
    const fields = {
      system_id: decodeURIComponent(target.username),
      password: decodeURIComponent(target.password),
      interface_version: 0x34,
    };
    opened.bind_transceiver(fields, ({ command_status: status }) => {
      if (status !== 0) {
        log.error({ status }, "the SMS centre refused to bind");
        opened.destroy();
        return;
      }
      bound = opened;
      waitMs = timing.reconnectMs[0];
      keepAlive(opened, timing);
      for (const tell of waiters) tell(true);
    });
  };
  connect();
  return {
    bound: (withinMs) => (bound || closed ? Promise.resolve(!closed) : wait(waiters, withinMs)),
    submit: (fields) =>
      bound ? submit(bound, fields, timing.answerTimeoutMs) : Promise.resolve({ kind: "notSent" }),
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const tell of waiters) tell(false);
      if (session) await part(session, bound === session, timing.answerTimeoutMs);
    },
  };
}

function openSession(target: URL): Session {
  const tls = target.protocol === "ssmpp:";
  const port = Number(target.port || (tls ? 3550 : 2775));
  return smpp.connect({ host: target.hostname, port, ...(tls ? { tls } : {}) });
}

function wait(waiters: Set<(bound: boolean) => void>, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const tell = (bound: boolean) => {
      clearTimeout(timer);
      waiters.delete(tell);
      resolve(bound);
    };
    const timer = setTimeout(() => tell(false), withinMs);
    waiters.add(tell);
  });
}

/** Requests of the centre: receipts and its own questions are answered, an unbind ends it. */
function acknowledge(session: Session, pdu: Pdu): void {
  if (pdu.command === "deliver_sm" || pdu.command === "enquire_link") session.send(pdu.response());
  if (pdu.command !== "unbind") return;
  session.send(pdu.response());
  session.close();
}

/** The package forgets its callbacks when the socket closes: that is an answer here too. */
function submit(session: Session, fields: Fields, timeoutMs: number): Promise<SubmitAnswer> {
  return new Promise((resolve) => {
    const end = (answer: SubmitAnswer) => {
      clearTimeout(timer);
      session.removeListener("close", unanswered);
      resolve(answer);
    };
    const unanswered = () => end({ kind: "unanswered" });
    const timer = setTimeout(unanswered, timeoutMs);
    session.on("close", unanswered);
    const sent = session.submit_sm(fields, (response) => {
      const { command_status: status, message_id: id } = response;
      end({ kind: "answered", status, messageId: typeof id === "string" ? id : "" });
    });
    if (!sent) end({ kind: "notSent" });
  });
}

function keepAlive(session: Session, timing: SmppTiming): void {
  let answered = true;
  const every = setInterval(() => {
    if (!answered) return session.destroy();
    answered = false;
    session.enquire_link({}, () => {
      answered = true;
    });
  }, timing.enquireEveryMs);
  session.on("close", () => clearInterval(every));
}

function part(session: Session, isBound: boolean, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => session.destroy(), isBound ? withinMs : 0);
    session.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
    if (isBound) session.unbind({}, () => session.close());
  });
}
