import { err, ok, type Result } from "@gov/kit/result.ts";
import { createPublicKey, X509Certificate } from "node:crypto";
import { z } from "zod";
import { publicKeySchema } from "#src/client/client-keys.ts";

export type PublicKey = z.infer<typeof publicKeySchema>;
export type KeyFailure = "empty" | "private" | "unreadable" | "unfit" | "too-many";

const mostKeys = 5;
const most = 16_000;

const fromPem = (text: string): unknown[] => {
  const blocks = text.match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? [];
  return blocks.map((block) => {
    const key = block.includes("CERTIFICATE")
      ? new X509Certificate(block).publicKey
      : createPublicKey(block);
    return key.export({ format: "jwk" });
  });
};

const fromJson = (text: string): unknown[] => {
  const json: unknown = JSON.parse(text);
  if (Array.isArray(json)) return json as unknown[];
  return typeof json === "object" && json !== null && "keys" in json && Array.isArray(json.keys)
    ? (json.keys as unknown[])
    : [json];
};

const privateParts = ["d", "p", "q", "dp", "dq", "qi", "k"];

/** What we keep of a key: what verifies, and its name. */
const publicOf = (jwk: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    ["kty", "crv", "x", "y", "n", "e", "kid", "use", "alg"]
      .filter((name) => jwk[name] !== undefined)
      .map((name) => [name, jwk[name]]),
  );

const isPrivate = (key: unknown): boolean =>
  typeof key === "object" && key !== null && privateParts.some((part) => part in key);

/**
 * Public keys as people have them: a JWK, a JWKS, or PEM (keys or certificates). A private key is
 * refused before anything else, and nothing of it is kept.
 */
export const readPublicKeys = (typed: string): Result<PublicKey[], KeyFailure> => {
  const text = typed.trim().slice(0, most);
  if (text === "") return err("empty");
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return err("private");
  let found: unknown[];
  try {
    found = text.startsWith("-----") ? fromPem(text) : fromJson(text);
  } catch {
    return err("unreadable");
  }
  if (found.length === 0) return err("unreadable");
  if (found.some(isPrivate)) return err("private");
  if (found.length > mostKeys) return err("too-many");
  const parsed = found.map((key) =>
    publicKeySchema.safeParse(
      typeof key === "object" && key !== null ? publicOf(key as Record<string, unknown>) : key,
    ),
  );
  const keys = parsed.flatMap(({ data }) => data ?? []);
  return keys.length === parsed.length ? ok(keys) : err("unfit");
};
