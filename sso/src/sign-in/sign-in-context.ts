import type { Csrf } from "@gov/kit/csrf.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { Kysely } from "kysely";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { SsoConfig } from "#src/config.ts";
import type { Passwords } from "#src/credential/password.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { MailSender } from "#src/message/mail-sender.ts";
import type { Engine } from "#src/protocol/engine.ts";
import { findEndedInteraction } from "#src/protocol/entity-queries.ts";
import type { CivilRegistry } from "#src/registry/civil-registry.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
import { requestOrigin } from "./client-address.ts";
import type { SmsSender } from "./code-step.ts";
import type { OpenInteraction } from "./interaction.ts";
import type { KnownDevices } from "./known-device.ts";
import type { Origin } from "./password-step.ts";
import { endedPage, type SignInView } from "./sign-in-pages.ts";

export type SignInDeps = Readonly<{
  config: SsoConfig;
  db: Kysely<SsoDatabase>;
  engine: Engine;
  clients: ClientCache;
  passwords: Passwords;
  buckets: Buckets;
  devices: KnownDevices;
  sms: SmsSender;
  registry: CivilRegistry;
  /** The time of day for what lasts days; another one in tests. */
  clock: () => Date;
  mail: MailSender;
  csrf: Csrf;
  registries: ExchangeClient;
}>;

/** The same with the key at hand that seals what is kept, and the host that codes are bound to. */
export const keyedDeps = (deps: SignInDeps) => ({
  ...deps,
  encryptionKey: deps.config.KEY_ENCRYPTION_KEY,
  host: new URL(deps.config.PUBLIC_URL).hostname,
});

/** Who the client of this interaction lets in. */
export const kindOf = (open: OpenInteraction): "citizen" | "staff" =>
  open.registration.audience === "staff" ? "staff" : "citizen";

export const viewOf = (deps: SignInDeps, c: AppContext, open: OpenInteraction): SignInView => ({
  lang: c.get("lang"),
  path: c.req.path.replace(/\/(code\/new|passkey|way)$/, "/code"),
  csrfToken: deps.csrf.token(c),
  interactionId: open.id,
  service: open.registration.name,
});

export const originOf = (deps: SignInDeps, c: AppContext, open: OpenInteraction): Origin => ({
  ...requestOrigin(deps, c),
  clientId: open.clientId,
});

/** The answer where an interaction is over, with the way back to its service. */
export const endedAnswer = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const ended = await findEndedInteraction(deps.db, c.req.param("id") ?? "");
  const clientId: unknown = ended?.params?.["client_id"];
  const client = typeof clientId === "string" ? await deps.clients.find(clientId) : undefined;
  const homeUrl = client?.metadata.homeUrl;
  const service = client && homeUrl ? { name: client.metadata.name, homeUrl } : undefined;
  return c.html(endedPage(c.get("lang"), c.req.path, service), 410);
};
