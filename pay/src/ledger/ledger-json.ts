import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { codeSchema, uuidSchema } from "#src/api-schemas.ts";
import type { AccountBalance, Cause, Entry, LedgerAccount } from "./explorer-queries.ts";
import type { TransferLeg, TransferRow, TrialLine } from "./explorer-queries.ts";
import { accountKinds } from "./account-kinds.ts";

const signed = z
  .string()
  .openapi({ description: "Minor units: debits positive, credits negative" });

export const accountSchema = z
  .object({
    institution: codeSchema,
    id: z.string(),
    kind: z.enum(accountKinds),
    owner: z.string(),
    currency: currencySchema,
    balanceMinor: signed,
    openedAt: z.string(),
  })
  .openapi("LedgerAccount");

export const accountJson = (
  account: LedgerAccount,
  balanceMinor: bigint,
): z.infer<typeof accountSchema> => ({
  institution: account.institution_id,
  id: account.id.toString(),
  kind: account.kind,
  owner: account.owner,
  currency: account.currency,
  balanceMinor: balanceMinor.toString(),
  openedAt: account.created_at.toISOString(),
});

export const balanceJson = (account: AccountBalance) => accountJson(account, account.balance_minor);

export const entrySchema = z
  .object({
    transferId: uuidSchema,
    postedAt: z.string(),
    cause: z.string(),
    causeId: z.string(),
    amountMinor: signed,
  })
  .openapi("LedgerEntry");

export const entryJson = (entry: Entry): z.infer<typeof entrySchema> => ({
  transferId: entry.id,
  postedAt: entry.at,
  cause: entry.source_kind,
  causeId: entry.source_id,
  amountMinor: entry.amount_minor.toString(),
});

export const transferSchema = z
  .object({
    institution: codeSchema,
    id: uuidSchema,
    cause: z.string(),
    causeId: z.string(),
    billId: uuidSchema.optional(),
    chargeId: uuidSchema.optional(),
    paymentId: uuidSchema.optional(),
    refundId: uuidSchema.optional(),
    currency: currencySchema,
    postedAt: z.string(),
    legs: z.array(
      z.object({
        accountId: z.string(),
        kind: z.enum(accountKinds),
        owner: z.string(),
        amountMinor: signed,
      }),
    ),
  })
  .openapi("LedgerTransfer");

export const transferJson = (
  transfer: TransferRow,
  legs: readonly TransferLeg[],
  cause: Cause | undefined,
): z.infer<typeof transferSchema> => ({
  institution: transfer.institution_id,
  id: transfer.id,
  cause: transfer.source_kind,
  causeId: transfer.source_id,
  ...(cause ? { billId: cause.billId } : {}),
  ...(cause?.chargeId ? { chargeId: cause.chargeId } : {}),
  ...(cause?.paymentId ? { paymentId: cause.paymentId } : {}),
  ...(cause?.refundOrderId ? { refundId: cause.refundOrderId } : {}),
  currency: transfer.currency,
  postedAt: transfer.posted_at.toISOString(),
  legs: legs.map((leg) => ({
    accountId: leg.account_id.toString(),
    kind: leg.kind,
    owner: leg.owner,
    amountMinor: leg.amount_minor.toString(),
  })),
});

export const trialSchema = z
  .object({
    currency: currencySchema,
    debitMinor: z.string(),
    creditMinor: z.string(),
    differenceMinor: z.string().openapi({ description: "Always zero" }),
  })
  .openapi("TrialBalanceLine");

export const trialJson = (line: TrialLine): z.infer<typeof trialSchema> => ({
  currency: line.currency,
  debitMinor: line.debitMinor.toString(),
  creditMinor: line.creditMinor.toString(),
  differenceMinor: (line.debitMinor - line.creditMinor).toString(),
});
