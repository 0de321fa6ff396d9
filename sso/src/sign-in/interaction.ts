import type { AppContext } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import type { Kysely } from "kysely";
import { errors } from "oidc-provider";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { ClientMetadata } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Engine } from "#src/protocol/engine.ts";
import { aheadKey, readAhead } from "#src/protocol/engine-request.ts";
import { nodeOf } from "./client-address.ts";
import { findOpenSignIn, type OpenSignIn } from "./open-queries.ts";
import type { PendingSignIn } from "./sign-in-queries.ts";

type Details = Awaited<ReturnType<ReturnType<Engine["provider"]>["interactionDetails"]>>;

/** A request of a relying party that waits for the person: a sign-in or a consent. */
export type OpenInteraction = Readonly<{
  id: string;
  details: Details;
  clientId: string;
  registration: ClientMetadata;
  /** `test`: for test people alone. */
  stage: "test" | "live";
  /** What was proven in it already. */
  pending: PendingSignIn | undefined;
  /** The citizen who did so, with what they have to sign in with. */
  known: OpenSignIn["known"];
}>;

export type InteractionDeps = Readonly<{
  engine: Engine;
  clients: ClientCache;
  db: Kysely<SsoDatabase>;
}>;

/** Where the answer of the service will be sent, as a source for the form-action policy. */
const answerSource = (redirectUri: unknown): string[] => {
  const url = typeof redirectUri === "string" ? URL.parse(redirectUri) : null;
  if (!url) return [];
  return [url.origin === "null" ? url.protocol : url.origin];
};

/**
 * The interaction of this address and this browser, or `ended`: expired, finished, or begun in
 * another browser. Lets the page's forms end at the service.
 */
export const loadInteraction = async (
  { engine, clients, db }: InteractionDeps,
  c: AppContext,
): Promise<Result<OpenInteraction, "ended">> => {
  const { incoming, outgoing } = nodeOf(c);
  const id = c.req.param("id") ?? "";
  const found = await findOpenSignIn(db, id);
  if (!found) return err("ended");
  const { interaction, pending, known } = found;
  try {
    const details = await readAhead.run(new Map([[aheadKey("Interaction", id), interaction]]), () =>
      engine.provider().interactionDetails(incoming, outgoing),
    );
    const clientId = String(details.params["client_id"]);
    const client = await clients.find(clientId);
    if (!client || details.uid !== id) return err("ended");
    allowFormAction(c, answerSource(details.params["redirect_uri"]));
    return ok({
      id: details.uid,
      details,
      clientId,
      registration: client.metadata,
      stage: client.stage ?? "live",
      pending,
      known,
    });
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return err("ended");
    throw error;
  }
};

type Answer = NonNullable<Details["result"]>;

/** Stores the person's answer; gives the address where the engine goes on. */
export const answerInteraction = async (details: Details, answer: Answer): Promise<string> => {
  details.result = "error" in answer ? answer : { ...details.lastSubmission, ...answer };
  await details.save(details.exp - Math.floor(Date.now() / 1000));
  return details.returnTo;
};

/**
 * Answers with a sign-in. Somebody else's session in this browser ends first; what was issued
 * under it ends with it.
 */
export const answerWithSignIn = async (
  engine: Engine,
  details: Details,
  login: { accountId: string; acr: string; amr: string[] },
): Promise<string> => {
  const before = details.session;
  if (before && before.accountId !== login.accountId) {
    const session = await engine.provider().Session.findByUid(before.uid);
    await session?.destroy();
    delete (details as { session?: unknown }).session;
  }
  return await answerInteraction(details, { login });
};
