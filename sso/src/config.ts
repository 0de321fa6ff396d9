import {
  commonConfig,
  exchangeClientVariable,
  privateKeyVariable,
  readConfig,
  urlVariable,
} from "@gov/kit/config.ts";
import { z } from "zod";
import { rotationVariables } from "./key/rotation-config.ts";
import { missingTokenVariables, tokenVariables } from "./key/token-config.ts";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const schema = z
  .object({
    ...commonConfig,
    /** `smpp://systemId:password@host:port` of the SMS centre. */
    SMPP_URL: z.url({ protocol: /^smpps?$/ }),
    /** The name people see as the sender of their codes. */
    SMS_SENDER: z.string().min(1).max(11).default("HUKUMATI"),
    /** The exchange, through which registries are asked who somebody is and whom they act for. */
    EXCHANGE_URL: urlVariable,
    EXCHANGE_CLIENT: exchangeClientVariable.default("PS/GOV/MTIT/sso"),
    EXCHANGE_PRIVATE_KEY: privateKeyVariable,
    /** `smtp://user:password@host:587` of the mail server; in production always over TLS. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }),
    /** The address that letters are from. */
    MAIL_FROM: z.email(),
    /** Secret of the machine client `nation-seed`; without it that client does not exist. */
    BOOTSTRAP_CLIENT_SECRET: z.string().min(16).max(256).optional(),
    /** The portal, where people go on to services. */
    PORTAL_URL: urlVariable,
    /** For how many months what happened is kept. */
    AUDIT_KEEP_MONTHS: z.coerce.number().int().min(1).max(600).default(120),
    /** True behind our own proxy: its X-Forwarded-* headers are believed. */
    TRUST_PROXY: flag,
    /** How many sign-ins one address may begin at once, and so many more each second. */
    AUTH_ADDRESS_BURST: z.coerce.number().int().min(20).max(1_000_000).default(3_000),
    AUTH_ADDRESS_PER_SECOND: z.coerce.number().min(0.01).max(100_000).default(20),
    /** Hosts (host:port) whose keys and metadata may be fetched, comma-separated. */
    OUTBOUND_HOSTS: list,
    ...tokenVariables,
    ...rotationVariables,
  })
  .superRefine((config, context) => {
    const refuse = (variable: string, message: string): void =>
      context.addIssue({ code: "custom", path: [variable], message });
    for (const name of missingTokenVariables(config)) {
      refuse(name, "is needed beside the other PKCS11_ variables");
    }
    if (config.SSO_ISSUER !== config.PUBLIC_URL) {
      refuse("SSO_ISSUER", "must be the same as PUBLIC_URL");
    }
    const https = config.PUBLIC_URL.startsWith("https:");
    if (https && !config.TRUST_PROXY) {
      refuse("TRUST_PROXY", "must be true where PUBLIC_URL is https: the proxy ends TLS");
    }
    if (config.NODE_ENV !== "production") return;
    if (!https) refuse("PUBLIC_URL", "must be https in production");
    if (
      config.BOOTSTRAP_CLIENT_SECRET !== undefined &&
      config.BOOTSTRAP_CLIENT_SECRET.length < 32
    ) {
      refuse("BOOTSTRAP_CLIENT_SECRET", "must have at least 32 characters in production");
    }
  });

export type SsoConfig = Readonly<z.infer<typeof schema>>;

/** Reads the environment; a wrong variable stops the process and is named. */
export const ssoConfig = (env: Record<string, string | undefined>): SsoConfig =>
  readConfig(schema, env);
