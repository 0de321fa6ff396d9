import { getRandomBytes } from "expo-crypto";
import Constants from "expo-constants";
import * as WebBrowser from "expo-web-browser";
import { appConfigSchema, type AppConfig } from "../core/provider.ts";

export const randomBytes = (count: number): Uint8Array => getRandomBytes(count);

export const redirectUri = (): string => "hukumati://callback";

export const loadConfig = (): Promise<AppConfig> =>
  Promise.resolve(appConfigSchema.parse(Constants.expoConfig?.extra));

/** Opens the system browser; the address it came back with, or undefined when it was closed. */
export const openSignIn = async (url: string): Promise<string | undefined> => {
  const result = await WebBrowser.openAuthSessionAsync(url, redirectUri());
  return result.type === "success" ? result.url : undefined;
};

export const signedOutUri = (): string => "hukumati://signed-out";

/** Opens the provider's sign-out page until the person has answered it or closed it. */
export const openSignOut = async (url: string): Promise<void> => {
  await WebBrowser.openAuthSessionAsync(url, signedOutUri());
};

export const openLink = async (url: string): Promise<void> => {
  await WebBrowser.openBrowserAsync(url);
};
