import type { Log } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { createTransport } from "nodemailer";
import { mailHtml, mailText, senderName, type Mail } from "./mail.ts";

/**
 * Why a letter was not sent, or may not have been.
 * - `refused`: the server says that this address or letter will never do (5xx).
 * - `later`: it asks for patience (4xx), as servers that greylist do.
 * - `unreachable`: no server, or the connection broke; it may have arrived.
 */
export type MailError = Readonly<{ kind: "refused" | "later" | "unreachable"; status?: number }>;

export type MailSender = Readonly<{
  /** Sends one letter now; for one-time codes. Notices go through `queueNotice`. */
  send: (mail: Mail) => Promise<Result<void, MailError>>;
  close: () => void;
}>;

export type MailSenderOptions = Readonly<{
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  url: string;
  /** The address that letters are from. */
  from: string;
  /** Never speak without TLS: a server that does not offer STARTTLS is not spoken to. */
  requireTls: boolean;
  log: Log;
  timing?: Readonly<{ connectMs: number; answerMs: number }>;
}>;

const judge = (error: unknown): MailError => {
  const code: unknown = error instanceof Error && "responseCode" in error && error.responseCode;
  if (typeof code !== "number") return { kind: "unreachable" };
  return { kind: code >= 500 ? "refused" : "later", status: code };
};

const transportOf = ({ url, requireTls, timing }: MailSenderOptions) => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const { connectMs = 8_000, answerMs = 8_000 } = timing ?? {};
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || (secure ? 465 : 587)),
    secure,
    requireTLS: requireTls && !secure,
    pool: true,
    maxConnections: 4,
    // Once, for a kept connection that broke meanwhile; else what fails is told at once.
    maxRequeues: 1,
    connectionTimeout: connectMs,
    greetingTimeout: answerMs,
    socketTimeout: answerMs,
    // What is written comes from us alone; still nothing of it may open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  });
};

/** Opens a sender to an SMTP server, over a few connections that are kept. */
export const createMailSender = (options: MailSenderOptions): MailSender => {
  const { from, log } = options;
  const transport = transportOf(options);
  const send: MailSender["send"] = async (mail) => {
    const { to, lang, subject } = mail;
    try {
      await transport.sendMail({
        from: { name: senderName(lang), address: from },
        // An address object is not parsed: no second recipient hides in a text.
        to: { name: "", address: to },
        subject,
        text: mailText(mail),
        html: mailHtml(mail),
        headers: { "Content-Language": lang, "Auto-Submitted": "auto-generated" },
        textEncoding: "base64",
      });
      return ok(undefined);
    } catch (error) {
      const judged = judge(error);
      log.warn({ ...judged }, "a letter was not sent");
      return err(judged);
    }
  };
  return { send, close: () => transport.close() };
};
