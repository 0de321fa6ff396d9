import type { Hono } from "hono";
import { createFaultBook, mountFaultRoutes } from "../faults.ts";
import { createHolds } from "../holds.ts";
import { mountInboxStyle } from "../inbox-page.ts";
import { createPartyApp, openParty, type Party, type PartyEnv } from "../party.ts";
import { mailFaultFacts, mailFaultKinds, type MailFaultKind } from "./mail-faults.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { mailboxPage } from "./mailbox-page.ts";
import { createSmtp, listenSmtp, type Credentials, type TlsKey } from "./smtp.ts";

export type MailSandboxOptions = {
  /** Of the letterboxes, over HTTP. */
  port: number;
  smtpPort: number;
  credentials?: Credentials | undefined;
  tls?: TlsKey | undefined;
};

/** `url` shows the letterboxes; `smtpUrl` is what a sender connects to. */
export type MailSandbox = Party & { smtpUrl: string; smtpPort: number };

/** The mail server and every letterbox it delivers to. */
export async function startMailSandbox(options: MailSandboxOptions): Promise<MailSandbox> {
  const { credentials, tls } = options;
  const mailbox = createMailbox();
  const book = createFaultBook<MailFaultKind>();
  const smtp = createSmtp({ mailbox, book, credentials, tls });
  const smtpPort = await listenSmtp(smtp, options.smtpPort);
  const app = createPartyApp();
  mountMailbox(app, mailbox);
  const holds = createHolds();
  mountFaultRoutes(app, { book, holds, kinds: mailFaultKinds, facts: mailFaultFacts });
  const party = await openParty(app, options.port);
  const login = credentials
    ? `${[credentials.user, credentials.password].map(encodeURIComponent).join(":")}@`
    : "";
  return {
    ...party,
    smtpPort,
    smtpUrl: `smtp://${login}127.0.0.1:${smtpPort}`,
    async close() {
      const stopped = new Promise<void>((done) => smtp.close(() => done()));
      await Promise.all([stopped, party.close()]);
    },
  };
}

function mountMailbox(app: Hono<PartyEnv>, mailbox: Mailbox): void {
  mountInboxStyle(app);
  app.get("/letters", (c) => c.json(mailbox.list(addressOf(c.req.query("to")))));
  app.delete("/letters", (c) => {
    mailbox.clear();
    return c.body(null, 204);
  });
  app.get("/letters/:id", (c) => {
    const letter = mailbox.find(c.req.param("id"));
    if (!letter) return c.text("No such letter.", 404);
    // What a letter brings must neither run nor load anything.
    const policy = "sandbox allow-top-navigation-by-user-activation; default-src 'none'; ";
    c.header("content-security-policy", `${policy}style-src 'unsafe-inline'`);
    return c.html(letter.html);
  });
  app.get("/", async (c) => {
    const to = addressOf(c.req.query("to"));
    c.header("content-security-policy", "default-src 'none'; style-src 'self'; form-action 'self'");
    return c.html(await mailboxPage(mailbox.list(to), to ?? ""));
  });
}

function addressOf(asked: string | undefined): string | undefined {
  const address = (asked ?? "").trim().slice(0, 254);
  return address === "" ? undefined : address;
}
