import { commonConfig, readConfig } from "@gov/kit/config.ts";
import { z } from "zod";

/** A P-256 private key as JWK text, with which the exchange signs what it passes on. */
const privateKey = z.string().transform((text, context): object => {
  try {
    return z
      .looseObject({ kty: z.literal("EC"), crv: z.literal("P-256"), d: z.string() })
      .parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: "must be a private P-256 key as JWK" });
    return z.NEVER;
  }
});

const schema = z.object({
  ...commonConfig,
  EXCHANGE_INSTANCE: z.string().regex(/^[A-Za-z0-9_-]{1,20}$/),
  EXCHANGE_PRIVATE_KEY: privateKey,
});

export type ExchangeConfig = Readonly<z.infer<typeof schema>>;

export const loadConfig = (env: Record<string, string | undefined>): ExchangeConfig =>
  readConfig(schema, env);
