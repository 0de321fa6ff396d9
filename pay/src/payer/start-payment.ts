import { parseMobile, type PhoneError } from "@gov/country/phone.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { AppContext } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { claimBill, openCharge, type ClaimError } from "#src/charge/open-charge.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import {
  saveContact,
  type Contact,
  type ContactSubject,
} from "#src/payer-message/contact-queries.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { chosenAmount, type TypedAmount } from "./amount-choice.ts";
import { askClaimant, findOrExplain, showBill } from "./find-bill.ts";
import type { PayerOptions, Warning } from "./find-bill.ts";
import { claimant, findPayerBill, type PayerBill } from "./payer-bill.ts";
import { payerTexts } from "./payer-texts.ts";
import { offeredRails } from "./rail-choice.ts";
import { railWords } from "./rail-words.ts";

type Typed = TypedAmount & Readonly<{ rail: string | undefined; phone: string | undefined }>;

type Chosen = Readonly<{
  rail: RailCode;
  amountMinor: bigint | undefined;
  contact: Contact | undefined;
}>;

const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value.slice(0, 60) : undefined;

const readForm = async (c: AppContext): Promise<Typed> => {
  const body = await c.req.parseBody();
  const [rail, phone] = [text(body["rail"]), text(body["phone"])];
  return { rail, phone, upTo: text(body["upTo"]), amount: text(body["amount"]) };
};

/** The attempt over this rail that holds the bill now, to be gone on with. */
const openAttempt = (payer: PayerBill, rail: RailCode): ChargeRow | undefined => {
  const open = claimant(payer);
  const goesOn = open && isUnderWay(open.status) && open.rail === rail && !open.basket_charge_id;
  return goesOn ? open : undefined;
};

/** Where this payer wants the receipt; nothing typed is nothing wanted. */
const typedContact = (
  deps: PayDeps,
  lang: Lang,
  { phone = "" }: Typed,
): Result<Contact | undefined, PhoneError> => {
  const parsed = deps.sms ? parseMobile(phone) : err("empty" as const);
  if (parsed.ok) return ok({ phone: parsed.value, lang });
  return parsed.error === "empty" ? ok(undefined) : parsed;
};

/** Keeps the contact of an attempt, or of a bill whose attempt starts elsewhere. */
const keepContact = async (
  deps: PayDeps,
  subject: ContactSubject,
  contact: Contact | undefined,
): Promise<void> => {
  if (!contact) return;
  await inTransaction(deps.db, (tx) => saveContact(tx, deps.encryptionKey, subject, contact));
};

const attemptFor = async (
  deps: PayDeps,
  payer: PayerBill,
  { rail, amountMinor, contact }: Chosen,
): Promise<Result<ChargeRow, ClaimError>> => {
  const open = openAttempt(payer, rail);
  if (open) await keepContact(deps, open, contact);
  if (open) return ok(open);
  const { institution_id: institutionId, id: billId } = payer.bill;
  const alongside = async (tx: Tx<PayDatabase>, charge: ChargeRow): Promise<void> => {
    if (contact) await saveContact(tx, deps.encryptionKey, charge, contact);
  };
  const bill = { institutionId, billId };
  return await claimBill(deps, { bill, rail, amountMinor, returnUrl: undefined, alongside });
};

const claimWarning = (payer: PayerBill, error: ClaimError): Warning => {
  const changed = payer.bill.kind === "basket" && error !== "billClaimed";
  return changed
    ? { title: payerTexts.alreadyPaid, body: payerTexts.alreadyPaidBody }
    : { title: payerTexts.elsewhere, body: payerTexts.elsewhereBody };
};

/** The payer chose how to pay: to the rail's page, to ours, or back with what is wrong. */
export const startPayment = async (
  c: AppContext,
  deps: PayDeps,
  options: PayerOptions,
): Promise<Response> => {
  const found = await findOrExplain(c, deps, c.req.param("number") ?? "");
  if (found instanceof Response) return found;
  const typed = await readForm(c);
  const { billing_number: number } = found.bill;
  const choice = offeredRails(deps.rails, found.bill).find((one) => one.code === typed.rail);
  const payer = await askClaimant(deps, found);
  const { status } = payer.bill;
  if (status === "paid" || status === "cancelled") return c.redirect(`/pay/${number}`, 303);
  const goesOn = choice !== undefined && openAttempt(payer, choice.code) !== undefined;
  const chosen = goesOn ? ok(undefined) : chosenAmount(payer.bill, payer.plan, typed);
  const fromAgent = choice?.kind === "page";
  const contact = typedContact(deps, c.get("lang"), typed);
  if (!choice || !contact.ok || (!chosen.ok && !fromAgent)) {
    const amountError = chosen.ok || fromAgent ? undefined : chosen.error;
    const phoneError = contact.ok ? undefined : contact.error;
    const state = { typed, methodMissing: !choice, amountError, phoneError, status: 422 } as const;
    return await showBill(c, deps, options, payer, state);
  }
  if (choice.kind === "page") {
    await keepContact(deps, payer.bill, contact.value);
    return c.redirect(`/pay/${number}/${choice.path}`, 303);
  }
  const amountMinor = chosen.ok ? chosen.value : undefined;
  const wanted = { rail: choice.code, amountMinor, contact: contact.value };
  const attempt = await attemptFor(deps, payer, wanted);
  const opened = attempt.ok ? await openCharge(deps, attempt.value, c.get("lang")) : undefined;
  if (opened?.ok && opened.value.redirect_url) return c.redirect(opened.value.redirect_url, 303);
  const now = (await findPayerBill(deps.db, number)) ?? payer;
  if (!attempt.ok) {
    const warning = claimWarning(payer, attempt.error);
    return await showBill(c, deps, options, now, { warning, typed, status: 409 });
  }
  const silent = opened && !opened.ok && opened.error === "railSilent";
  const warning = silent
    ? { title: railWords[choice.code].down, body: payerTexts.railDownBody }
    : { title: payerTexts.railRefused, body: payerTexts.nothingTaken };
  return await showBill(c, deps, options, now, { warning, status: 503 });
};
