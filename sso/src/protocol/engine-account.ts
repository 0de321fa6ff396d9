import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import { claimsOf, type Person } from "#src/account/account.ts";
import { mayEnter } from "#src/client/entry.ts";
import type { SsoConfig } from "#src/config.ts";
import { sectorOf } from "#src/client/client-rules.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { actingUnder } from "#src/mandate/acting.ts";
import { representationClaims, type Mandate } from "#src/mandate/mandate.ts";
import { writeMandateEvent } from "#src/mandate/write-event.ts";
import { engineRequest } from "./engine-request.ts";
import { findPerson } from "./find-person.ts";
import { pairwiseSubject } from "./pairwise-queries.ts";
import { registrationOf, stageOf } from "./registration.ts";

type Db = Kysely<SsoDatabase>;

/** A person as the engine knows them, with whom they act for under this code or token. */
type EngineAccount = Readonly<{
  accountId: string;
  claims: () => { sub: string };
  person: Person;
  acting: Readonly<{ mandate: Mandate; claims: Record<string, unknown> }> | undefined;
}>;

/** The name by which this client knows the person; the engine gives the same as `sub`. */
const subjectFor = async (db: Db, ctx: KoaContextWithOIDC, person: Person): Promise<string> => {
  const registration = registrationOf(ctx.oidc.client);
  const sector = registration?.subject === "pairwise" ? sectorOf(registration) : undefined;
  return sector === undefined
    ? person.id
    : await pairwiseSubject(db, { personId: person.id, sector });
};

/**
 * The person that a subject names. Nobody, where they may no longer act as the code or token
 * says: it gives nothing then.
 */
export const findEngineAccount = async (
  { db, config }: Readonly<{ db: Db; config: SsoConfig }>,
  ctx: KoaContextWithOIDC,
  subject: string,
  token: object | undefined,
): Promise<EngineAccount | undefined> => {
  const audience = registrationOf(ctx.oidc.client)?.audience ?? "citizens";
  const ahead = engineRequest(ctx)?.person;
  const person =
    audience === "citizens" && ahead?.id === subject && ahead.status === "active"
      ? ahead
      : await findPerson(db, audience, subject);
  const stage = stageOf(ctx.oidc.client);
  if (!person || !mayEnter(stage, person, config.NODE_ENV)) return undefined;
  const grantId = token && "grantId" in token ? (token.grantId as string | undefined) : undefined;
  const mandate = await actingUnder(db, ctx, person.id, grantId);
  if (mandate === "ended") return undefined;
  const acting = mandate && {
    mandate,
    claims: representationClaims(mandate, {
      sub: await subjectFor(db, ctx, person),
      name: person.name,
    }),
  };
  const claims = { ...(claimsOf(person) as { sub: string }), ...acting?.claims };
  return { accountId: person.id, claims: () => claims, person, acting };
};

/**
 * An API knows a person by the identity number, which the client that carries the token can read:
 * so only a client registered for it gets it, and one outside government only with consent.
 */
const mayCarryNationalId = ({ oidc }: KoaContextWithOIDC): boolean => {
  const registration = registrationOf(oidc.client);
  const registered = registration?.scopes.includes("national_id") ?? false;
  const granted = oidc.entities.Grant?.getOIDCScope().split(" ").includes("national_id") ?? false;
  return registered && ((registration?.firstParty ?? false) || granted);
};

/**
 * What an access token says beyond its scopes, where it is for an API: who the person is, and for
 * whom they act. The first one of a sign-in is a use of the mandate, and written down.
 */
export const accessTokenClaims = async (
  db: Db,
  ctx: KoaContextWithOIDC,
  forApi: boolean,
): Promise<Record<string, unknown> | undefined> => {
  const account = ctx.oidc.account as EngineAccount | undefined;
  if (!account) return undefined;
  const { person, acting } = account;
  if (acting && ctx.oidc.params?.["grant_type"] === "authorization_code") {
    const clientId = ctx.oidc.client?.clientId ?? null;
    const use = { event: "use", side: "representative", personId: person.id, clientId } as const;
    await writeMandateEvent(db, acting.mandate, use);
  }
  if (!forApi) return undefined;
  const known = person.kind === "citizen" && mayCarryNationalId(ctx);
  return { ...(known ? { national_id: person.nationalId } : {}), ...acting?.claims };
};
