import { z } from "zod";
import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import type { PayDeps } from "#src/deps.ts";
import { findPayerBill } from "#src/payer/payer-bill.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { askAttempt } from "./ask-attempt.ts";
import { askedPage, askPage, codePage, endedPage } from "./instant-pages.ts";
import type { AskProblem, InstantPageInput } from "./instant-pages.ts";
import { instantPagePath, type InstantOptions } from "./instant-rail.ts";
import { instantStateSchema } from "./instant-state.ts";
import { parsePayerAlias } from "./payer-alias.ts";

type Options = Readonly<{ csrf: Csrf; rail: InstantOptions }>;
type Found = Omit<InstantPageInput, "csrfToken" | "frame">;

const findAttempt = async (c: AppContext, deps: PayDeps): Promise<Found | undefined> => {
  const number = parseBillingNumber(c.req.param("number") ?? "");
  const id = z.uuid().safeParse(c.req.param("charge"));
  const payer = number.ok ? await findPayerBill(deps.db, number.value) : undefined;
  const charge = payer?.charges.find((one) => one.id === id.data && one.rail === "instant");
  const state = instantStateSchema.safeParse(charge?.rail_state);
  return payer && charge && state.success ? { payer, charge, state: state.data } : undefined;
};

/** The attempt as its bank has it now. */
const askAndFind = async (c: AppContext, deps: PayDeps): Promise<Found | undefined> => {
  const found = await findAttempt(c, deps);
  if (!found || !isUnderWay(found.charge.status)) return found;
  await askRail(deps, found.charge);
  return await findAttempt(c, deps);
};

const showSchema = z.enum(["code", "ask"]);

const refreshOf = (found: Found): string =>
  Date.now() - found.charge.created_at.getTime() < 300_000 ? "5" : "30";

const toBill = (c: AppContext): Response =>
  c.redirect(`/pay/${encodeURIComponent(c.req.param("number") ?? "")}`, 303);

const inputOf = (
  c: AppContext,
  options: Options,
  found: Found,
  show?: string,
): InstantPageInput => {
  const path = instantPagePath(found.payer.bill.billing_number, found.charge.id);
  const frame = frameOf(c, show ? `${path}?show=${show}` : path);
  return { ...found, frame, csrfToken: options.csrf.token(c) };
};

const showAttempt = async (c: AppContext, deps: PayDeps, options: Options): Promise<Response> => {
  const found = await askAndFind(c, deps);
  if (!found) return toBill(c);
  const { charge, payer, state } = found;
  if (charge.status === "captured") {
    return c.redirect(`/pay/${payer.bill.billing_number}/return?charge=${charge.id}`, 303);
  }
  if (charge.status !== "created" && charge.status !== "pending") {
    return c.html(endedPage(inputOf(c, options, found), charge.status));
  }
  const wanted = showSchema.safeParse(c.req.query("show"));
  const view = wanted.data ?? (state.askedOf === undefined ? "ask" : "asked");
  if (view === "ask") return c.html(askPage(inputOf(c, options, found, "ask")));
  c.header("refresh", refreshOf(found));
  return view === "code"
    ? c.html(codePage(inputOf(c, options, found, "code")))
    : c.html(askedPage(inputOf(c, options, found)));
};

const sendRequest = async (c: AppContext, deps: PayDeps, options: Options): Promise<Response> => {
  const found = await findAttempt(c, deps);
  if (!found) return toBill(c);
  const { charge } = found;
  const { bill } = found.payer;
  const page = instantPagePath(bill.billing_number, charge.id);
  if (!isUnderWay(charge.status)) return c.redirect(page, 303);
  const { payer: sent } = await c.req.parseBody();
  const typed = typeof sent === "string" ? sent.slice(0, 128) : "";
  const again = (error: AskProblem["error"], status: 422 | 429 | 503) =>
    c.html(askPage(inputOf(c, options, found, "ask"), { typed, error }), status);
  const payer = parsePayerAlias(typed);
  if (!payer.ok) return again(payer.error, 422);
  const attempt = { charge, bill, lang: c.get("lang") };
  const asked = await askAttempt(options.rail, attempt, payer.value);
  if (!asked.ok && asked.error === "tooManyAsks") return again("tooManyAsks", 429);
  if (!asked.ok && asked.error === "unknownPayer") return again("unknownPayer", 422);
  if (!asked.ok && asked.error === "noAnswer") return again("bankDown", 503);
  return c.redirect(page, 303);
};

/** The payer's pages of instant payment: ask one's bank app, or scan; no script needed. */
export const addInstantPages = (app: HttpApp, deps: PayDeps, options: Options): void => {
  app.get("/pay/:number/instant/:charge", (c) => showAttempt(c, deps, options));
  app.post("/pay/:number/instant/:charge/ask", (c) => sendRequest(c, deps, options));
};
