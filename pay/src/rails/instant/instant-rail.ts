import { sha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Rail, RailCharge, RailWord } from "../rail.ts";
import type { BankClient } from "./bank-client.ts";
import { billCode } from "./bill-code.ts";
import { chargeReference } from "./charge-reference.ts";
import { findCreditOf } from "./credit-queries.ts";
import type { InstantSettings } from "./instant-config.ts";
import type { InstantState } from "./instant-state.ts";
import { writePaymentRequest } from "./iso/payment-request.ts";
import type { RequestStatus } from "./iso/request-status.ts";
import { returnTransactionId } from "./iso/return-transfer.ts";
import type { PayerAlias } from "./payer-alias.ts";
import { sendReturn } from "./return-credit.ts";
import { takeCredit, wordOfCredit } from "./take-credit.ts";

export type InstantOptions = Readonly<{
  client: BankClient;
  settings: InstantSettings;
  publicUrl: string;
  /** Ready once everything is wired. */
  deps: () => PayDeps;
}>;

export type AskPayerError = "noAnswer" | "unknownPayer" | "over";
type Requested = Pick<
  RailCharge,
  "chargeId" | "amount" | "billingNumber" | "description" | "lang" | "expiresAt"
>;

const isAbout = (said: RequestStatus, reference: string): boolean => said.reference === reference;

/** The page of ours where the payer approves or scans. */
export const instantPagePath = (billingNumber: string, chargeId: string): string =>
  `/pay/${billingNumber}/instant/${chargeId}`;

/** The same request to the same payer is the same message, however often it is sent. */
const messageIdOf = (reference: string, payer: PayerAlias | undefined): string =>
  payer
    ? `${reference}-${sha256(`${payer.kind} ${payer.value}`).toString("hex").slice(0, 9)}`
    : reference;

const sendRequest = async (
  { client, settings }: InstantOptions,
  charge: Requested,
  payer: PayerAlias | undefined,
): Promise<Result<RequestStatus, "noAnswer" | "refused">> => {
  const reference = chargeReference(charge.chargeId);
  const message = writePaymentRequest({
    messageId: messageIdOf(reference, payer),
    createdAt: new Date(),
    reference,
    amount: charge.amount,
    billingNumber: charge.billingNumber,
    description: charge.description[charge.lang],
    expiresAt: charge.expiresAt,
    creditor: settings.creditor,
    initiator: settings.initiator,
    system: settings.system,
    payer,
  });
  const said = await client.requestPayment(message);
  if (!said.ok) return err(said.error === "noAnswer" ? "noAnswer" : "refused");
  return isAbout(said.value, reference) ? said : err("noAnswer");
};

/** Reasons of a rejection that say that the account is unknown or cannot be asked. */
const unknownAccount = new Set(["AC01", "AC04", "AC06", "BE01"]);

/** Presents the request in the payer's bank app. The bank's refusal says why it cannot. */
export const askPayer = async (
  options: InstantOptions,
  charge: Requested,
  payer: PayerAlias,
): Promise<Result<undefined, AskPayerError>> => {
  const said = await sendRequest(options, charge, payer);
  if (!said.ok) return err(said.error === "noAnswer" ? "noAnswer" : "over");
  if (said.value.status !== "RJCT") return ok(undefined);
  return err(unknownAccount.has(said.value.reason ?? "") ? "unknownPayer" : "over");
};

const open =
  (options: InstantOptions): Rail["open"] =>
  async (charge) => {
    if (charge.amount.currency !== "ILS") return err("refused");
    const said = await sendRequest(options, charge, undefined);
    if (!said.ok) return said;
    if (said.value.status === "RJCT") return err("refused");
    const state: InstantState = {
      asks: 0,
      code: billCode(options.settings.code, {
        amount: charge.amount,
        billingNumber: charge.billingNumber,
        reference: chargeReference(charge.chargeId),
        billerName: charge.billerName,
      }),
    };
    const path = instantPagePath(charge.billingNumber, charge.chargeId);
    return ok({ redirectUrl: options.publicUrl + path, state });
  };

/** The bank says that it is settled: the entries that it booked say what exactly. */
const settledWord = async (
  options: InstantOptions,
  chargeId: string,
): Promise<Result<RailWord, "noAnswer">> => {
  const listed = await options.client.listCredits(chargeReference(chargeId));
  if (!listed.ok) return err("noAnswer");
  const deps = options.deps();
  for (const credit of listed.value.credits) await takeCredit(deps, credit);
  const own = await findCreditOf(deps.db, chargeId);
  if (own) return ok(wordOfCredit(own));
  const detail = listed.value.credits.length === 0 ? "settled without an entry" : "other currency";
  return ok({ kind: "contradicts", detail });
};

const ask =
  (options: InstantOptions): Rail["ask"] =>
  async ({ chargeId }) => {
    const reference = chargeReference(chargeId);
    const said = await options.client.findRequest(reference);
    if (said.ok && said.value.status === "ACSC" && isAbout(said.value, reference)) {
      return await settledWord(options, chargeId);
    }
    // Money that was notified counts, whatever the request is called since.
    const known = await findCreditOf(options.deps().db, chargeId);
    if (known) return ok(wordOfCredit(known));
    if (!said.ok) return said.error === "unknown" ? ok({ kind: "notTried" }) : err("noAnswer");
    if (!isAbout(said.value, reference)) {
      return ok({ kind: "contradicts", detail: "another request" });
    }
    const { status, reason } = said.value;
    if (status === "ACCP") return ok({ kind: "undecided" });
    // Nobody decided, until now or until it was too late: our own expiry says so.
    if (status === "PDNG" || reason === "TM01") return ok({ kind: "notTried" });
    return ok({ kind: "declined", reason: reason === "AM04" ? "insufficientFunds" : "declined" });
  };

const refund =
  (options: InstantOptions): Rail["refund"] =>
  async ({ chargeId }, { transactionId, amount }) => {
    const { db, encryptionKey } = options.deps();
    const credit = await findCreditOf(db, chargeId);
    if (!credit) return err("noAnswer");
    const { client, settings } = options;
    return await sendReturn({ client, settings, encryptionKey }, credit, {
      transactionId: returnTransactionId(chargeReference(chargeId), transactionId),
      amount,
    });
  };

/**
 * Instant payment (iBURAQ): a request that the payer approves in the bank's app, or a “Quick” code
 * that any app scans. Both carry our reference; the bank's booked credit decides.
 */
export const createInstantRail = (options: InstantOptions): Rail => ({
  code: "instant",
  open: open(options),
  ask: ask(options),
  refund: refund(options),
});
