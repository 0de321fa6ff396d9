import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import { findAccountById } from "#src/account/account-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { engineRequest } from "#src/protocol/engine-request.ts";
import { registrationOf } from "#src/protocol/registration.ts";
import { findChoice, type Choice } from "./choice-queries.ts";
import { confirmMandates } from "./confirm-mandates.ts";
import { findMandate } from "./mandate-queries.ts";
import { mayActAt, type Mandate, type RepresentationAt } from "./mandate.ts";

type Db = Kysely<SsoDatabase>;

/** A registry's mandate is confirmed again at a sign-in when this old. */
const freshMs = 15 * 60_000;

const self: Choice = { mandateId: null };

/** The representation that the client of a request takes. */
const representationAt = (ctx: KoaContextWithOIDC): RepresentationAt => ({
  clientId: ctx.oidc.client?.clientId ?? "",
  kinds: registrationOf(ctx.oidc.client)?.representation ?? [],
});

/** True when this request asks for whom the person acts. */
export const asksForMandates = (ctx: KoaContextWithOIDC): boolean =>
  representationAt(ctx).kinds.length > 0 && ctx.oidc.requestParamScopes.has("mandates");

/**
 * For whom the person acts in this request: what they chose on our page for it, or else under the
 * grant of their session. Undefined while they have not chosen.
 */
export const choiceOf = async (
  db: Db,
  ctx: KoaContextWithOIDC,
  grantId: string | undefined,
): Promise<Choice | undefined> => {
  if (!asksForMandates(ctx)) return self;
  const answered = ctx.oidc.result?.["select_account"] as Partial<Choice> | undefined;
  if (answered?.mandateId !== undefined) return { mandateId: answered.mandateId };
  return grantId === undefined ? undefined : await findChoice(db, grantId);
};

/** The mandate, when this person may act under it at this client now. */
export const usableMandate = async (
  db: Db,
  mandateId: string,
  personId: string,
  at: RepresentationAt,
  now = new Date(),
): Promise<Mandate | undefined> => {
  const mandate = await findMandate(db, mandateId);
  if (mandate?.representativeId !== personId) return undefined;
  return mayActAt(mandate, at, now) ? mandate : undefined;
};

/** True when the person has yet to say for whom they act, or may no longer act so. */
export const needsChoice = async (
  deps: Readonly<{ db: Db; registries: ExchangeClient }>,
  ctx: KoaContextWithOIDC,
  grantId: string | undefined,
): Promise<boolean> => {
  const personId = ctx.oidc.account?.accountId;
  if (!asksForMandates(ctx) || personId === undefined) return false;
  const choice = await choiceOf(deps.db, ctx, grantId);
  if (choice === undefined) return true;
  if (choice.mandateId === null) return false;
  const at = representationAt(ctx);
  const mandate = await usableMandate(deps.db, choice.mandateId, personId, at);
  if (!mandate) return true;
  const age = Date.now() - (mandate.checkedAt?.getTime() ?? 0);
  if (mandate.kind === "attorney" || age < freshMs) return false;
  const person = await findAccountById(deps.db, personId);
  if (person) await confirmMandates(deps, person, mandate.kind);
  return (await usableMandate(deps.db, choice.mandateId, personId, at)) === undefined;
};

/**
 * The mandate under which a code or token was issued: undefined when the person acts for
 * themselves, `ended` when they may no longer act so and must get nothing for it.
 */
export const actingUnder = async (
  db: Db,
  ctx: KoaContextWithOIDC,
  personId: string,
  grantId: string | undefined,
): Promise<Mandate | "ended" | undefined> => {
  const at = representationAt(ctx);
  const ahead = engineRequest(ctx)?.choice;
  const known = ahead?.grantId === grantId ? ahead : undefined;
  const choice = known ? known.made : grantId && (await findChoice(db, grantId));
  if (!choice || choice.mandateId === null) return undefined;
  return (await usableMandate(db, choice.mandateId, personId, at)) ?? "ended";
};
