import type { Currency, Money } from "@gov/kit/money.ts";
import type { DeclineReason, RailCode } from "#src/rails/rail.ts";

/** What a bank knows of one order (a charge of ours) or of one payment that it took by itself. */
export type Order = {
  readonly id: string;
  readonly rail: RailCode;
  readonly billId: string;
  readonly currency: Currency;
  /** What one taking takes. */
  amountMinor: bigint;
  /** How often it took money. */
  takings: number;
  takenMinor: bigint;
  returnedMinor: bigint;
  state: "open" | "deciding" | "declined" | "taken";
  declineReason: DeclineReason | undefined;
  /** Took the order's whole sum back on its own. */
  reversed: boolean;
  readonly returns: Map<string, bigint>;
};

/** The truth: what every payer's account lost and got back. Nothing here is ever forgotten. */
export type SimBank = Readonly<{
  orders: ReadonlyMap<string, Order>;
  /** Opens it, or finds it open: an order is opened once. */
  open: (order: Pick<Order, "id" | "rail" | "billId"> & { amount: Money }) => Order;
  find: (id: string) => Order | undefined;
  take: (order: Order) => void;
  decline: (order: Order, reason: DeclineReason) => void;
  /** Returns a part once for each transaction id; false where there is not so much to return. */
  giveBack: (order: Order, transactionId: string, amountMinor: bigint) => boolean;
  /** Takes everything back that it has not returned; false where nothing is left. */
  reverse: (order: Order) => boolean;
}>;

export const createBank = (): SimBank => {
  const orders = new Map<string, Order>();
  return {
    orders,
    open: ({ id, rail, billId, amount }) => {
      const before = orders.get(id);
      if (before) return before;
      const order: Order = {
        id,
        rail,
        billId,
        currency: amount.currency,
        amountMinor: amount.amountMinor,
        takings: 0,
        takenMinor: 0n,
        returnedMinor: 0n,
        state: "open",
        declineReason: undefined,
        reversed: false,
        returns: new Map(),
      };
      orders.set(id, order);
      return order;
    },
    find: (id) => orders.get(id),
    take: (order) => {
      order.takenMinor += order.amountMinor;
      order.state = "taken";
      order.takings += 1;
    },
    decline: (order, reason) => {
      order.state = "declined";
      order.declineReason = reason;
    },
    giveBack: (order, transactionId, amountMinor) => {
      const before = order.returns.get(transactionId);
      if (before !== undefined) return before === amountMinor;
      if (order.returnedMinor + amountMinor > order.takenMinor) return false;
      order.returns.set(transactionId, amountMinor);
      order.returnedMinor += amountMinor;
      return true;
    },
    reverse: (order) => {
      if (order.returnedMinor === order.takenMinor) return false;
      order.returnedMinor = order.takenMinor;
      order.reversed = true;
      return true;
    },
  };
};

export const netMinor = (order: Order): bigint => order.takenMinor - order.returnedMinor;
