import { decodeBase64url, encodeBase64url } from "./base64url.ts";

/** Base64 with padding (RFC 4648, 4), as PEM and data addresses have it. */
export const encodeBase64 = (bytes: Uint8Array): string => {
  const text = encodeBase64url(bytes).replaceAll("-", "+").replaceAll("_", "/");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
};

/** The bytes, or undefined when the text is not base64; white space is passed over. */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  const bare = text.replace(/\s/g, "").replace(/={0,2}$/, "");
  if (/[-_]/.test(bare)) return undefined;
  return decodeBase64url(bare.replaceAll("+", "-").replaceAll("/", "_"));
};
