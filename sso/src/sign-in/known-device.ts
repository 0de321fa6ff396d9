import { deriveKey, equalSecret, hmacSha256, randomToken } from "@gov/kit/crypto.ts";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

const name = "sso_device";
/** People of one household who share a browser. */
const most = 5;

export type KnownDevices = Readonly<{
  /** An id of this browser when the person signed in with it before. */
  find: (c: Context, identifier: string) => string | undefined;
  remember: (c: Context, identifier: string) => void;
}>;

/**
 * A cookie that proves that a browser signed in to an account before. It opens nothing; it only
 * keeps guesses made elsewhere from locking the owner out.
 */
export const createKnownDevices = (options: {
  encryptionKey: Uint8Array;
  secure: boolean;
}): KnownDevices => {
  const key = deriveKey(options.encryptionKey, "sso/known-device");
  const mac = (id: string, identifier: string): string =>
    hmacSha256(key, JSON.stringify([id, identifier])).toString("base64url");
  const entries = (c: Context): string[] =>
    (getCookie(c, name) ?? "")
      .split("~")
      .filter((entry) => /^[\w-]{22}\.[\w-]{43}$/.test(entry))
      .slice(0, most);

  const find = (c: Context, identifier: string): string | undefined =>
    entries(c)
      .map((entry) => entry.split(".") as [string, string])
      .find(([id, proof]) => equalSecret(proof, mac(id, identifier)))?.[0];

  const remember = (c: Context, identifier: string): void => {
    if (find(c, identifier) !== undefined) return;
    const id = randomToken(16);
    const kept = [`${id}.${mac(id, identifier)}`, ...entries(c)].slice(0, most);
    setCookie(c, name, kept.join("~"), {
      path: "/interaction",
      httpOnly: true,
      sameSite: "Lax",
      secure: options.secure,
      maxAge: 34_560_000,
    });
  };
  return { find, remember };
};
