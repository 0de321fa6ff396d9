import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { signedOutCookie } from "#src/logout/signed-out-cookie.ts";
import { engineRequest } from "#src/protocol/engine-request.ts";
import { noteSession } from "./session-queries.ts";

const signingIn: readonly string[] = ["authorization", "resume"];

/** The use of its session that a request of the engine is: a person enters a service with it. */
export const useIn = (
  ctx: KoaContextWithOIDC,
  session: Readonly<{ uid?: string | undefined; accountId?: string | undefined }> | undefined,
) => {
  const { uid, accountId: personId } = session ?? {};
  const entering = signingIn.includes(ctx.oidc.route);
  if (!entering || uid === undefined || personId === undefined) return undefined;
  return {
    uid,
    personId,
    address: ctx.ip.replace(/^::ffff:/, ""),
    userAgent: ctx.get("user-agent"),
  };
};

/**
 * After the engine answered: notes the session that a service was entered with, for its person's
 * list, where that was not done as it was stored; after a sign-out, which one it was, for the page
 * that says what became of it.
 */
export const noteUse = async (
  { db }: Readonly<{ db: Kysely<SsoDatabase> }>,
  ctx: KoaContextWithOIDC,
): Promise<void> => {
  const session = ctx.oidc?.session;
  if (!session?.accountId) return;
  if ("destroyed" in session && session.destroyed === true) {
    const { name, ...options } = signedOutCookie(ctx.oidc.issuer.startsWith("https:"));
    ctx.cookies.set(name, session.uid, { ...options, signed: false, overwrite: true });
    return;
  }
  const use = useIn(ctx, session);
  if (use && !engineRequest(ctx)?.noted) await noteSession(db, use);
};
