import { webcrypto } from "node:crypto";
import type { Files } from "./store.ts";
import { createVault, type Cipher } from "./vault.ts";

const { subtle } = webcrypto;
const importKey = (key: Uint8Array) =>
  subtle.importKey("raw", Uint8Array.from(key), "AES-GCM", false, ["encrypt", "decrypt"]);

/** What a phone does: AES-256-GCM with the nonce in front. */
export const cipher: Cipher = {
  newKey: () => Promise.resolve(webcrypto.getRandomValues(new Uint8Array(32))),
  seal: async (key, plain, additionalData) => {
    const iv = webcrypto.getRandomValues(new Uint8Array(12));
    const sealing = { name: "AES-GCM", iv, additionalData: Uint8Array.from(additionalData) };
    const sealed = await subtle.encrypt(sealing, await importKey(key), Uint8Array.from(plain));
    return Uint8Array.of(...iv, ...new Uint8Array(sealed));
  },
  open: async (key, sealed, additionalData) => {
    const iv = sealed.slice(0, 12);
    const opening = { name: "AES-GCM", iv, additionalData: Uint8Array.from(additionalData) };
    const bytes = sealed.slice(12);
    return new Uint8Array(await subtle.decrypt(opening, await importKey(key), bytes));
  },
};

export const memoryFiles = () => {
  const kept = new Map<string, Uint8Array>();
  const files: Files = {
    read: (name) => Promise.resolve(kept.get(name)),
    write: (name, bytes) => Promise.resolve(void kept.set(name, bytes)),
    removeAll: () => Promise.resolve(kept.clear()),
  };
  return { kept, files };
};

export const memoryVault = () => {
  const { kept, files } = memoryFiles();
  const keystore: { key: Uint8Array | undefined } = { key: undefined };
  const vault = createVault({
    files,
    cipher,
    readKey: () => Promise.resolve(keystore.key),
    writeKey: (key) => Promise.resolve(void (keystore.key = key)),
  });
  return { vault, kept, keystore };
};
