import { deriveKey, equalSecret, hmacSha256 } from "@gov/kit/crypto.ts";
import { z } from "zod";
import type { SsoConfig } from "#src/config.ts";

/** An operator's look at one person, for which they gave a reason. */
export type Look = Readonly<{ personId: string; operatorId: string }>;

const lastsMs = 30 * 60_000;

const schema = z.object({ personId: z.uuid(), operatorId: z.uuid(), until: z.number() });

const proofOf = ({ KEY_ENCRYPTION_KEY }: Key, text: string): string =>
  hmacSha256(deriveKey(KEY_ENCRYPTION_KEY, "sso/intervention-look"), text).toString("base64url");

type Key = Pick<SsoConfig, "KEY_ENCRYPTION_KEY">;

/** Opens the person's page for this operator and half an hour, and for nobody else. */
export const lookToken = (key: Key, look: Look, now = Date.now()): string => {
  const text = Buffer.from(JSON.stringify({ ...look, until: now + lastsMs })).toString("base64url");
  return `${text}.${proofOf(key, text)}`;
};

/** Whom the operator may look at; undefined when the token is not theirs, or its time is over. */
export const readLook = (
  key: Key,
  token: string,
  operatorId: string,
  now = Date.now(),
): Look | undefined => {
  const [text = "", proof = ""] = token.slice(0, 1_000).split(".");
  if (!equalSecret(proof, proofOf(key, text))) return undefined;
  const look = schema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  return look.operatorId === operatorId && look.until > now ? look : undefined;
};
