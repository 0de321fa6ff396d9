import { jsonVariable } from "@gov/kit/config.ts";
import { z } from "zod";

const word = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/);

/** [A] How card settlements are laid out, and where they are: no two acquirers do it alike. */
const cardReport = z
  .strictObject({
    /** `{merchant}` is our id, `{day}` the day. */
    path: z
      .string()
      .regex(/^\/[A-Za-z0-9/_.{}-]{1,200}$/)
      .default("/api/rest/version/100/merchant/{merchant}/settlement/{day}"),
    columns: z
      .strictObject({
        order: word.default("order_id"),
        reference: word.default("transaction_id"),
        kind: word.default("type"),
        amount: word.default("amount"),
        fee: word.default("fee"),
        currency: word.default("currency"),
        date: word.default("settlement_date"),
      })
      .prefault({}),
  })
  .prefault({});

/** [A] How a payment company lays out its day. */
const cashReport = z
  .strictObject({
    columns: z
      .strictObject({
        order: word.default("collection_id"),
        reference: word.default("reference"),
        kind: word.default("type"),
        amount: word.default("amount"),
        fee: word.default("fee"),
        currency: word.default("currency"),
        date: word.default("date"),
      })
      .prefault({}),
  })
  .prefault({});

const formats = z.strictObject({ card: cardReport, cash: cashReport });

/** `code=https://…` or `code` alone, between commas; the secret of each stands in another list. */
const companyReport = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}(?:=https?:\/\/[^\s,]{1,500})?$/)
  .transform((text) => {
    const at = text.indexOf("=");
    return at < 0
      ? { company: text, url: undefined }
      : { company: text.slice(0, at), url: text.slice(at + 1).replace(/\/$/, "") };
  });
const companyToken = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}=[\x21-\x2b\x2d-\x7e]{16,200}$/)
  .transform((text) => text.split("=", 2) as [string, string]);

const list = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((part) => part.trim() || []));

export const reconciliationVariables = {
  /** When the rails' day ends, `HH:MM` by the clock in Palestine. */
  REPORT_DAY_ENDS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default("00:00")
    .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))),
  /** So long after the day's end its files are expected. */
  REPORTS_AFTER_MINUTES: z.coerce.number().int().min(0).max(1_440).default(360),
  /** How often is looked for files that are missing and for what changed. */
  REPORTS_EVERY_MS: z.coerce.number().int().min(200).max(3_600_000).default(60_000),
  /** Payment companies whose daily report is expected, with the address that it is fetched from. */
  CASH_REPORTS: list.pipe(z.array(companyReport).max(50)),
  /** What the fetching of each proves itself with: `code=token`, between commas. */
  CASH_REPORT_TOKENS: list.pipe(z.array(companyToken).max(50)),
  /** Columns and paths that differ from the built-in ones (JSON). */
  REPORT_FORMATS: jsonVariable.pipe(formats).prefault("{}"),
} as const;
