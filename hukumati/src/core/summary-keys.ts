import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { z } from "zod";
import { askJson, type Ask, type Asked } from "./asked.ts";
import { decodeBase64 } from "./base64.ts";

/** The state's keys that sign what codes of documents hold, as its portal publishes them. */
export const keysSchema = z
  .array(z.looseObject({ kid: z.string().min(1).max(100), pem: z.string().max(2_000) }))
  .max(200);
export type SummaryKeys = z.infer<typeof keysSchema>;

const answerSchema = z.looseObject({ summaryKeys: keysSchema });

export const loadKeys = async (ask: Ask): Promise<Asked<SummaryKeys>> => {
  const answer = await askJson(ask, "/verify/keys.json", answerSchema);
  return answer.ok ? { ok: true, value: answer.value.summaryKeys } : answer;
};

/** A public key that a phone can check signatures with. */
export type PublicKey = Readonly<{
  algorithm: "EdDSA" | "ES256";
  holds: (message: Uint8Array, signature: Uint8Array) => boolean;
}>;

/** SubjectPublicKeyInfo up to the key itself (RFC 8410, 4; RFC 5480, 2). */
const ed25519Head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const p256Head = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

const behind = (der: Uint8Array, head: readonly number[], length: number) =>
  der.length === head.length + length && head.every((byte, at) => der[at] === byte)
    ? der.slice(head.length)
    : undefined;

/** Whether a signature holds; a point that is none makes the library throw. */
const safely = (check: () => boolean): boolean => {
  try {
    return check();
  } catch {
    return false;
  }
};

/** An Ed25519 or P-256 key from its PEM; undefined where it is another kind or none. */
export const readPublicKey = (pem: string): PublicKey | undefined => {
  const body = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(
    pem,
  );
  const der = body?.[1] === undefined ? undefined : decodeBase64(body[1]);
  if (!der) return undefined;
  const edwards = behind(der, ed25519Head, 32);
  if (edwards) {
    return {
      algorithm: "EdDSA",
      holds: (message, signature) =>
        safely(() => ed25519.verify(signature, message, edwards, { zip215: false })),
    };
  }
  const point = behind(der, p256Head, 65);
  if (!point) return undefined;
  return {
    algorithm: "ES256",
    // Of the two forms of a signature only the one with the smaller s is ours.
    holds: (message, signature) =>
      safely(() => p256.verify(signature, message, point, { lowS: true, prehash: true })),
  };
};
