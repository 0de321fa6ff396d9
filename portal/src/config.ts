import {
  commonConfig,
  exchangeClientVariable,
  privateKeyVariable,
  urlVariable,
} from "@gov/kit/config.ts";
import { z } from "zod";
import { parseClamdAddress } from "./upload/clamd.ts";

const clamdVariable = z.string().transform((text, context) => {
  const address = parseClamdAddress(text);
  if (address) return address;
  context.addIssue({ code: "custom", message: "must be host:port or the path of a socket" });
  return z.NEVER;
});

/** What the portal reads from its environment. */
export const configSchema = z
  .object({
    ...commonConfig,
    PORT: commonConfig.PORT.default(3000),
    CITIZEN_CLIENT_ID: z.string().min(1).default("portal"),
    CITIZEN_CLIENT_SECRET: z.string().min(16),
    OFFICE_CLIENT_ID: z.string().min(1).default("backoffice"),
    OFFICE_CLIENT_SECRET: z.string().min(16),
    MACHINE_CLIENT_ID: z.string().min(1).default("portal-machine"),
    /** The key by which the portal proves itself to the payment gateway. */
    MACHINE_CLIENT_PRIVATE_KEY: privateKeyVariable,
    PAY_URL: urlVariable,
    PAY_WEBHOOK_SECRET: z.string().startsWith("whsec_").min(30),
    EXCHANGE_URL: urlVariable,
    /** Instance, class, member and subsystem under which the portal asks other institutions. */
    EXCHANGE_CLIENT: exchangeClientVariable.default("PS/GOV/MTIT/portal"),
    EXCHANGE_PRIVATE_KEY: privateKeyVariable,
    /** The web address of the phone app, which may call the API from browsers. */
    HUKUMATI_URL: urlVariable.default("http://localhost:3004"),
    /** A session ends after this long without a request. */
    SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(240).default(30),
    /** The virus scanner that every file passes; only a developer's machine may do without. */
    CLAMD_ADDRESS: clamdVariable.optional(),
  })
  .refine(({ NODE_ENV, CLAMD_ADDRESS }) => NODE_ENV !== "production" || CLAMD_ADDRESS, {
    path: ["CLAMD_ADDRESS"],
    message: "must name the virus scanner in production",
  });

export type PortalConfig = z.infer<typeof configSchema>;
