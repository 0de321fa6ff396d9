import { Webhook } from "standardwebhooks";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { webhookJobSchema } from "./webhook-message.ts";
import { findEndpoint, logDelivery, openSecret } from "./webhook-queries.ts";

const timeoutMs = 10_000;

const post = async (
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number | undefined; error: string | undefined }> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    const { status } = response;
    return { status, error: status >= 200 && status < 300 ? undefined : `answered ${status}` };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    return { status: undefined, error: timedOut ? "no answer in 10 s" : "no connection" };
  }
};

/**
 * Sends one message to one endpoint, signed by Standard Webhooks: the same id and body at every
 * attempt. Whatever is not a 2xx is tried again; every attempt is logged.
 */
export const deliverWebhook =
  (deps: PayDeps): OutboxHandler<PayDatabase> =>
  async (payload, tx) => {
    const { endpointId, messageId, body } = webhookJobSchema.parse(payload);
    const endpoint = await findEndpoint(tx, endpointId);
    if (!endpoint) return;
    const text = JSON.stringify(body);
    const now = new Date();
    const headers = {
      "content-type": "application/json",
      "webhook-id": messageId,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": new Webhook(openSecret(deps, endpoint)).sign(messageId, now, text),
    };
    const { status, error } = await post(endpoint.url, headers, text);
    await logDelivery(deps.db, {
      endpointId,
      messageId,
      eventType: body.type,
      billId: body.data.billId,
      status,
      error,
      durationMs: Date.now() - now.getTime(),
    });
    if (error) throw new Error(`webhook endpoint ${endpointId}: ${error}`);
  };
