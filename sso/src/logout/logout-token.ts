import { randomToken } from "@gov/kit/crypto.ts";
import type { Engine } from "#src/protocol/engine.ts";

type LogoutFacts = Readonly<{ clientId: string; subject: string; sid: string | null }>;

/**
 * A logout token (OpenID Connect Back-Channel Logout 1.0, 2.4) as the engine would make it: for
 * this client's own subject and algorithm, signed by the key that is active now. Undefined when
 * there is no such client any more.
 */
export const issueLogoutToken = async (
  engine: Engine,
  { clientId, subject, sid }: LogoutFacts,
): Promise<string | undefined> => {
  const provider = engine.provider();
  const client = await provider.Client.find(clientId);
  if (!client) return undefined;
  const token = new provider.IdToken({ sub: subject }, { client, ctx: undefined });
  Object.assign(token, { mask: { sub: null } });
  token.set("events", { "http://schemas.openid.net/event/backchannel-logout": {} });
  token.set("jti", randomToken(16));
  if (sid !== null) token.set("sid", sid);
  return await token.issue({ use: "logout" });
};
