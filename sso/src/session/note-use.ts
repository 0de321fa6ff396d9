import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { signedOutCookie } from "#src/logout/signed-out-cookie.ts";
import { noteSession } from "./session-queries.ts";

const signingIn: readonly string[] = ["authorization", "resume"];

/**
 * After the engine answered: notes the session that a service was entered with, for its person's
 * list; after a sign-out, which one it was, for the page that says what became of it.
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
  if (!signingIn.includes(ctx.oidc.route)) return;
  const { uid, accountId: personId } = session;
  const address = ctx.ip.replace(/^::ffff:/, "");
  await noteSession(db, { uid, personId, address, userAgent: ctx.get("user-agent") });
};
