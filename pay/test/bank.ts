import { z } from "zod";
import { startCardSandbox } from "../../dev/sandbox/card/card.ts";

export const merchant = {
  merchantId: "GOVPS",
  password: "the merchant's password",
  webhookSecret: "the notification secret",
} as const;

const truthSchema = z.object({
  orders: z.array(
    z.object({
      orderId: z.string(),
      status: z.string(),
      takenMinor: z.string(),
      returnedMinor: z.string(),
      netMinor: z.string(),
      timesTaken: z.number(),
    }),
  ),
});
export type BankTruth = z.infer<typeof truthSchema>["orders"][number];

export type Bank = Readonly<{
  url: string;
  fault: (fault: object) => Promise<void>;
  settings: (settings: object) => Promise<void>;
  /** Every order that the bank knows, by its id: what money really moved. */
  truth: () => Promise<Map<string, BankTruth>>;
  /** Lets every held answer go. */
  release: () => Promise<void>;
  settle: () => Promise<void>;
  /** Pays at the hosted page as a person would; gives where the payer is sent, if anywhere. */
  pay: (redirectUrl: string, cardNumber?: string) => Promise<string | undefined>;
  /** The same; rejects where no answer came. */
  tryPaying: (redirectUrl: string, cardNumber?: string) => Promise<string | undefined>;
  /** The cardholder's bank takes money back: so much, or all of it. */
  chargeBack: (orderId: string, amountMinor?: bigint) => Promise<void>;
  /** The acquirer undoes a payment on its own. */
  void: (orderId: string) => Promise<void>;
  cancel: (redirectUrl: string) => Promise<string | undefined>;
  close: () => Promise<void>;
}>;

export const cards = {
  approved: "5123450000000008",
  declined: "5111111111111118",
  lateApproved: "5506900140100305",
  lateDeclined: "4440000009900010",
} as const;

/** The card acquirer's sandbox in this process, and what a test asks of it. */
export const startBank = async (settings: object = {}): Promise<Bank> =>
  bankAt(await startCardSandbox({ port: 0, ...merchant, settings }));

/** What a test asks of a card acquirer's sandbox, wherever it runs. */
export const bankAt = (party: { url: string; close: () => Promise<void> }): Bank => {
  const control = async (method: string, path: string, body?: object) =>
    await fetch(`${party.url}/_sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const submit = async (url: string, fields: Record<string, string>) => {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return response.headers.get("location") ?? undefined;
  };
  const tryPaying = (redirectUrl: string, number: string = cards.approved) =>
    submit(redirectUrl.replace(/\?.*/, ""), { number, expiry: "01/39", cvv: "100" });
  return {
    url: party.url,
    fault: async (fault) => void (await control("POST", "/faults", fault)),
    settings: async (changed) => void (await control("PUT", "/settings", changed)),
    truth: async () => {
      const { orders } = truthSchema.parse(await (await control("GET", "/orders")).json());
      return new Map(orders.map((order) => [order.orderId, order]));
    },
    release: async () => void (await control("POST", "/release")),
    chargeBack: async (orderId, amountMinor) => {
      const body = amountMinor === undefined ? {} : { amountMinor: String(amountMinor) };
      await control("POST", `/orders/${orderId}/chargeback`, body);
    },
    void: async (orderId) => {
      const order = `${party.url}/api/rest/version/100/merchant/${merchant.merchantId}/order/${orderId}`;
      const credentials = `merchant.${merchant.merchantId}:${merchant.password}`;
      const headers = { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
      const known = z
        .object({
          transaction: z.array(
            z.object({ transaction: z.object({ id: z.string(), type: z.string() }) }),
          ),
        })
        .parse(await (await fetch(order, { headers })).json());
      const paid = known.transaction.find((one) => one.transaction.type === "PAYMENT");
      await fetch(`${order}/transaction/void-1`, {
        method: "PUT",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({
          apiOperation: "VOID",
          transaction: { targetTransactionId: paid?.transaction.id ?? "" },
        }),
      });
    },
    settle: async () => void (await control("POST", "/settle")),
    tryPaying,
    pay: (redirectUrl, number) => tryPaying(redirectUrl, number).catch(() => undefined),
    cancel: (redirectUrl) =>
      submit(`${redirectUrl.replace(/\?.*/, "")}/cancel`, {}).catch(() => undefined),
    close: party.close,
  };
};
