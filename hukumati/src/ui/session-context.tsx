import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ReactNode } from "react";
import type { Ask } from "../core/asked.ts";
import {
  beginSignIn,
  finishSignIn,
  type Session,
  type SignInError,
  type SignInResult,
} from "../core/sign-in.ts";
import { revokeTokens, signOutUrl } from "../core/sign-out.ts";
import { giveVaultTo } from "../core/wallet.ts";
import { openSignIn, openSignOut, redirectUri, signedOutUri } from "../platform/browser";
import { vault } from "../platform/keeping.ts";
import { askWith, deps, getConfig, getProvider, keeper } from "../platform/portal.ts";
import {
  readLang,
  readPending,
  readSession,
  writeLang,
  writePending,
  writeSession,
} from "../platform/session-store.ts";

type Lang = "ar" | "en";

type SessionState = Readonly<{
  lang: Lang;
  switchLang: () => void;
  /** False until what the phone remembers was read. */
  known: boolean;
  session: Session | undefined;
  error: SignInError | undefined;
  signIn: () => Promise<void>;
  complete: (callbackUrl: string) => Promise<boolean>;
  /** Ends the sign-in and removes what is kept of the person. */
  signOut: () => Promise<void>;
  /** Asks the portal as the signed-in person, renewing the token when it has to. */
  ask: Ask;
}>;

const SessionContext = createContext<SessionState | undefined>(undefined);

export const useSession = (): SessionState => {
  const state = useContext(SessionContext);
  if (!state) throw new Error("useSession needs a SessionProvider above it");
  return state;
};

const unreachable: SignInResult = { ok: false, error: "unreachable" };

const useLang = () => {
  const [lang, setLang] = useState<Lang>("ar");
  const switchLang = useCallback(() => {
    setLang((before) => {
      const next = before === "ar" ? "en" : "ar";
      void writeLang(next);
      return next;
    });
  }, []);
  return { lang, setLang, switchLang };
};

/** Forgets the person here first, then tells the sign-in service. */
const forget = async (lang: Lang): Promise<void> => {
  const ended = await readSession();
  await writeSession(undefined);
  await vault.empty();
  if (!ended) return;
  // The phone has forgotten already; where the provider is out of reach, its session runs out.
  try {
    const [config, provider] = [await getConfig(), await getProvider()];
    await revokeTokens(deps, config, provider, ended).catch(() => undefined);
    const url = signOutUrl(config, provider, ended, { returnTo: signedOutUri(), lang });
    if (url) await openSignOut(url);
  } catch {
    return;
  }
};

const redeem = async (callbackUrl: string): Promise<SignInResult> => {
  const pending = await readPending();
  if (!pending) return { ok: false, error: "notOurs" };
  await writePending(undefined);
  try {
    return await finishSignIn(deps, await getConfig(), await getProvider(), pending, callbackUrl);
  } catch {
    return unreachable;
  }
};

export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const { lang, setLang, switchLang } = useLang();
  const [known, setKnown] = useState(false);
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<SignInError>();
  const signedIn = useRef(false);
  signedIn.current = session !== undefined;

  useEffect(() => {
    const start = async (): Promise<void> => {
      setLang(await readLang());
      setSession(await readSession());
    };
    void start().finally(() => setKnown(true));
  }, [setLang]);

  const take = useCallback(async (result: SignInResult): Promise<boolean> => {
    setError(result.ok ? undefined : result.error);
    if (!result.ok) return false;
    await giveVaultTo(vault, result.session.subject);
    await writeSession(result.session);
    setSession(result.session);
    return true;
  }, []);

  const complete = useCallback(
    async (callbackUrl: string) => await take(await redeem(callbackUrl)),
    [take],
  );

  const signIn = useCallback(async (): Promise<void> => {
    try {
      const options = { redirectUri: redirectUri(), lang };
      const [config, provider] = [await getConfig(), await getProvider()];
      const { pending, url } = beginSignIn(deps, config, provider, options);
      await writePending(pending);
      const callbackUrl = await openSignIn(url);
      if (callbackUrl) await complete(callbackUrl);
      else await take({ ok: false, error: "cancelled" });
    } catch {
      await take(unreachable);
    }
  }, [complete, lang, take]);

  const signOut = useCallback(async (): Promise<void> => {
    setSession(undefined);
    setError(undefined);
    await forget(lang);
  }, [lang]);

  const ask = useCallback<Ask>(
    async (path, headers) => {
      const alive = await keeper.alive();
      if (alive.ok) return await askWith(alive.session.accessToken, lang)(path, headers);
      if (alive.error !== "ended") throw new Error("the sign-in service cannot be reached");
      if (signedIn.current) setError("ended");
      setSession(undefined);
      return new Response(null, { status: 401 });
    },
    [lang],
  );

  const value = useMemo(
    () => ({ lang, switchLang, known, session, error, signIn, complete, signOut, ask }),
    [lang, switchLang, known, session, error, signIn, complete, signOut, ask],
  );
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
};
