import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { createLog } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { listen } from "@gov/kit/server.ts";
import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import { createSsoApp, ssoListener } from "#src/app.ts";
import { builtInClients } from "#src/client/built-in-clients.ts";
import { createClientCache } from "#src/client/client-cache.ts";
import { findClient } from "#src/client/client-queries.ts";
import { putTestInstitutions } from "./institutions.ts";
import { ssoConfig } from "#src/config.ts";
import { createPasswords } from "#src/credential/password.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { ensureSigningKey } from "#src/key/key-rotation.ts";
import { createEngine } from "#src/protocol/engine.ts";

export const seedSecret = "the-secret-of-the-seed-client-in-tests";

/** Phones that keep what was sent to them; `down` stands for a centre that does not answer. */
const createTestPhones = () => {
  const messages: { to: string; text: string }[] = [];
  const phones = {
    messages,
    down: false,
    send: (message: { to: string; text: string }): Promise<Result<unknown, unknown>> => {
      if (phones.down) return Promise.resolve(err("unreachable"));
      messages.push(message);
      return Promise.resolve(ok({}));
    },
    /** The newest code sent to a number. */
    codeFor: (to: string): string =>
      /#(\d{6})$/.exec(messages.findLast((message) => message.to === to)?.text ?? "")?.[1] ?? "",
  };
  return phones;
};

/**
 * A whole sign-in service on a free port with a database of its own, reached at the address that
 * `reach` gives, with these `settings` besides the tests' own.
 */
export const startSso = async (
  reach = (url: string): Promise<string> => Promise.resolve(url),
  settings: Readonly<Record<string, string>> = {},
) => {
  const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  const db = openDatabase<SsoDatabase>(await reach(database.url), { max: 8 });
  // The port must be known before the issuer is: listen first, answer when all is wired.
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = await listen((request, response) => answer(request, response), { port: 0 });
  const issuer = `http://localhost:${server.port}`;
  const config = ssoConfig({
    NODE_ENV: "test",
    PORT: String(server.port),
    PUBLIC_URL: issuer,
    SSO_ISSUER: issuer,
    DATABASE_URL: database.url,
    KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    SMPP_URL: "smpp://sso:password@127.0.0.1:2775",
    BOOTSTRAP_CLIENT_SECRET: seedSecret,
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...settings,
  });
  const log = createLog("sso", config.LOG_LEVEL);
  await putTestInstitutions(db);
  const encryptionKey = config.KEY_ENCRYPTION_KEY;
  await ensureSigningKey({ db, encryptionKey });
  const clients = createClientCache(
    (clientId) => findClient(db, encryptionKey, clientId),
    builtInClients(config),
  );
  const engine = await createEngine({ config, db, log, clients });
  const sms = createTestPhones();
  const app = createSsoApp({
    config,
    db,
    log,
    clients,
    engine,
    sms,
    passwords: await createPasswords(),
    verifyToken: createTokenVerifier({ issuer, audience: "urn:gov:sso" }),
  });
  answer = ssoListener(app, engine);
  const close = async (): Promise<void> => {
    engine.close();
    server.server.closeAllConnections();
    await server.close();
    await db.destroy();
    await database.drop();
  };
  return { app, issuer, db, config, engine, sms, close };
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
