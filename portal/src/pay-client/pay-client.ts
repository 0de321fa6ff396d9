import type { TokenSource } from "@gov/kit/client-credentials.ts";
import { moneySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson, type Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { randomUUID } from "node:crypto";
import { z } from "zod";

const billSchema = z.object({
  id: z.string().min(1).max(100),
  billingNumber: z.string().min(1).max(60),
  status: z.enum(["open", "claimed", "paid", "cancelled"]),
  amount: moneySchema,
  /** What was paid of it so far. */
  paid: moneySchema.optional(),
  payUrl: z.url({ protocol: /^https?$/ }).max(2000),
  paidAt: z.coerce.date().nullish(),
  receiptUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish(),
});

export type Bill = z.infer<typeof billSchema>;

export type BillLine =
  | Readonly<{ kind: "fee"; text: Text; amountMinor: string }>
  | Readonly<{
      kind: "exemption";
      text: Text;
      amountMinor: string;
      reason: Text;
      source: Text;
    }>;

export type NewBill = Readonly<{
  /** The case's id: a repeated request makes no second bill. */
  idempotencyKey: string;
  billerCode: string;
  reference: string;
  description: Text;
  amount: Money;
  /** What it is for, line by line; exemptions are told beside it. */
  lines?: readonly BillLine[];
  /** Whose money it is, where not all is the biller's; they make up the amount. */
  splits?: readonly Readonly<{ billerCode: string; amountMinor: string }>[];
  instalments?: readonly Readonly<{ dueOn: string; amountMinor: string }>[];
  serviceType?: string;
  payer: Readonly<{ nationalId: string; name: string; phone?: string }>;
  returnUrl: string;
}>;

/** `down`: no answer in time, or a fault there; `refused`: it will not be different next time. */
export type PayFailure = Readonly<{
  kind: "down" | "refused";
  status?: number;
  /** What the gateway calls the problem, like `service-type-unknown`. */
  problem?: string;
}>;

export type PayClient = Readonly<{
  createBill: (bill: NewBill) => Promise<Result<Bill, PayFailure>>;
  findBill: (id: string) => Promise<Result<Bill, PayFailure>>;
  cancelBill: (id: string) => Promise<Result<Bill, PayFailure>>;
}>;

const problemSchema = z.looseObject({ type: z.string().max(300) });

/** The last part of the problem's type, which names it. */
const problemOf = (text: string): string | undefined => {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.type.split("/").at(-1)?.split(":").at(-1) : undefined;
  } catch {
    return undefined;
  }
};

const maxAnswerBytes = 64 * 1024;

/** The payment gateway's API, one try of at most five seconds a call. */
export const createPayClient = (options: { url: string; tokens: TokenSource }): PayClient => {
  const ask = async <T>(
    schema: z.ZodType<T>,
    method: "GET" | "POST" | "PUT",
    path: string,
    sent?: { key: string; body?: unknown },
  ): Promise<Result<T, PayFailure>> => {
    try {
      const response = await fetch(`${options.url}${path}`, {
        method,
        headers: {
          accept: "application/json",
          ...(await options.tokens.authorize(method, `${options.url}${path}`)),
          ...(sent ? { "idempotency-key": sent.key } : {}),
          ...(sent?.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(sent?.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
        signal: AbortSignal.timeout(5_000),
      });
      const text = await response.text();
      if (response.status === 401) options.tokens.forget();
      const later = response.status >= 500 || [401, 409, 429].includes(response.status);
      if (later) return err({ kind: "down", status: response.status });
      if (text.length > maxAnswerBytes) return err({ kind: "down" });
      if (!response.ok) {
        const problem = problemOf(text);
        const { status } = response;
        return err({ kind: "refused", status, ...(problem === undefined ? {} : { problem }) });
      }
      return ok(schema.parse(JSON.parse(text)));
    } catch {
      return err({ kind: "down" });
    }
  };

  const call = (
    method: "GET" | "POST",
    path: string,
    sent?: { key: string; body: unknown },
  ): Promise<Result<Bill, PayFailure>> => ask(billSchema, method, path, sent);

  const createBill = ({
    idempotencyKey,
    amount,
    ...bill
  }: NewBill): Promise<Result<Bill, PayFailure>> =>
    call("POST", "/v1/bills", {
      key: idempotencyKey,
      body: { ...bill, amount: moneyToJson(amount) },
    });

  /** A service published here may be new to the gateway: it is told, once it asks. */
  const collectFor = (code: string, serviceType: string): Promise<Result<unknown, PayFailure>> => {
    const path = `/v1/billers/${encodeURIComponent(code)}/service-types/`;
    return ask(z.looseObject({}), "PUT", `${path}${encodeURIComponent(serviceType)}`, {
      key: randomUUID(),
    });
  };

  return {
    createBill: async (bill) => {
      const made = await createBill(bill);
      const { serviceType, billerCode } = bill;
      const isNew = !made.ok && made.error.problem === "service-type-unknown";
      if (!isNew || serviceType === undefined) return made;
      const told = await collectFor(billerCode, serviceType);
      return told.ok ? await createBill(bill) : told;
    },
    findBill: (id) => call("GET", `/v1/bills/${encodeURIComponent(id)}`),
    cancelBill: (id) =>
      call("POST", `/v1/bills/${encodeURIComponent(id)}/cancel`, { key: `cancel-${id}`, body: {} }),
  };
};
