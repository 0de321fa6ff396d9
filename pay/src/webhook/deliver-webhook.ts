import { Webhook } from "standardwebhooks";
import { inTransaction } from "@gov/kit/db.ts";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import { mayBeInside } from "@gov/kit/outside-address.ts";
import type { PostOutcome } from "@gov/kit/outside-post.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { findMessage, tellClients, type MessageRow } from "./message-queries.ts";
import { webhookJobSchema } from "./webhook-message.ts";
import { findEndpoint, logDelivery, noteOutcome, openSecrets } from "./webhook-queries.ts";
import type { EndpointRow } from "./webhook-queries.ts";

const timeoutMs = 10_000;
const maxAnswerBytes = 500;

const errorTexts: Record<NonNullable<PostOutcome["error"]>, string> = {
  noAnswer: "no answer in 10 s",
  noConnection: "no connection",
  insideAddress: "not a public address",
};

const printable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\ufffd]+/gu, " ")
    .trim()
    .slice(0, maxAnswerBytes);

export type Delivery = Readonly<{
  status: number | undefined;
  error: string | undefined;
  durationMs: number;
}>;

/**
 * Sends one message to one endpoint, signed by Standard Webhooks, by both secrets while an old
 * one is still good: the same id and body at every attempt. Every attempt is logged.
 */
export const sendMessage = async (
  deps: PayDeps,
  endpoint: EndpointRow,
  message: MessageRow,
): Promise<Delivery> => {
  const now = new Date();
  const signatures = openSecrets(deps, endpoint, now).map((secret) =>
    new Webhook(secret).sign(message.id, now, message.body),
  );
  const url = new URL(endpoint.url);
  const outcome = await deps.post({
    url,
    headers: {
      "content-type": "application/json",
      "webhook-id": message.id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": signatures.join(" "),
    },
    body: message.body,
    timeoutMs,
    maxAnswerBytes,
    inside: mayBeInside(deps.insideHosts, url),
  });
  const { status } = outcome;
  const arrived = status !== undefined && status >= 200 && status < 300;
  const error = outcome.error ? errorTexts[outcome.error] : `answered ${status}`;
  const delivery = {
    status,
    error: arrived ? undefined : error,
    durationMs: Date.now() - now.getTime(),
  };
  const summary = printable(outcome.answer);
  await logDelivery(deps.db, { endpoint, message, ...delivery, summary });
  return delivery;
};

/** An endpoint that only ever failed is not called any more; the client's others hear of it. */
const tellDisabled = async (deps: PayDeps, endpoint: EndpointRow): Promise<void> => {
  deps.log.warn({ endpointId: endpoint.id }, "webhook endpoint disabled after long failure");
  const failing = endpoint.failing_since?.toISOString() ?? "";
  const data = { endpointId: endpoint.id, url: endpoint.url, failingSince: failing };
  const timestamp = new Date().toISOString();
  const message = { type: "endpoint.disabled", timestamp, data } as const;
  await inTransaction(deps.db, (tx) =>
    tellClients(tx, [{ clientId: endpoint.client_id, message, exceptEndpoint: endpoint.id }]),
  );
  deps.kickOutbox();
};

/** Whatever is not a 2xx is tried again, until the endpoint is disabled for it. */
export const deliverWebhook =
  (deps: PayDeps): OutboxHandler<PayDatabase> =>
  async (payload) => {
    const { endpointId, messageId } = webhookJobSchema.parse(payload);
    const endpoint = await findEndpoint(deps.db, endpointId);
    const message = await findMessage(deps.db, messageId);
    if (!endpoint || !message || endpoint.disabled_at) return undefined;
    const { error } = await sendMessage(deps, endpoint, message);
    const noted = await noteOutcome(deps.db, endpoint, error === undefined);
    if (noted === "disabled") await tellDisabled(deps, endpoint);
    if (error) throw new Error(`webhook endpoint ${endpointId}: ${error}`);
    return undefined;
  };
