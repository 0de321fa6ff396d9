import { appConfigSchema, type AppConfig } from "../core/provider.ts";

export const randomBytes = (count: number): Uint8Array =>
  crypto.getRandomValues(new Uint8Array(count));

export const redirectUri = (): string => `${location.origin}/callback`;

const keptConfig = "hukumati-config";

/** The addresses of this machine, served beside the app; those of last time where nothing answers. */
export const loadConfig = async (): Promise<AppConfig> => {
  try {
    const response = await fetch("/config.json");
    const config = appConfigSchema.parse(await response.json());
    localStorage.setItem(keptConfig, JSON.stringify(config));
    return config;
  } catch (error) {
    const kept = localStorage.getItem(keptConfig);
    if (kept === null) throw error;
    return appConfigSchema.parse(JSON.parse(kept));
  }
};

/** Leaves for the sign-in page; the app starts anew at `/callback`, so this never resolves. */
export const openSignIn = (url: string): Promise<string | undefined> => {
  location.assign(url);
  return new Promise(() => undefined);
};

export const signedOutUri = (): string => `${location.origin}/`;

/** Leaves for the provider's sign-out page; the app starts anew at its first screen. */
export const openSignOut = (url: string): Promise<void> => {
  location.assign(url);
  return Promise.resolve();
};

export const openLink = (url: string): Promise<void> => {
  location.assign(url);
  return Promise.resolve();
};
