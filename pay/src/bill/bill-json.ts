import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { amountMinorSchema, codeSchema, lineSchema, moneyBodySchema } from "#src/api-schemas.ts";
import { pageUrlSchema, readMoment, textSchema, uuidSchema } from "#src/api-schemas.ts";
import { dueMinor } from "./bill-due.ts";
import { billAmount, payUrl, type BillRow, type NewBill } from "./bill.ts";

export const lineOfBillSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("fee"),
    text: textSchema(200),
    amountMinor: amountMinorSchema,
  }),
  z.strictObject({
    kind: z.literal("exemption"),
    text: textSchema(200),
    amountMinor: amountMinorSchema,
    /** Why it is waived, and the law, decision or programme that waives it. */
    reason: textSchema(200),
    source: textSchema(200),
  }),
]);
export const instalmentSchema = z.strictObject({
  dueOn: z.iso.date(),
  amountMinor: amountMinorSchema,
});

/** A plan without bounds of its own: no part is smaller than its smallest instalment. */
const partsOf = (body: z.infer<typeof newBillSchema>): NewBill["parts"] => {
  if (body.parts) {
    const { lowerMinor, upperMinor } = body.parts;
    return { lowerMinor: BigInt(lowerMinor), upperMinor: BigInt(upperMinor) };
  }
  if (!body.instalments) return undefined;
  const amounts = body.instalments.map((one) => BigInt(one.amountMinor));
  const lowerMinor = amounts.reduce((least, one) => (one < least ? one : least));
  return { lowerMinor, upperMinor: BigInt(body.amount.amountMinor) };
};

/** What `POST /v1/bills` takes. */
export const newBillSchema = z
  .strictObject({
    billerCode: codeSchema,
    reference: z.string().regex(/^[\x21-\x7e]{1,64}$/),
    description: textSchema(200),
    amount: moneyBodySchema,
    splits: z
      .array(z.strictObject({ billerCode: codeSchema, amountMinor: amountMinorSchema }))
      .max(20)
      .optional(),
    serviceType: lineSchema(64).optional(),
    /** Allows the bill to be paid in parts, each between these amounts (the last may be less). */
    parts: z
      .strictObject({ lowerMinor: amountMinorSchema, upperMinor: amountMinorSchema })
      .optional(),
    /** What the amount is made of, shown to the payer: fees less exemptions are the amount. */
    lines: z.array(lineOfBillSchema).min(1).max(50).optional(),
    /** When which part is due, in order, summing to the amount. Allows parts if `parts` does not. */
    instalments: z.array(instalmentSchema).min(2).max(60).optional(),
    payer: z
      .strictObject({
        nationalId: z
          .string()
          .regex(/^\d{9}$/)
          .optional(),
        name: lineSchema(120).optional(),
        phone: z
          .string()
          .regex(/^\+?\d{7,15}$/)
          .optional(),
      })
      .optional(),
    dueAt: z.iso.datetime({ offset: true }).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
    returnUrl: pageUrlSchema.optional(),
  })
  .openapi("NewBill");

export const toNewBill = (body: z.infer<typeof newBillSchema>): NewBill => ({
  billerCode: body.billerCode,
  reference: body.reference,
  description: body.description,
  amount: { amountMinor: BigInt(body.amount.amountMinor), currency: body.amount.currency },
  splits: (body.splits ?? []).map((split) => ({
    billerCode: split.billerCode,
    amountMinor: BigInt(split.amountMinor),
  })),
  serviceType: body.serviceType,
  parts: partsOf(body),
  lines: body.lines?.map((line) => ({ ...line, amountMinor: BigInt(line.amountMinor) })),
  instalments: body.instalments?.map((one) => ({
    dueOn: one.dueOn,
    amountMinor: BigInt(one.amountMinor),
  })),
  payer: {
    nationalId: body.payer?.nationalId,
    name: body.payer?.name,
    phone: body.payer?.phone,
  },
  dueAt: body.dueAt === undefined ? undefined : readMoment(body.dueAt),
  expiresAt: body.expiresAt === undefined ? undefined : readMoment(body.expiresAt),
  returnUrl: body.returnUrl,
});

export const billStatuses = ["open", "claimed", "paid", "cancelled"] as const;

export const billSchema = z
  .object({
    id: uuidSchema,
    billingNumber: z.string(),
    billerCode: codeSchema,
    reference: z.string(),
    description: textSchema(200),
    amount: z.object({ amountMinor: z.string(), currency: currencySchema }),
    paid: z.object({ amountMinor: z.string(), currency: currencySchema }),
    /** What is still to be paid. */
    due: z.object({ amountMinor: z.string(), currency: currencySchema }),
    status: z.enum(billStatuses),
    serviceType: z.string().optional(),
    dueAt: z.string().optional(),
    expiresAt: z.string().optional(),
    /** False for a test bill: it is paid at the simulator and enters no real figure. */
    live: z.boolean(),
    payUrl: z.string(),
    createdAt: z.string(),
    paidAt: z.string().optional(),
    cancelledAt: z.string().optional(),
    expiredAt: z.string().optional(),
  })
  .openapi("Bill");

export const billJson = (publicUrl: string, bill: BillRow): z.infer<typeof billSchema> => ({
  id: bill.id,
  billingNumber: bill.billing_number,
  billerCode: bill.biller_code,
  reference: bill.reference,
  description: { ar: bill.description_ar, en: bill.description_en },
  amount: moneyToJson(billAmount(bill)),
  paid: moneyToJson({ amountMinor: bill.paid_minor, currency: bill.currency }),
  due: moneyToJson({ amountMinor: dueMinor(bill), currency: bill.currency }),
  status: bill.status,
  ...(bill.service_type ? { serviceType: bill.service_type } : {}),
  ...(bill.due_at ? { dueAt: bill.due_at.toISOString() } : {}),
  ...(bill.expires_at ? { expiresAt: bill.expires_at.toISOString() } : {}),
  live: bill.live,
  payUrl: payUrl(publicUrl, bill.billing_number),
  createdAt: bill.created_at.toISOString(),
  ...(bill.paid_at ? { paidAt: bill.paid_at.toISOString() } : {}),
  ...(bill.cancelled_at ? { cancelledAt: bill.cancelled_at.toISOString() } : {}),
  ...(bill.expired_at ? { expiredAt: bill.expired_at.toISOString() } : {}),
});
