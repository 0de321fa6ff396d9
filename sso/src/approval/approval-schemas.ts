import { z } from "@hono/zod-openapi";
import { parsePasskeyName } from "#src/passkey/passkey-name.ts";

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const text = z.object({ ar: z.string(), en: z.string() });

export const deviceBody = z.strictObject({
  /** What the person calls their phone. */
  name: z
    .string()
    .max(200)
    .refine((typed) => parsePasskeyName(typed).ok),
  /** The app's public key; the private one must never leave the phone's key store. */
  publicKey: z.strictObject({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: coordinate,
    y: coordinate,
  }),
});

export const approvalParams = z.object({ id: z.uuid() });

export const decisionBody = z.strictObject({
  /**
   * A JWS (compact, ES256, `typ: approval+jwt`) by the device's key over
   * `{challenge, decision: "approve" | "refuse", number}`; `number` is the one the person chose.
   */
  decision: z
    .string()
    .max(2_000)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
});

export const approvalAnswers = {
  device: z.object({ id: z.uuid() }),
  pending: z.object({
    approvals: z.array(
      z.object({
        id: z.uuid(),
        challenge: z.string(),
        /** Three numbers to choose from; the sign-in's page shows one of them. */
        numbers: z.array(z.number().int()).length(3),
        service: text,
        domain: z.string(),
        address: z.string().nullable(),
        askedAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
      }),
    ),
  }),
  decided: z.object({ state: z.enum(["approved", "refused"]) }),
};
