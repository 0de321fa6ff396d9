import { deriveKey, equalSecret, hmacSha256, randomToken } from "@gov/kit/crypto.ts";

/** The cookie, and for how long a browser is remembered. */
export const deviceCookie = { name: "sso_device", path: "/interaction", maxAge: 34_560_000 };

/** People of one household who share a browser. */
const most = 5;

export type KnownDevices = Readonly<{
  /** An id of the browser with this cookie, when the person signed in with it before. */
  find: (cookie: string | undefined, identifier: string) => string | undefined;
  /** The cookie with the person added to it. */
  add: (cookie: string | undefined, identifier: string) => string;
}>;

const entriesOf = (cookie = ""): string[] =>
  cookie
    .split("~")
    .filter((entry) => /^[\w-]{22}\.[\w-]{43}$/.test(entry))
    .slice(0, most);

/**
 * A cookie that proves that a browser signed in to an account before. It opens nothing; it only
 * keeps guesses made elsewhere from locking the owner out.
 */
export const createKnownDevices = (encryptionKey: Uint8Array): KnownDevices => {
  const key = deriveKey(encryptionKey, "sso/known-device");
  const mac = (id: string, identifier: string): string =>
    hmacSha256(key, JSON.stringify([id, identifier])).toString("base64url");

  const find: KnownDevices["find"] = (cookie, identifier) =>
    entriesOf(cookie)
      .map((entry) => entry.split(".") as [string, string])
      .find(([id, proof]) => equalSecret(proof, mac(id, identifier)))?.[0];

  const add: KnownDevices["add"] = (cookie, identifier) => {
    const entries = entriesOf(cookie);
    if (find(cookie, identifier) !== undefined) return entries.join("~");
    const id = randomToken(16);
    return [`${id}.${mac(id, identifier)}`, ...entries].slice(0, most).join("~");
  };
  return { find, add };
};
