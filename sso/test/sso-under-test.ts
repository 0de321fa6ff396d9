import { openDatabase } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { createExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { handleOne } from "@gov/kit/outbox.ts";
import { createLog } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { listen } from "@gov/kit/server.ts";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import { createSsoApp, ssoListener } from "#src/app.ts";
import { builtInClients } from "#src/client/built-in-clients.ts";
import { createClientCache } from "#src/client/client-cache.ts";
import { findClient } from "#src/client/client-queries.ts";
import { putTestInstitutions } from "./institutions.ts";
import { ssoConfig, type SsoConfig } from "#src/config.ts";
import { createPasswords, type Passwords } from "#src/credential/password.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { ensureSigningKey } from "#src/key/key-rotation.ts";
import { createKeyToken } from "#src/key/key-token.ts";
import { tokenAccess } from "#src/key/token-config.ts";
import type { MailError } from "#src/message/mail-sender.ts";
import type { Mail } from "#src/message/mail.ts";
import { createEngine } from "#src/protocol/engine.ts";
import { createOwnTokenVerifier } from "#src/protocol/own-token-verifier.ts";
import { createCivilRegistry } from "#src/registry/civil-registry.ts";

/** The key by which a service under test signs what it asks the exchange. */
export const exchangeKey = generateKeyPairSync("ec", { namedCurve: "P-256" });
import { kindsOfWork } from "#src/work.ts";

export const seedSecret = "the-secret-of-the-seed-client-in-tests";

/** Phones that keep what was sent to them; `down` stands for a centre that does not answer. */
const createTestPhones = () => {
  const messages: { to: string; text: string }[] = [];
  const phones = {
    messages,
    down: false,
    /** Told of every message, where somebody listens. */
    tell: (_message: { to: string; text: string }): void => undefined,
    send: (message: { to: string; text: string }): Promise<Result<unknown, unknown>> => {
      if (phones.down) return Promise.resolve(err("unreachable"));
      messages.push(message);
      phones.tell(message);
      return Promise.resolve(ok({}));
    },
    /** The newest code sent to a number. */
    codeFor: (to: string): string =>
      messages
        .filter((message) => message.to === to)
        .flatMap(({ text }) => /#(\d{6})$/.exec(text)?.[1] ?? [])
        .at(-1) ?? "",
  };
  return phones;
};

type Options = Readonly<{
  /** More of the environment. */
  environment?: Readonly<Record<string, string>>;
  /** Another process of this service: the same database and the same keys. */
  beside?: Readonly<{ config: SsoConfig }>;
  passwords?: Passwords;
  /** Without it no registry answers. */
  exchangeUrl?: string;
}>;

const databaseOf = async ({ beside }: Options): Promise<TestDatabase> =>
  beside
    ? { url: beside.config.DATABASE_URL, drop: () => Promise.resolve() }
    : await createTestDatabase(new URL("../migrations/", import.meta.url));

/** Letters that were sent, by address; `down` stands for a server that does not answer. */
const createTestMailbox = () => {
  const letters: Mail[] = [];
  const mailbox = {
    letters,
    down: false,
    send: (mail: Mail): Promise<Result<void, MailError>> => {
      if (mailbox.down) return Promise.resolve(err({ kind: "unreachable" }));
      letters.push(mail);
      return Promise.resolve(ok(undefined));
    },
    close: () => undefined,
    /** The newest letter to an address. */
    newestTo: (to: string): Mail | undefined => letters.findLast((letter) => letter.to === to),
  };
  return mailbox;
};

/**
 * A whole sign-in service on a free port with a database of its own, reached at the address that
 * `reach` gives.
 */
export const startSso = async (
  reach = (url: string): Promise<string> => Promise.resolve(url),
  options: Options = {},
) => {
  const database = await databaseOf(options);
  const db = openDatabase<SsoDatabase>(await reach(database.url), { max: 8, prepared: true });
  // The port must be known before the issuer is: listen first, answer when all is wired.
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = await listen((request, response) => answer(request, response), { port: 0 });
  const address = `http://localhost:${server.port}`;
  // Processes of one service stand behind one address.
  const issuer = options.beside?.config.SSO_ISSUER ?? address;
  const environment: Record<string, string> = {
    NODE_ENV: "test",
    PORT: String(server.port),
    PUBLIC_URL: issuer,
    SSO_ISSUER: issuer,
    DATABASE_URL: database.url,
    KEY_ENCRYPTION_KEY: Buffer.from(
      options.beside?.config.KEY_ENCRYPTION_KEY ?? randomBytes(32),
    ).toString("base64"),
    SMPP_URL: "smpp://sso:password@127.0.0.1:2775",
    PORTAL_URL: "http://localhost:3000",
    EXCHANGE_URL: options.exchangeUrl ?? "http://127.0.0.1:9",
    EXCHANGE_PRIVATE_KEY: JSON.stringify(exchangeKey.privateKey.export({ format: "jwk" })),
    SMTP_URL: "smtp://127.0.0.1:2525",
    MAIL_FROM: "no-reply@sso.test",
    BOOTSTRAP_CLIENT_SECRET: seedSecret,
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...options.environment,
  };
  const config = ssoConfig(environment);
  const log = createLog("sso", config.LOG_LEVEL);
  await putTestInstitutions(db);
  const encryptionKey = config.KEY_ENCRYPTION_KEY;
  const access = tokenAccess(config);
  const token = access && createKeyToken({ access, log });
  const keys = { db, encryptionKey, token };
  if (!(await ensureSigningKey(keys)).ok) throw new Error("the token made no key");
  const clients = createClientCache(
    (clientId) => findClient(db, encryptionKey, clientId),
    builtInClients(config),
  );
  const registries = createExchangeClient({
    url: config.EXCHANGE_URL,
    client: config.EXCHANGE_CLIENT,
    privateKey: config.EXCHANGE_PRIVATE_KEY,
  });
  const engine = await createEngine({ config, db, log, clients, registries, keyToken: token });
  const sms = createTestPhones();
  const registry = createCivilRegistry(registries);
  /** How far the service's clock is ahead, for what lasts days. */
  const time = { aheadMs: 0 };
  const mail = createTestMailbox();
  const app = createSsoApp({
    config,
    db,
    log,
    clients,
    engine,
    sms,
    registries,
    registry,
    clock: () => new Date(Date.now() + time.aheadMs),
    mail,
    passwords: options.passwords ?? (await createPasswords()),
    verifyToken: createOwnTokenVerifier(config, db),
  });
  answer = ssoListener(app, engine);
  const close = async (): Promise<void> => {
    engine.close();
    server.server.closeAllConnections();
    await server.close();
    token?.close();
    await db.destroy();
    await database.drop();
  };
  /** Works the outbox off as the worker would; gives how many pieces were tried. */
  const deliver = async (): Promise<number> => {
    let tried = 0;
    for (const kind of kindsOfWork({ config, db, log, clients, engine, sms, mail })) {
      while (await handleOne({ db, log, ...kind })) tried += 1;
    }
    return tried;
  };
  return {
    app,
    address,
    issuer,
    db,
    config,
    environment,
    clients,
    engine,
    keys,
    sms,
    mail,
    registry,
    time,
    registries,
    deliver,
    close,
  };
};

export type SsoUnderTest = Awaited<ReturnType<typeof startSso>>;

/** An access token of a machine client; the seed client unless told. */
export const machineToken = async (
  sso: SsoUnderTest,
  resource: string,
  scope: string,
  client = { id: "nation-seed", secret: seedSecret },
): Promise<string> => {
  const response = await requestToken(sso, { resource, scope }, client);
  const answer = (await response.json()) as { access_token: string };
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer.access_token;
};

export const requestToken = async (
  sso: SsoUnderTest,
  parameters: Record<string, string>,
  client = { id: "nation-seed", secret: seedSecret },
): Promise<Response> =>
  await fetch(`${sso.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`,
    },
    body: new URLSearchParams({ grant_type: "client_credentials", ...parameters }),
  });

/** Calls the admin API as the seed client. */
export const adminPut = async (
  sso: SsoUnderTest,
  path: string,
  body: unknown,
): Promise<Response> => {
  const token = await machineToken(sso, "urn:gov:sso", "accounts:write staff:write clients:write");
  return await fetch(`${sso.issuer}/admin/v1/${path}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
};
