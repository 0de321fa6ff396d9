import type { Person } from "#src/account/account.ts";
import type { OpenInteraction } from "#src/sign-in/interaction.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { newChallenge } from "./passkey-challenge.ts";
import { listPasskeys } from "./passkey-queries.ts";
import { authenticationOptions, siteOf } from "./passkey.ts";

/** What the challenge of a sign-in is about. */
export const aboutSignIn = (interactionId: string): string => `sign-in ${interactionId}`;

/** What the browser's script is to ask a device for; any passkey, or one of `person`'s. */
export const offerPasskey = async (
  { db, config }: Pick<SignInDeps, "db" | "config">,
  open: Pick<OpenInteraction, "id">,
  person?: Person,
): Promise<string> => {
  const challenge = newChallenge(config.KEY_ENCRYPTION_KEY, aboutSignIn(open.id));
  const own = person && (await listPasskeys(db, person.id));
  const among = own?.filter(({ copiedAt }) => copiedAt === null);
  return JSON.stringify(await authenticationOptions(siteOf(config.PUBLIC_URL), challenge, among));
};
