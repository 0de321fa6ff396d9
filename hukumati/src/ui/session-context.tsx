import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { loadProvider, type AppConfig, type Provider } from "../core/provider.ts";
import {
  beginSignIn,
  finishSignIn,
  keepSession,
  type Session,
  type SignInError,
  type SignInResult,
} from "../core/sign-in.ts";
import { revokeTokens, signOutUrl } from "../core/sign-out.ts";
import { loadConfig, openSignIn, openSignOut } from "../platform/browser";
import { randomBytes, redirectUri, signedOutUri } from "../platform/browser";
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
  portalUrl: string | undefined;
  signIn: () => Promise<void>;
  complete: (callbackUrl: string) => Promise<boolean>;
  signOut: () => Promise<void>;
  /** Asks the portal as the signed-in person, renewing the token when it has to. */
  ask: (path: string) => Promise<Response>;
}>;

const SessionContext = createContext<SessionState | undefined>(undefined);

export const useSession = (): SessionState => {
  const state = useContext(SessionContext);
  if (!state) throw new Error("useSession needs a SessionProvider above it");
  return state;
};

const deps = {
  fetch: (url: string, init?: RequestInit) => fetch(url, init),
  randomBytes,
  nowMs: () => Date.now(),
};

let loaded: Promise<{ config: AppConfig; provider: Provider }> | undefined;

/** The configuration and the provider's metadata, read once; a failure is tried again. */
const loadBoth = (): Promise<{ config: AppConfig; provider: Provider }> => {
  loaded ??= loadConfig()
    .then(async (config) => ({ config, provider: await loadProvider(deps.fetch, config) }))
    .catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  return loaded;
};

const unreachable: SignInResult = { ok: false, error: "unreachable" };

export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const [lang, setLang] = useState<Lang>("ar");
  const [known, setKnown] = useState(false);
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<SignInError>();
  const [portalUrl, setPortalUrl] = useState<string>();

  useEffect(() => {
    const start = async (): Promise<void> => {
      setLang(await readLang());
      setSession(await readSession());
      setKnown(true);
      setPortalUrl((await loadConfig()).portalUrl);
    };
    start().catch(() => setKnown(true));
  }, []);

  const take = useCallback(async (result: SignInResult): Promise<boolean> => {
    setError(result.ok ? undefined : result.error);
    const kept = result.ok ? result.session : undefined;
    if (result.ok || result.error === "ended") {
      await writeSession(kept);
      setSession(kept);
    }
    return result.ok;
  }, []);

  const complete = useCallback(
    async (callbackUrl: string): Promise<boolean> => {
      const pending = await readPending();
      if (!pending) return await take({ ok: false, error: "notOurs" });
      await writePending(undefined);
      try {
        const { config, provider } = await loadBoth();
        return await take(await finishSignIn(deps, config, provider, pending, callbackUrl));
      } catch {
        return await take(unreachable);
      }
    },
    [take],
  );

  const signIn = useCallback(async (): Promise<void> => {
    try {
      const { config, provider } = await loadBoth();
      const options = { redirectUri: redirectUri(), lang };
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
    const ended = await readSession();
    await writeSession(undefined);
    setSession(undefined);
    setError(undefined);
    if (!ended) return;
    // The phone has forgotten already; where the provider is out of reach, its session runs out.
    try {
      const { config, provider } = await loadBoth();
      await revokeTokens(deps, config, provider, ended).catch(() => undefined);
      const url = signOutUrl(config, provider, ended, { returnTo: signedOutUri(), lang });
      if (url) await openSignOut(url);
    } catch {
      return;
    }
  }, [lang]);

  const ask = useCallback(
    async (path: string): Promise<Response> => {
      const { config, provider } = await loadBoth();
      const current = await readSession();
      if (!current) return new Response(null, { status: 401 });
      const kept = await keepSession(deps, config, provider, current);
      if (!kept.ok) {
        await take(kept);
        return new Response(null, { status: kept.error === "ended" ? 401 : 503 });
      }
      if (kept.session !== current) await take(kept);
      return await fetch(`${config.portalUrl}${path}`, {
        headers: {
          authorization: `Bearer ${kept.session.accessToken}`,
          accept: "application/json",
          "accept-language": lang,
        },
      });
    },
    [lang, take],
  );

  const switchLang = useCallback(() => {
    setLang((before) => {
      const next = before === "ar" ? "en" : "ar";
      void writeLang(next);
      return next;
    });
  }, []);

  const value = useMemo(
    () => ({
      lang,
      switchLang,
      known,
      session,
      error,
      portalUrl,
      signIn,
      complete,
      signOut,
      ask,
    }),
    [lang, switchLang, known, session, error, portalUrl, signIn, complete, signOut, ask],
  );
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
};
