import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import Provider from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { endSession } from "./end-session.ts";
import { queueSignOut } from "./sign-out-queries.ts";

type EngineSession = { uid: string; accountId?: string; destroyed?: boolean };
type EngineClient = { clientId: string };

/**
 * Puts the end of every session through `endSession`, and the news of it to services through the
 * outbox. The engine itself would call each service while the person waits, once, and hang with
 * the slowest (its `Client#backchannelLogout`).
 */
export const endThroughOutbox = (provider: Provider, db: Kysely<SsoDatabase>): void => {
  const session = provider.Session.prototype as unknown as { destroy: () => Promise<void> };
  const destroyEntity = session.destroy;
  session.destroy = async function destroy(this: EngineSession): Promise<void> {
    const ctx = Provider.ctx;
    const origin = ctx ? { address: ctx.ip, userAgent: ctx.get("user-agent") } : {};
    if (this.accountId) await endSession(db, this.uid, { by: "sign-out", ...origin });
    await destroyEntity.call(this);
  };
  const client = provider.Client.prototype as unknown as {
    backchannelLogout: (subject: string, sid: string) => Promise<void>;
  };
  client.backchannelLogout = async function tellLater(
    this: EngineClient,
    subject: string,
    sid: string,
  ): Promise<void> {
    const ctx = Provider.ctx;
    // Signed out everywhere: the session's own end tells all of them.
    if (!ctx || ctx.oidc.params?.["logout"]) return;
    const uid = `${ctx.oidc.session?.uid ?? ""}/${sid}`;
    const services = [{ clientId: this.clientId, sid }];
    await inTransaction(db, (tx) => queueSignOut(tx, { uid, personId: subject, services }));
  };
};
