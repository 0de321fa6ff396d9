import type { Hono } from "hono";
import { z } from "zod";
import { mountFaultRoutes } from "../faults.ts";
import type { PartyEnv } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import { amountText } from "./amount.ts";
import type { MoneyMove, Order } from "./bank.ts";
import { cardFaultFacts, cardFaultKinds } from "./card-faults.ts";
import { statusOf, totalsOf } from "./order-totals.ts";
import { mountSettings } from "../settings-routes.ts";
import { settingsSchema } from "./settings.ts";

/** How much the cardholder's bank takes back; all that is left if not said. */
const chargebackSchema = z.object({
  amountMinor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(BigInt)
    .optional(),
});

/** What only a sandbox has: its truth to read, its faults and its pace to set. */
export function mountControlRoutes(app: Hono<PartyEnv>, acquirer: Acquirer): void {
  const { book, holds, state } = acquirer;
  mountFaultRoutes(app, { book, holds, kinds: cardFaultKinds, facts: cardFaultFacts });

  app.get("/_sandbox/orders", (c) => {
    acquirer.settle(false);
    const asked = c.req.query("orderId");
    const moves = Map.groupBy(state.moves, (move) => move.orderId);
    const orders = [...state.orders.values()].filter((one) => !asked || one.id === asked);
    return c.json({ orders: orders.map((order) => truthOf(order, moves.get(order.id) ?? [])) });
  });
  app.post("/_sandbox/orders/:id/chargeback", async (c) => {
    const order = state.orders.get(c.req.param("id"));
    const asked = chargebackSchema.safeParse(await c.req.json().catch(() => ({})));
    if (!order || !asked.success) return c.json({ title: "No such order, or no amount." }, 404);
    const { capturedMinor, refundedMinor, chargedBackMinor } = totalsOf(order);
    const leftMinor = capturedMinor - refundedMinor - chargedBackMinor;
    const amountMinor = asked.data.amountMinor ?? leftMinor;
    if (amountMinor <= 0n || amountMinor > leftMinor) {
      return c.json({ title: `At most ${leftMinor} can be charged back.` }, 409);
    }
    acquirer.record(order, {
      id: `chargeback-${order.transactions.length}`,
      kind: "CHARGEBACK",
      amountMinor,
      result: "SUCCESS",
      gatewayCode: "APPROVED",
      at: acquirer.now().toISOString(),
      fingerprint: "chargeback",
    });
    return c.json(
      truthOf(
        order,
        state.moves.filter((move) => move.orderId === order.id),
      ),
    );
  });
  app.get("/_sandbox/notifications", (c) => c.json({ attempts: acquirer.notifier.attempts() }));
  app.post("/_sandbox/settle", (c) => c.json({ settled: acquirer.settle(true) }));
  mountSettings(app, acquirer, settingsSchema.partial());
}

/** What the cardholder's bank really did for one order. */
function truthOf(order: Order, moves: readonly MoneyMove[]) {
  const sum = (direction: MoneyMove["direction"]) =>
    moves
      .filter((move) => move.direction === direction)
      .reduce((total, move) => total + move.amountMinor, 0n);
  const netMinor = sum("taken") - sum("returned");
  return {
    orderId: order.id,
    status: statusOf(order),
    currency: order.currency,
    amountMinor: order.amountMinor.toString(),
    takenMinor: sum("taken").toString(),
    returnedMinor: sum("returned").toString(),
    netMinor: netMinor.toString(),
    timesTaken: moves.filter((move) => move.direction === "taken").length,
    moves: moves.map((move) => ({
      at: move.at,
      transactionId: move.transactionId,
      direction: move.direction,
      amountMinor: move.amountMinor.toString(),
      amount: amountText(move.amountMinor, move.currency),
    })),
  };
}
