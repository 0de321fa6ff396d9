import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { jsonVariable, urlVariable } from "@gov/kit/config.ts";
import { constantsSchema } from "./esadad-constants.ts";

const pem = (make: (text: string) => KeyObject, what: string) =>
  z
    .string()
    .max(10_000)
    .transform((text, context): KeyObject => {
      try {
        // Where a variable cannot hold line ends, they are written as \n.
        const key = make(text.replaceAll("\\n", "\n"));
        if (key.asymmetricKeyType === "rsa") return key;
      } catch {
        // Told below, without the value.
      }
      context.addIssue({ code: "custom", message: `must be ${what} in PEM` });
      return z.NEVER;
    });

const codeVariable = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);

/** Our place at the E-SADAD hub; without `ESADAD_HUB_URL` the rail is not offered. */
export const esadadVariables = {
  ESADAD_HUB_URL: urlVariable.optional(),
  /** Our code at the hub and the hub's own code, as `SdrCode` and `RcvCode` name them. */
  ESADAD_BILLER_CODE: codeVariable.optional(),
  ESADAD_HUB_CODE: codeVariable.default("1"),
  ESADAD_PRIVATE_KEY: pem(createPrivateKey, "an RSA private key").optional(),
  /** The hub's public key or its certificate. */
  ESADAD_HUB_PUBLIC_KEY: pem(createPublicKey, "an RSA public key or certificate").optional(),
  /** Whose books hold money that came for no bill of ours until it is back with its payer. */
  ESADAD_SUSPENSE_BILLER: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .default("finance"),
  ESADAD_TIMEOUT_MS: z.coerce.number().int().min(500).max(60_000).default(10_000),
  /** How long the messages are kept for the operator. */
  ESADAD_KEEP_MESSAGES_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  /** Codes, names and paths that differ from the built-in ones. */
  ESADAD_CONSTANTS: jsonVariable.pipe(constantsSchema).prefault("{}"),
} as const;

type Variables = z.infer<z.ZodObject<typeof esadadVariables>>;

/** Names the variables that a named hub needs as well. */
export const requireEsadad = (config: Variables, context: z.RefinementCtx): void => {
  if (config.ESADAD_HUB_URL === undefined) return;
  const needed = ["ESADAD_BILLER_CODE", "ESADAD_PRIVATE_KEY", "ESADAD_HUB_PUBLIC_KEY"] as const;
  for (const name of needed) {
    if (config[name] !== undefined) continue;
    context.addIssue({ code: "custom", path: [name], message: "needed with ESADAD_HUB_URL" });
  }
};
