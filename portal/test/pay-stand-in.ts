import { listen, listenerOf, type RunningServer } from "@gov/kit/server.ts";
import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";

type Bill = {
  id: string;
  billingNumber: string;
  reference: string;
  status: string;
  amount: unknown;
  returnUrl: string;
  paidAt?: string;
};

export type PayStandIn = Readonly<{
  url: string;
  bills: Bill[];
  down: { now: boolean };
  /** Marks a bill paid at the gateway, telling nobody. */
  pay: (reference: string) => Bill;
  /** Tells the portal by webhook, as the gateway does. */
  tell: (portalUrl: string, bill: Bill, change?: object) => Promise<number>;
  server: RunningServer;
}>;

/** The payment gateway's contract on a real socket: idempotent bills, signed webhooks. */
export const startPay = async (webhookSecret: string): Promise<PayStandIn> => {
  const bills: Bill[] = [];
  const down = { now: false };
  const made = new Map<string, Bill>();
  let url = "";
  const json = ({ returnUrl: _returnUrl, ...bill }: Bill) => ({
    ...bill,
    payUrl: `${url}/pay/${bill.billingNumber}`,
  });
  const app = new Hono();
  app.use("/v1/*", async (c, next) =>
    down.now || !c.req.header("authorization") ? c.json({}, 503) : await next(),
  );
  // What the gateway collects for; the portal tells it of services published since.
  const collected = new Set(["vehicle-licence"]);
  app.put("/v1/billers/:code/service-types/:type", (c) => {
    collected.add(c.req.param("type"));
    return c.json({ code: c.req.param("code"), serviceType: c.req.param("type") }, 201);
  });
  app.post("/v1/bills", async (c) => {
    const key = c.req.header("idempotency-key") ?? "";
    type Asked = Pick<Bill, "reference" | "amount" | "returnUrl"> & { serviceType?: string };
    const body = await c.req.json<Asked>();
    if (body.serviceType !== undefined && !collected.has(body.serviceType)) {
      return c.json({ type: "urn:gov:problem:service-type-unknown" }, 422);
    }
    const bill = made.get(key) ?? {
      id: randomUUID(),
      billingNumber: String(4_100_000 + bills.length),
      reference: body.reference,
      status: "open",
      amount: body.amount,
      returnUrl: body.returnUrl,
    };
    if (!made.has(key)) bills.push(bill);
    made.set(key, bill);
    return c.json(json(bill), 201);
  });
  const find = (id: string) => bills.find((bill) => bill.id === id);
  app.get("/v1/bills/:id", (c) => {
    const bill = find(c.req.param("id"));
    return bill ? c.json(json(bill)) : c.json({}, 404);
  });
  app.post("/v1/bills/:id/cancel", (c) => {
    const bill = find(c.req.param("id"));
    if (bill?.status !== "open") return c.json({}, 409);
    bill.status = "cancelled";
    return c.json(json(bill));
  });
  app.get("/pay/:number", (c) => c.html(`<title>pay</title><h1>${c.req.param("number")}</h1>`));
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  url = `http://localhost:${server.port}`;

  const pay = (reference: string): Bill => {
    const bill = bills.find((each) => each.reference === reference);
    if (!bill) throw new Error(`no bill for ${reference}`);
    bill.status = "paid";
    bill.paidAt = new Date().toISOString();
    return bill;
  };
  const tell = async (portalUrl: string, bill: Bill, change: object = {}): Promise<number> => {
    const body = JSON.stringify({
      type: "bill.paid",
      timestamp: new Date().toISOString(),
      data: {
        billId: bill.id,
        billingNumber: bill.billingNumber,
        reference: bill.reference,
        amount: bill.amount,
        rail: "card",
        status: "paid",
        paidAt: bill.paidAt,
        receiptUrl: `${url}/receipts/R-1`,
        ...change,
      },
    });
    const id = `msg_${randomUUID()}`;
    const at = new Date();
    const answer = await fetch(`${portalUrl}/webhooks/pay`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": new Webhook(webhookSecret).sign(id, at, body),
      },
    });
    return answer.status;
  };
  return { url, bills, down, pay, tell, server };
};
