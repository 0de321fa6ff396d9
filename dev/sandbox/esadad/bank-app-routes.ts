import { randomBytes } from "node:crypto";
import { partyStyle } from "../party-page.ts";
import type { Hono } from "hono";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import { amountText, parseAmount } from "../card/amount.ts";
import { paidPage, payPage, startPage } from "./bank-app-html.ts";
import type { Html } from "../party-page.ts";
import { codeText, problems } from "./bank-app-texts.ts";
import type { PageLang } from "./bank-app-texts.ts";
import type { Asked, Inquiry } from "./biller-client.ts";
import { takeEsadadFault } from "./esadad-faults.ts";
import type { Hub } from "./hub.ts";

const nothingTyped = { number: "", service: "", account: "", amount: "" };
const inquiriesKept = 1_000;

const langOf = (c: PartyContext): PageLang => (c.req.query("lang") === "en" ? "en" : "ar");

async function show(c: PartyContext, page: Html, status: 200 | 404 | 422 | 502 = 200) {
  const policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'";
  c.header("content-security-policy", policy);
  c.header("referrer-policy", "no-referrer");
  c.header("cache-control", "no-store");
  return c.html(await page, status);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** As people type: Arabic-Indic digits, spaces and dashes are accepted. */
function digitsOf(value: unknown): string {
  const text = typeof value === "string" ? value.slice(0, 60) : "";
  const western = text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  return western.replace(/[\s\u200e\u200f]/g, "").replaceAll("٫", ".");
}

/** One bank's app: type a number, see the bill, pay from a pretend account. No script. */
export function mountBankAppRoutes(app: Hono<PartyEnv>, hub: Hub): void {
  const inquiries = new Map<string, Inquiry>();
  const remember = (inquiry: Inquiry): string => {
    const id = randomBytes(12).toString("hex");
    inquiries.set(id, inquiry);
    if (inquiries.size > inquiriesKept) inquiries.delete(inquiries.keys().next().value ?? "");
    return id;
  };
  const faulty = (c: PartyContext, number: string, work: () => Promise<Response>) => {
    const facts = { operation: "BANK_PAGE" as const, number };
    const fault = takeEsadadFault(hub.book, facts);
    const { answerDelayMs } = hub.settings();
    return answerThroughFault(c, { fault, holds: hub.holds, facts, answerDelayMs }, work);
  };
  const showAsked = (c: PartyContext, asked: Asked, typed: Partial<typeof nothingTyped>) => {
    const lang = langOf(c);
    if (!asked.ok) {
      const page = startPage(lang, { ...nothingTyped, ...typed }, codeText(asked.code));
      return show(c, page, asked.code === "no answer" ? 502 : 422);
    }
    const { dueMinor, lowerMinor, currency } = asked.inquiry;
    const amount = amountText(dueMinor || lowerMinor, currency);
    return show(c, payPage(lang, remember(asked.inquiry), asked.inquiry, amount));
  };

  app.get("/bank-app.css", (c) =>
    c.body(partyStyle, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/", (c) =>
    faulty(c, "", () => {
      const number = digitsOf(c.req.query("number"));
      return show(c, startPage(langOf(c), { ...nothingTyped, number }));
    }),
  );
  app.post("/bill", async (c) => {
    const number = digitsOf((await c.req.parseBody())["number"]);
    return faulty(c, number, async () => showAsked(c, await hub.client.pull(number), { number }));
  });
  app.post("/account", async (c) => {
    const body = await c.req.parseBody();
    const typed = {
      service: textOf(body["service"]).trim().slice(0, 40),
      account: digitsOf(body["account"]),
      amount: digitsOf(body["amount"]),
    };
    const ask = () => hub.client.validate(typed.service, typed.account, typed.amount);
    return faulty(c, typed.account, async () => showAsked(c, await ask(), typed));
  });
  app.post("/pay/:id", async (c) => {
    const lang = langOf(c);
    const body = await c.req.parseBody();
    const id = c.req.param("id");
    const inquiry = inquiries.get(id);
    if (!inquiry) return show(c, startPage(lang, nothingTyped, problems.gone), 404);
    return faulty(c, inquiry.number, () => payFrom(c, { id, inquiry, body }));
  });

  const payFrom = (
    c: PartyContext,
    { id, inquiry, body }: { id: string; inquiry: Inquiry; body: Record<string, unknown> },
  ): Promise<Response> => {
    const lang = langOf(c);
    const typed = digitsOf(body["amount"]);
    const paidMinor = parseAmount(typed, inquiry.currency);
    const again = (problem: keyof typeof problems) =>
      show(c, payPage(lang, id, inquiry, typed, problems[problem]), 422);
    const { lowerMinor, upperMinor } = inquiry;
    if (paidMinor === undefined || paidMinor < lowerMinor || paidMinor > upperMinor) {
      return again("amount");
    }
    const { number, kind, serviceType, currency, dueMinor } = inquiry;
    const accountId = typeof body["from"] === "string" ? body["from"] : "";
    const order = { number, kind, serviceType, currency, dueMinor, accountId, paidMinor };
    const paid = hub.pay([order]);
    if (!paid.ok) return again(paid.reason);
    // A second press of the button pays nothing: the page has ended.
    inquiries.delete(id);
    return show(c, paidPage(lang, paid.payments));
  };
}
