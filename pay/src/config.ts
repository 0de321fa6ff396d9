import { commonConfig, privateKeyVariable, urlVariable } from "@gov/kit/config.ts";
import { z } from "zod";
import { messageVariables } from "#src/payer-message/message-config.ts";
import { cashVariables } from "#src/rails/cash/cash-config.ts";
import { esadadVariables, requireEsadad } from "#src/rails/esadad/esadad-config.ts";
import { instantVariables, requireInstant } from "#src/rails/instant/instant-config.ts";
import { requireTimestamp, timestampVariables } from "#src/receipt-log/timestamp-config.ts";
import { requireSettlement, settlementVariables } from "#src/settlement/settlement-config.ts";
import { reconciliationVariables } from "#src/reconciliation/reconciliation-config.ts";

const sharedSecret = z.string().min(8).max(500);

const variables = z.object({
  ...commonConfig,
  ...cashVariables,
  ...esadadVariables,
  ...instantVariables,
  ...messageVariables,
  ...timestampVariables,
  ...settlementVariables,
  ...reconciliationVariables,
  CARD_GATEWAY_URL: urlVariable,
  CARD_MERCHANT_ID: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  CARD_API_PASSWORD: sharedSecret,
  CARD_WEBHOOK_SECRET: sharedSecret,
  /** How long the gateway may take to answer before we go on without it. */
  CARD_TIMEOUT_MS: z.coerce.number().int().min(500).max(60_000).default(10_000),
  /** The portal, where payers go on to services. */
  PORTAL_URL: urlVariable,
  CONSOLE_CLIENT_ID: z.string().min(1),
  /** What the client of the console and the agents' desk proves itself with. */
  CONSOLE_CLIENT_PRIVATE_KEY: privateKeyVariable,
  /** The institution whose staff see every institution's payments. */
  TREASURY_INSTITUTION: z.string().min(1).default("finance"),
  /** How often pending attempts are looked through. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(100).max(60_000).default(2_000),
  /** Hosts (host:port) of our own network that webhooks may go to; `*` outside production. */
  WEBHOOK_INSIDE_HOSTS: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((host) => host.trim() || [])),
  /** How long a payer has at a rail's page before an untried attempt is given up. */
  CHARGE_LIFETIME_S: z.coerce.number().int().min(60).max(86_400).default(1_800),
});

/** A list of every host would let webhooks reach everything inside. */
const requireHosts = (config: z.infer<typeof variables>, context: z.RefinementCtx): void => {
  if (config.NODE_ENV !== "production" || !config.WEBHOOK_INSIDE_HOSTS.includes("*")) return;
  const message = "names hosts in production; * would let webhooks reach everything inside";
  context.addIssue({ code: "custom", path: ["WEBHOOK_INSIDE_HOSTS"], message });
};

/** The environment of `pay`. */
export const configSchema = variables
  .superRefine(requireEsadad)
  .superRefine(requireInstant)
  .superRefine(requireTimestamp)
  .superRefine(requireSettlement)
  .superRefine(requireHosts);
export type PayConfig = Readonly<z.infer<typeof configSchema>>;
