import { deriveKey, equalSecret, hmacSha256 } from "@gov/kit/crypto.ts";
import type { SsoConfig } from "#src/config.ts";

/** What a link of a notice lets its holder do: suspend this one account, and nothing else. */
export type ProtectionLink = Readonly<{ personId: string; at: Date }>;

type Key = Pick<SsoConfig, "KEY_ENCRYPTION_KEY">;

/** A link works for a month: people read messages late. */
export const linkDays = 30;

const proofBytes = 16;

const proofOf = ({ KEY_ENCRYPTION_KEY }: Key, body: Buffer): string =>
  hmacSha256(deriveKey(KEY_ENCRYPTION_KEY, "sso/protection-link"), body)
    .subarray(0, proofBytes)
    .toString("base64url");

/** The link's token: whose account (16 bytes), since when (4), and our proof (16). */
export const protectionToken = (key: Key, { personId, at }: ProtectionLink): string => {
  const body = Buffer.alloc(20);
  body.write(personId.replaceAll("-", ""), 0, "hex");
  body.writeUInt32BE(Math.floor(at.getTime() / 1000), 16);
  return `${body.toString("base64url")}.${proofOf(key, body)}`;
};

export const protectionUrl = (
  config: Pick<SsoConfig, "KEY_ENCRYPTION_KEY" | "PUBLIC_URL">,
  link: ProtectionLink,
): string => `${config.PUBLIC_URL}/protect/${protectionToken(config, link)}`;

/** Whose account a token may suspend; undefined when it is not ours or a month has passed. */
export const readProtectionToken = (
  key: Key,
  token: string,
  now = new Date(),
): ProtectionLink | undefined => {
  const [, text = "", proof = ""] = /^([\w-]{27})\.([\w-]{22})$/.exec(token) ?? [];
  const body = Buffer.from(text, "base64url");
  if (body.length !== 20 || !equalSecret(proof, proofOf(key, body))) return undefined;
  const at = new Date(body.readUInt32BE(16) * 1000);
  if (now.getTime() - at.getTime() > linkDays * 86_400_000) return undefined;
  const hex = body.subarray(0, 16).toString("hex");
  const personId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { personId, at };
};
