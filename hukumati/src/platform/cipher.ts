import {
  AESEncryptionKey,
  AESSealedData,
  aesDecryptAsync,
  aesEncryptAsync,
  getRandomBytes,
} from "expo-crypto";
import type { Cipher } from "../core/vault.ts";

/** AES-256-GCM of the phone's own cryptography, or of the browser's. */
export const cipher: Cipher = {
  newKey: () => Promise.resolve(getRandomBytes(32)),
  seal: async (key, plain, name) => {
    const imported = await AESEncryptionKey.import(key);
    const sealed = await aesEncryptAsync(plain, imported, { additionalData: name });
    return await sealed.combined("bytes");
  },
  open: async (key, sealed, name) => {
    const imported = await AESEncryptionKey.import(key);
    const data = AESSealedData.fromCombined(sealed);
    return await aesDecryptAsync(data, imported, { output: "bytes", additionalData: name });
  },
};
