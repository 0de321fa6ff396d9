import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import type { PartyContext, PartyEnv } from "../party.ts";
import { payerAccounts, type PayerAccount } from "./accounts.ts";
import { approve, orderOf, reject, waitingFor } from "./approvals.ts";
import { accountPage, accountsPage, confirmPage, unknownPage } from "./bank-html.ts";
import { partyStyle, type Html } from "../party-page.ts";
import { bankTexts, type PageLang } from "./bank-texts.ts";
import { balanceOf } from "./books.ts";
import { readScanned } from "./scan.ts";
import type { InstantSystem } from "./system.ts";

const stylesheet = readFileSync(new URL("bank.css", import.meta.url), "utf8");
const maxCodeLength = 600;

const langOf = (c: PartyContext): PageLang => (c.req.query("lang") === "en" ? "en" : "ar");

const show = async (c: PartyContext, page: Html, status: 200 | 404 | 422 = 200) => {
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
  );
  c.header("cache-control", "no-store");
  return c.html(await page, status);
};

const isOutcome = (said: string | undefined): said is keyof typeof bankTexts.outcomes =>
  said !== undefined && Object.hasOwn(bankTexts.outcomes, said);

/** The payer's bank app: approve or reject what waits, or pay a pasted code. No script. */
export function mountBankRoutes(app: Hono<PartyEnv>, system: InstantSystem): void {
  const payerOf = (c: PartyContext): PayerAccount | undefined =>
    payerAccounts.find((one) => one.id === c.req.param("payer"));
  const showAccount = (
    c: PartyContext,
    payer: PayerAccount,
    wrongCode?: string,
  ): Promise<Response> => {
    system.settle(false);
    const said = c.req.query("said");
    const input = {
      lang: langOf(c),
      payer,
      balanceMinor: balanceOf(system.books, payer),
      waiting: waitingFor(system, payer),
      said: isOutcome(said) ? bankTexts.outcomes[said] : undefined,
      wrongCode,
    };
    return show(c, accountPage(input), wrongCode === undefined ? 200 : 422);
  };
  const toAccount = (c: PartyContext, payer: PayerAccount, said: string) =>
    c.redirect(`/bank/${payer.id}?lang=${langOf(c)}&said=${said}`, 303);
  const codeOf = async (c: PartyContext): Promise<string> => {
    const { code } = await c.req.parseBody();
    return typeof code === "string" ? code.slice(0, maxCodeLength) : "";
  };

  app.get("/", (c) => c.redirect("/bank", 302));
  app.get("/bank/bank.css", (c) =>
    c.body(partyStyle + stylesheet, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/bank", (c) => show(c, accountsPage(langOf(c))));

  app.get("/bank/:payer", (c) => {
    const payer = payerOf(c);
    return payer ? showAccount(c, payer) : show(c, unknownPage(langOf(c)), 404);
  });

  app.post("/bank/:payer/requests/:reference", async (c) => {
    const payer = payerOf(c);
    if (!payer) return show(c, unknownPage(langOf(c)), 404);
    const { verdict } = await c.req.parseBody();
    const reference = c.req.param("reference");
    const request = waitingFor(system, payer).find((one) => one.reference === reference);
    if (!request) return toAccount(c, payer, "over");
    if (verdict === "approve") return toAccount(c, payer, approve(system, payer, orderOf(request)));
    reject(system, request);
    return toAccount(c, payer, "rejected");
  });

  app.post("/bank/:payer/scan", async (c) => {
    const payer = payerOf(c);
    if (!payer) return show(c, unknownPage(langOf(c)), 404);
    const code = await codeOf(c);
    const scanned = readScanned(code);
    if (!scanned) return showAccount(c, payer, code);
    return show(c, confirmPage(langOf(c), payer, { scanned, code }));
  });

  app.post("/bank/:payer/pay", async (c) => {
    const payer = payerOf(c);
    if (!payer) return show(c, unknownPage(langOf(c)), 404);
    const code = await codeOf(c);
    const scanned = readScanned(code);
    if (!scanned) return showAccount(c, payer, code);
    return toAccount(c, payer, approve(system, payer, scanned.order));
  });
}
