import { z } from "zod";

const base64url = (least: number, most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .min(least)
    .max(most);

const named = {
  kid: z.string().min(1).max(100).optional(),
  use: z.literal("sig").optional(),
};

const ellipticKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64url(40, 50),
  y: base64url(40, 50),
  alg: z.literal("ES256").optional(),
  ...named,
});

const rsaKey = z.strictObject({
  kty: z.literal("RSA"),
  /** 2048 to 4096 bits. */
  n: base64url(342, 684),
  e: base64url(1, 10),
  alg: z.literal("PS256").optional(),
  ...named,
});

/** A public key a client signs with: P-256 for ES256 or RSA for PS256, never a private part. */
export const publicKeySchema = z.discriminatedUnion("kty", [ellipticKey, rsaKey]);

/** What clients may sign assertions and request objects with. RS256 is not among it (FAPI 2.0, 5.4). */
export const clientSigningAlgorithms = ["ES256", "PS256"] as const;
