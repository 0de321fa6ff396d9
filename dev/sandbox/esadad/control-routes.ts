import type { Hono } from "hono";
import { z } from "zod";
import { mountFaultRoutes } from "../faults.ts";
import type { PartyEnv } from "../party.ts";
import { bankAccounts } from "./accounts.ts";
import { esadadFaultFacts, esadadFaultKinds } from "./esadad-faults.ts";
import type { Hub } from "./hub.ts";
import { returnedMinor } from "./hub-state.ts";
import type { Payment } from "./hub-state.ts";
import { mountSettings } from "../settings-routes.ts";
import { settingsSchema } from "./settings.ts";

/** A payment that a bank makes whether or not the bill was ever pulled. */
const orderSchema = z.strictObject({
  accountId: z.string().default("1001"),
  number: z.string().max(100),
  kind: z.enum(["Postpaid", "Prepaid"]).default("Postpaid"),
  serviceType: z.string().max(40).default("Government"),
  currency: z.enum(["ILS", "USD", "JOD"]).default("ILS"),
  amountMinor: z.string().regex(/^[1-9]\d{0,14}$/),
});
const paySchema = z.strictObject({ payments: z.array(orderSchema).min(1).max(50) });
const againSchema = z.strictObject({
  trxs: z.array(z.string()).min(1).max(50),
  guid: z.string().min(1).max(64),
});

/** What only a sandbox has: its truth to read, its faults and its pace to set. */
export function mountControlRoutes(app: Hono<PartyEnv>, hub: Hub): void {
  const { book, holds, state } = hub;
  mountFaultRoutes(app, { book, holds, kinds: esadadFaultKinds, facts: esadadFaultFacts });

  app.get("/_sandbox/payments", (c) => {
    const number = c.req.query("number");
    const all = [...state.payments.values()].filter((one) => !number || one.number === number);
    return c.json({ payments: all.map(truthOf) });
  });
  app.post("/_sandbox/payments", async (c) => {
    const parsed = paySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) {
      return c.json({ title: "Not payments.", detail: z.prettifyError(parsed.error) }, 400);
    }
    const orders = parsed.data.payments.map(({ amountMinor, ...order }) => ({
      ...order,
      dueMinor: BigInt(amountMinor),
      paidMinor: BigInt(amountMinor),
    }));
    const paid = hub.pay(orders);
    if (!paid.ok) return c.json({ title: "The bank declined.", reason: paid.reason }, 409);
    return c.json({ payments: paid.payments.map(truthOf) }, 201);
  });
  app.post("/_sandbox/payments/:trx/reverse", (c) =>
    hub.takeBack(c.req.param("trx"))
      ? c.body(null, 204)
      : c.json({ title: "No payment to take back." }, 404),
  );
  app.post("/_sandbox/notifications", async (c) => {
    const parsed = againSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success || !hub.notifyAgain(parsed.data.trxs, parsed.data.guid)) {
      return c.json({ title: "Name payments that were made, and a GUID." }, 400);
    }
    return c.body(null, 202);
  });
  app.get("/_sandbox/notifications", (c) =>
    c.json({
      attempts: hub.notifier.attempts(),
      undelivered: [...state.undelivered.keys()],
      ended: Object.fromEntries(state.ended),
    }),
  );
  app.get("/_sandbox/accounts", (c) =>
    c.json({
      accounts: bankAccounts.map((account) => ({ ...account, ...sumsOf(hub, account.id) })),
    }),
  );
  mountSettings(app, hub, settingsSchema.partial());
}

/** What the payer's bank really did for one payment. */
const truthOf = (payment: Payment) => ({
  trx: payment.trx,
  number: payment.number,
  accountId: payment.accountId,
  currency: payment.currency,
  debitedMinor: payment.paidMinor.toString(),
  refundedMinor: returnedMinor(payment).toString(),
  netMinor: (payment.paidMinor - returnedMinor(payment)).toString(),
  takenBack: payment.takenBackAt !== undefined,
  refunds: payment.refunds.map((one) => ({
    ref: one.ref,
    amountMinor: one.amountMinor.toString(),
  })),
});

/** What an account was debited and refunded, by currency. */
function sumsOf(hub: Hub, accountId: string) {
  const own = [...hub.state.payments.values()].filter((one) => one.accountId === accountId);
  const byCurrency = Map.groupBy(own, (one) => one.currency);
  const sums = [...byCurrency].map(([currency, payments]) => {
    const debited = payments.reduce((sum, one) => sum + one.paidMinor, 0n);
    const refunded = payments.reduce((sum, one) => sum + returnedMinor(one), 0n);
    return { currency, debitedMinor: debited.toString(), refundedMinor: refunded.toString() };
  });
  return { sums };
}
