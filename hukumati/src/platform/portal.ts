import { fetchWithin, type Ask } from "../core/asked.ts";
import { loadProvider, type AppConfig, type Provider } from "../core/provider.ts";
import { createSessionKeeper } from "../core/session-keeper.ts";
import { keepSession } from "../core/sign-in.ts";
import { loadConfig, randomBytes } from "./browser";
import { readSession, writeSession } from "./session-store.ts";

/** Longer than a slow network needs for a PDF's first byte, shorter than a person waits. */
const answerWithinMs = 20_000;

export const deps = {
  fetch: fetchWithin((url, init) => fetch(url, init), answerWithinMs),
  randomBytes,
  nowMs: () => Date.now(),
};

/** What is read once and tried again where it failed. */
const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
};

export const getConfig = once<AppConfig>(loadConfig);
export const getProvider = once<Provider>(async () => loadProvider(deps.fetch, await getConfig()));

/** The sign-in service is asked only where the token has to be renewed. */
export const keeper = createSessionKeeper({
  read: readSession,
  write: writeSession,
  renew: async (session) => {
    if (!session.refreshToken) return { ok: false, error: "ended" };
    try {
      return await keepSession(deps, await getConfig(), await getProvider(), session);
    } catch {
      return { ok: false, error: "unreachable" };
    }
  },
  nowMs: deps.nowMs,
});

/** Asks the portal what everyone may ask. */
export const askPublic: Ask = async (path, headers) => {
  const { portalUrl } = await getConfig();
  return await deps.fetch(`${portalUrl}${path}`, {
    headers: { accept: "application/json", ...headers },
  });
};

/** Asks the portal with a person's token. */
export const askWith = (accessToken: string, lang: "ar" | "en"): Ask => {
  const own = { authorization: `Bearer ${accessToken}`, "accept-language": lang };
  return (path, headers) => askPublic(path, { ...own, ...headers });
};
