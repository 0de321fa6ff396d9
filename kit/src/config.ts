import { z } from "zod";

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ""));

/** What every component reads from its environment. */
export const commonConfig = {
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(1).max(65_535),
  PUBLIC_URL: httpUrl,
  DATABASE_URL: z.string().startsWith("postgres"),
  /** 32 random bytes in base64: encrypts keys and secrets at rest. */
  KEY_ENCRYPTION_KEY: z.base64().transform((text, context) => {
    const key = Buffer.from(text, "base64");
    if (key.length !== 32) context.addIssue({ code: "custom", message: "must be 32 bytes" });
    return key;
  }),
  SSO_ISSUER: httpUrl,
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
} as const;

const jsonOf = (what: string) =>
  z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: `must be ${what}` });
      return z.NEVER;
    }
  });

/** Several settings in one variable, as JSON; a schema of its own reads them. */
export const jsonVariable = jsonOf("JSON");

/** A private P-256 key as JSON Web Key, in one variable. */
export const privateKeyVariable = jsonOf("a JSON Web Key").pipe(
  z.looseObject({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
);

/** How a component is known in the exchange: instance, class, member, subsystem. */
export const exchangeClientVariable = z
  .string()
  .regex(/^[A-Z]{2}\/[A-Z]{2,10}\/[A-Z0-9-]{2,30}\/[a-z0-9-]{2,60}$/);

/** A URL of another party, without a trailing slash. */
export const urlVariable = httpUrl;

/**
 * Reads the environment once into a frozen object. A wrong or missing variable stops the
 * process with a sentence that names it; its value is never printed, it may be a secret.
 */
export const readConfig = <S extends z.ZodType>(
  schema: S,
  env: Record<string, string | undefined>,
): Readonly<z.infer<S>> => {
  const parsed = schema.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data) as Readonly<z.infer<S>>;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  process.stderr.write(`The configuration cannot be used:\n${lines.join("\n")}\n`);
  process.exit(1);
};
