import { decodeBase64, encodeBase64 } from "../core/base64.ts";
import { createOutage } from "../core/kept.ts";
import { createShelf } from "../core/store.ts";
import { createVault } from "../core/vault.ts";
import { cipher } from "./cipher.ts";
import { openFiles } from "./files";
import { readSecret, writeSecret } from "./store";

/** What belongs to the person: encrypted, its key in the keystore, gone with the sign-in. */
export const vault = createVault({
  files: openFiles("vault"),
  cipher,
  readKey: async () => {
    const key = decodeBase64((await readSecret("vault-key")) ?? "");
    return key?.length === 32 ? key : undefined;
  },
  writeKey: (key) => writeSecret("vault-key", key ? encodeBase64(key) : null),
});

/** What anyone may read. */
export const shelf = createShelf(openFiles("shelf"));

/** Since when the portal has not answered, whoever asked. */
export const outage = createOutage();
