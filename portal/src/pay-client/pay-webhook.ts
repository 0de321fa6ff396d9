import type { HttpApp } from "@gov/kit/http.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { moneySchema } from "@gov/kit/money-schema.ts";
import { problem } from "@gov/kit/problem.ts";
import type { Kysely } from "kysely";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { recordPayment } from "#src/case/record-payment.ts";
import type { PortalDb } from "#src/db-types.ts";

const told = {
  billId: z.string().min(1).max(100),
  reference: z.string().max(64).optional(),
  /** All of the bill. */
  amount: moneySchema,
  paidAt: z.coerce.date().optional(),
  receiptUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish(),
};

const eventSchema = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("bill.paid"),
    data: z.object(told),
  }),
  z.looseObject({
    type: z.literal("bill.partlyPaid"),
    data: z.object({ ...told, due: moneySchema }),
  }),
  z.looseObject({ type: z.literal("charge.failed") }),
]);

const refusals = {
  signature: { ar: "توقيع الرسالة غير صحيح.", en: "The message’s signature is not valid." },
  content: { ar: "محتوى الرسالة غير مفهوم.", en: "The message’s content is not understood." },
  bill: { ar: "لا نعرف هذه الفاتورة.", en: "This bill is not known here." },
} as const;

/**
 * `POST /webhooks/pay`: the payment gateway tells what became of a bill (Standard Webhooks). The
 * same message again changes nothing; a message we cannot place is refused, so it is told again.
 */
export const addPayWebhook = (
  app: HttpApp,
  deps: Readonly<{ db: Kysely<PortalDb>; secret: string }>,
): void => {
  const webhook = new Webhook(deps.secret);
  app.post("/webhooks/pay", async (c) => {
    const body = await c.req.text();
    let message: unknown;
    try {
      message = webhook.verify(body, {
        "webhook-id": c.req.header("webhook-id") ?? "",
        "webhook-timestamp": c.req.header("webhook-timestamp") ?? "",
        "webhook-signature": c.req.header("webhook-signature") ?? "",
      });
    } catch {
      return problem(c, { status: 401, type: "wrong-signature", title: refusals.signature });
    }
    const event = eventSchema.safeParse(message);
    if (!event.success) {
      return problem(c, { status: 400, type: "unknown-event", title: refusals.content });
    }
    if (event.data.type === "charge.failed") return c.body(null, 204);
    const { billId, reference, amount, paidAt, receiptUrl } = event.data.data;
    const left = event.data.type === "bill.partlyPaid" ? event.data.data.due.amountMinor : 0n;
    const recorded = await inTransaction(deps.db, (tx) =>
      recordPayment(tx, {
        billId,
        amount,
        paidMinor: amount.amountMinor - left,
        ...(reference ? { reference } : {}),
        paidAt: paidAt ?? new Date(),
        ...(receiptUrl ? { receiptUrl } : {}),
      }),
    );
    if (recorded.ok) return c.body(null, 204);
    c.get("log").error({ billId, error: recorded.error }, "payment not recorded");
    return problem(c, { status: 422, type: "unknown-bill", title: refusals.bill });
  });
};
