import { sha256 } from "@noble/hashes/sha2.js";
import type { Files, Store } from "./store.ts";

/** AES-256-GCM; the name is authenticated too, so that one entry cannot stand for another. */
export type Cipher = Readonly<{
  newKey: () => Promise<Uint8Array>;
  seal: (key: Uint8Array, plain: Uint8Array, name: Uint8Array) => Promise<Uint8Array>;
  /** Rejects where the key, the name or a byte is not the one it was sealed with. */
  open: (key: Uint8Array, sealed: Uint8Array, name: Uint8Array) => Promise<Uint8Array>;
}>;

export type VaultDeps = Readonly<{
  files: Files;
  cipher: Cipher;
  /** Where the key lives: the keystore of the phone. */
  readKey: () => Promise<Uint8Array | undefined>;
  writeKey: (key: Uint8Array | undefined) => Promise<void>;
}>;

export type Vault = Store & Readonly<{ empty: () => Promise<void> }>;

const nameBytes = (name: string): Uint8Array => new TextEncoder().encode(name);

/** A document's number is nobody's business who looks at names of files. */
const fileName = (name: string): string =>
  Array.from(sha256(nameBytes(name)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * What belongs to the person, encrypted on the device. Without the key nothing of it can be read,
 * so emptying forgets the key first. Steps follow one another: nothing is written behind an
 * emptying that began before.
 */
export const createVault = ({ files, cipher, readKey, writeKey }: VaultDeps): Vault => {
  let age = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const done = last.then(step, step);
    last = done.catch(() => undefined);
    return done;
  };

  const useKey = async (): Promise<Uint8Array> => {
    const known = await readKey();
    if (known) return known;
    // What another key sealed can never be read again.
    await files.removeAll();
    const made = await cipher.newKey();
    await writeKey(made);
    return made;
  };

  return {
    read: (name) =>
      inTurn(async () => {
        const key = await readKey();
        const sealed = key && (await files.read(fileName(name)));
        if (!key || !sealed) return undefined;
        // What cannot be opened is asked for anew, as if it had never been kept.
        return await cipher.open(key, sealed, nameBytes(name)).catch(() => undefined);
      }),
    open: () => {
      const openedAt = age;
      return {
        write: (name, bytes) =>
          inTurn(async () => {
            if (openedAt !== age) return;
            const sealed = await cipher.seal(await useKey(), bytes, nameBytes(name));
            await files.write(fileName(name), sealed);
          }),
      };
    },
    empty: () => {
      age += 1;
      return inTurn(async () => {
        await writeKey(undefined);
        await files.removeAll();
      });
    },
  };
};
