import { z } from "zod";

/**
 * What E-SADAD's messages are made of. Drawn from public biller code, not from a specification;
 * what no public document says is marked [A] (assumed). All of it is configuration
 * (`ESADAD_CONSTANTS`, JSON): any member may be given, the others keep these values.
 */
const wordSchema = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/);
const pathSchema = z.string().regex(/^\/[A-Za-z0-9/_.-]{1,100}$/);

const result = (code: number, description: string) =>
  z
    .strictObject({
      code: z.number().int().min(0).max(99_999).default(code),
      description: z.string().min(1).max(100).default(description),
    })
    .prefault({});

const resultsSchema = z
  .strictObject({
    ok: result(0, "Success"),
    badSignature: result(2, "Invalid Signature"),
    guidReused: result(7, "Duplicate GUID"),
    internal: result(303, "Internal Error"),
    /** [A] No code is documented for a message that cannot be read. */
    unreadable: result(303, "Message cannot be read"),
    paid: result(324, "Bill already paid"),
    duplicatePayment: result(340, "Duplicate payment"),
    aboveUpper: result(353, "Amount above upper limit"),
    /** [A] */
    belowLower: result(354, "Amount below lower limit"),
    billUnknown: result(401, "Bill not found"),
    malformedNumber: result(408, "Invalid Billing Number"),
    nothingDue: result(409, "Nothing due"),
    /** [A] Nothing may be paid now: the bill is being paid over another rail, or was withdrawn. */
    claimed: result(409, "Bill is being paid by other means"),
    cancelled: result(409, "Bill was cancelled"),
    reversed: result(701, "Payment reversed"),
  })
  .prefault({});

const messageTypesSchema = z
  .strictObject({
    billPullRequest: wordSchema.default("BILPULRQ"),
    billPullAnswer: wordSchema.default("BILPULRS"),
    notificationRequest: wordSchema.default("BLRPMTNTFRQ"),
    notificationAnswer: wordSchema.default("BLRPMTNTFRS"),
    prepaidRequest: wordSchema.default("BILRPREPADVALRQ"),
    prepaidAnswer: wordSchema.default("BILRPREPADVALRS"),
    /** [A] What we ask the hub: no public document has these. */
    inquiryRequest: wordSchema.default("BLRPMTINQRQ"),
    inquiryAnswer: wordSchema.default("BLRPMTINQRS"),
    refundRequest: wordSchema.default("BLRPMTRFDRQ"),
    refundAnswer: wordSchema.default("BLRPMTRFDRS"),
    reportRequest: wordSchema.default("BLREODRPTRQ"),
  })
  .prefault({});

export const constantsSchema = z.strictObject({
  messageTypes: messageTypesSchema,
  results: resultsSchema,
  severities: z
    .strictObject({ info: wordSchema.default("Info"), error: wordSchema.default("Error") })
    .prefault({}),
  /** How MsgBody's XML becomes bytes before RSA-SHA256 (PKCS#1 v1.5). */
  signatureEncoding: z.enum(["utf16le", "utf8"]).default("utf16le"),
  billStatuses: z
    .strictObject({
      new: wordSchema.default("BillNew"),
      partlyPaid: wordSchema.default("BillPartiallyPaid"),
    })
    .prefault({}),
  /** What `PmtStatus` says about the payer's money. `takenBack` is [A]. */
  paymentStatuses: z
    .strictObject({
      taken: z.array(wordSchema).min(1).max(10).default(["PmtNew", "PmtSent", "PmtComplt"]),
      takenBack: z.array(wordSchema).min(1).max(10).default(["PmtRvrs"]),
    })
    .prefault({}),
  prepaidPaymentType: wordSchema.default("Prepaid"),
  /** The service type of a bill that has none of its own. */
  serviceType: wordSchema.default("Government"),
  /** The hub's codes of settlement banks, by the letters in an IBAN; without one, the letters. */
  bankCodes: z.record(z.string().regex(/^[A-Z]{4}$/), wordSchema).default({}),
  /** [A] Where the hub takes our questions. */
  hubPaths: z
    .strictObject({
      inquiry: pathSchema.default("/payment/PaymentInquiry"),
      refund: pathSchema.default("/payment/PaymentRefund"),
      report: pathSchema.default("/reports/EndOfDay"),
    })
    .prefault({}),
  /** [A] The end-of-day report: the header with its signature, its columns and its words. */
  report: z
    .strictObject({
      signatureHeader: wordSchema.default("MFEP-Signature"),
      columns: z
        .strictObject({
          order: wordSchema.default("JOEBPPSTrx"),
          reference: wordSchema.default("EntryRef"),
          kind: wordSchema.default("EntryType"),
          amount: wordSchema.default("Amount"),
          fee: wordSchema.default("FeesOnBiller"),
          currency: wordSchema.default("Currency"),
          date: wordSchema.default("STMTDate"),
        })
        .prefault({}),
      kinds: z
        .strictObject({
          payment: wordSchema.default("PmtComplt"),
          reversal: wordSchema.default("PmtRvrs"),
          refund: wordSchema.default("PmtRefund"),
          total: wordSchema.default("Settlement"),
        })
        .prefault({}),
    })
    .prefault({}),
});

export type EsadadConstants = z.infer<typeof constantsSchema>;
export type ResultName = keyof EsadadConstants["results"];
