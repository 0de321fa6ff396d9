import type { Session, SignInResult } from "./sign-in.ts";

export type SessionKeeper = Readonly<{
  /** The session with a token that lives, renewed where it has to be; or why there is none. */
  alive: () => Promise<SignInResult>;
}>;

/**
 * Renews a session once, however many ask at that moment: a refresh token is good for one use, and
 * a second use would end the sign-in. Whoever signs out meanwhile stays signed out.
 */
export const createSessionKeeper = (
  deps: Readonly<{
    read: () => Promise<Session | undefined>;
    write: (session: Session | undefined) => Promise<void>;
    renew: (session: Session) => Promise<SignInResult>;
    nowMs: () => number;
  }>,
): SessionKeeper => {
  const { read, write, renew, nowMs } = deps;
  let renewing: Promise<SignInResult> | undefined;

  const renewOnce = async (session: Session): Promise<SignInResult> => {
    const result = await renew(session);
    if (!result.ok && result.error !== "ended") return result;
    const now = await read();
    if (now?.refreshToken !== session.refreshToken) return { ok: false, error: "ended" };
    await write(result.ok ? result.session : undefined);
    return result;
  };

  return {
    alive: async () => {
      if (renewing) return await renewing;
      const session = await read();
      if (!session) return { ok: false, error: "ended" };
      if (session.expiresAtMs > nowMs()) return { ok: true, session };
      renewing ??= renewOnce(session).finally(() => (renewing = undefined));
      return await renewing;
    },
  };
};
