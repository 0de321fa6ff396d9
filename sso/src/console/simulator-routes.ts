import { keepCookie, readCookie } from "@gov/kit/cookie.ts";
import { decryptAtRest, encryptAtRest, randomToken, sha256 } from "@gov/kit/crypto.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { z } from "zod";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { Client } from "#src/client/client.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { listPath } from "./client-pages.ts";
import { loadKept, viewOf, type KeptHere } from "./console-access.ts";
import { resourceOfScope, type OfferedScope } from "./registration-form.ts";
import { simulatorPath } from "./simulator-client.ts";
import { notSimulatedPage, simulatedPage, simulatorPage } from "./simulator-pages.ts";
import {
  newAttempt,
  pushRequest,
  redeem,
  type Asked,
  type Attempt,
  type Exchange,
} from "./simulator.ts";

const cookieName = "sso_simulator";
const lastsMs = 15 * 60_000;
const context = "client-simulator";

/** What we must know again when the answer comes; it travels sealed as `state`. */
const keptSchema = z.object({
  clientId: z.string(),
  parameters: z.record(z.string(), z.string()),
  verifier: z.string(),
  nonce: z.string(),
  browser: z.string(),
  until: z.number(),
});
type Kept = z.infer<typeof keptSchema>;

const seal = (deps: SignInDeps, kept: Kept): string =>
  encryptAtRest(
    deps.config.KEY_ENCRYPTION_KEY,
    Buffer.from(JSON.stringify(kept)),
    context,
  ).toString("base64url");

const unseal = (deps: SignInDeps, state: string): Kept | undefined => {
  try {
    const sealed = Buffer.from(state.slice(0, 12_000), "base64url");
    const text = decryptAtRest(deps.config.KEY_ENCRYPTION_KEY, sealed, context).toString("utf8");
    return keptSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const readAsked = async (
  c: AppContext,
  { metadata }: Client,
): Promise<Asked & { par: boolean }> => {
  const posted = await c.req.parseBody({ all: true });
  const ticked = [posted["scope"]].flat();
  const scopes = metadata.scopes.filter((scope) => scope === "openid" || ticked.includes(scope));
  const word = (name: string): string => {
    const value = posted[name];
    return typeof value === "string" ? value.slice(0, 40) : "";
  };
  const resource = scopes.map((scope) => resourceOfScope[scope as OfferedScope]).find(Boolean);
  return {
    scope: scopes.join(" "),
    acr: word("acr"),
    prompt: word("prompt"),
    resource: resource ?? "",
    par: word("par") === "yes",
  };
};

const keepBrowser = (deps: SignInDeps, c: AppContext): string => {
  const browser = randomToken();
  keepCookie(c, {
    name: cookieName,
    value: browser,
    path: simulatorPath,
    maxAgeS: lastsMs / 1000,
    secure: deps.config.PUBLIC_URL.startsWith("https:"),
  });
  return sha256(browser).toString("base64url");
};

const authorizationUrl = (
  { config }: SignInDeps,
  parameters: Readonly<Record<string, string>>,
): string => `${config.PUBLIC_URL}/auth?${new URLSearchParams(parameters).toString()}`;

/** Sends the browser into a real sign-in of the test client. */
const start = async (deps: SignInDeps, c: AppContext, kept: KeptHere): Promise<Response> => {
  const { clientId } = kept.client;
  const client = await deps.clients.find(clientId);
  if (!client) return c.redirect(`${listPath}/${clientId}`, 303);
  const { par, ...asked } = await readAsked(c, client);
  const attempt = newAttempt(deps.config, clientId, asked);
  const memory = {
    clientId,
    parameters: { ...attempt.parameters },
    verifier: attempt.verifier,
    nonce: attempt.nonce,
    browser: keepBrowser(deps, c),
    until: Date.now() + lastsMs,
  };
  await recordEvent(deps.db, { event: "client.simulated", clientId, actor: kept.staff.username });
  const locale = { ui_locales: c.get("lang") };
  const parameters = { ...attempt.parameters, ...locale, state: seal(deps, memory) };
  if (!par) return c.redirect(authorizationUrl(deps, parameters), 303);
  const { exchange, requestUri } = await pushRequest(deps.config, client, parameters);
  if (requestUri === undefined) {
    const tokens = { idToken: undefined, accessToken: undefined };
    const result = { exchanges: [exchange], checks: [], tokens, failed: true };
    return c.html(simulatedPage(viewOf(deps, c, listPath), clientId, result));
  }
  return c.redirect(authorizationUrl(deps, { client_id: clientId, request_uri: requestUri }), 303);
};

/** The authorization request and its answer, as they passed through the browser. */
const authorizationOf = (deps: SignInDeps, c: AppContext, { parameters }: Attempt): Exchange => {
  const answer = new URL(c.req.url).searchParams;
  const shown = [...answer].map(([name, value]) =>
    name === "state" ? `${name}=${value.slice(0, 24)}…` : `${name}=${value}`,
  );
  const asked = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return {
    name: "authorization",
    request: [`GET ${deps.config.PUBLIC_URL}/auth`, "", ...asked].join("\n"),
    status: undefined,
    response: [`GET ${deps.config.PUBLIC_URL}${simulatorPath}`, "", ...shown].join("\n"),
  };
};

const finish = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const view = { lang: c.get("lang"), path: simulatorPath };
  const kept = unseal(deps, c.req.query("state") ?? "");
  const browser = sha256(readCookie(c, cookieName) ?? "").toString("base64url");
  const client = kept && (await deps.clients.find(kept.clientId));
  const ours = kept !== undefined && kept.browser === browser && kept.until > Date.now();
  if (!ours || client?.stage !== "test") return c.html(notSimulatedPage(view), 400);
  const authorization = authorizationOf(deps, c, kept);
  const code = c.req.query("code");
  const tokens = { idToken: undefined, accessToken: undefined };
  if (code === undefined) {
    const result = { exchanges: [authorization], checks: [], tokens, failed: true };
    return c.html(simulatedPage(view, kept.clientId, result));
  }
  const redeemed = await redeem(deps.config, client, kept, code);
  return c.html(
    simulatedPage(view, kept.clientId, {
      ...redeemed,
      exchanges: [authorization, ...redeemed.exchanges],
      checks: [{ name: "state", good: true }, ...redeemed.checks],
      failed: redeemed.checks.length === 0,
    }),
  );
};

/** The client simulator: a real sign-in of a test client, with every step to see. */
export const addSimulatorRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(simulatorPath, (c) => finish(deps, c));
  app.get(`${listPath}/:id/simulator`, async (c) => {
    const kept = await loadKept(deps, c);
    if (kept instanceof Response) return kept;
    if (kept.client.stage !== "test") return c.redirect(`${listPath}/${kept.client.clientId}`, 303);
    return c.html(simulatorPage(viewOf(deps, c), kept.client));
  });
  app.post(`${listPath}/:id/simulator`, async (c) => {
    const kept = await loadKept(deps, c, { back: `${listPath}/${c.req.param("id")}/simulator` });
    return kept instanceof Response ? kept : await start(deps, c, kept);
  });
};
