import { readFileSync } from "node:fs";
import { partyStyle } from "../party-page.ts";
import type { Hono } from "hono";
import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { parseMoney } from "@gov/kit/money.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import { posPage } from "./pos-html.ts";
import { posTexts, type PageLang, type Says } from "./pos-texts.ts";
import type { Tills } from "./tills.ts";

const ownStyle = readFileSync(new URL("pos.css", import.meta.url), "utf8");
const saleForm = z.object({ agent: z.string().max(32), billingNumber: z.string().max(60) });
const payoutForm = z.object({
  agent: z.string().max(32),
  code: z.string().max(60),
  amount: z.string().max(40),
  currency: currencySchema,
});

const langOf = (c: PartyContext): PageLang => (c.req.query("lang") === "en" ? "en" : "ar");

/** The page of the company's tills: a person pretends to be an agent here. */
export function mountPosRoutes(app: Hono<PartyEnv>, tills: Tills): void {
  const back = (c: PartyContext) => c.redirect(`/?lang=${langOf(c)}`, 303);
  app.get("/pos.css", (c) =>
    c.body(partyStyle + ownStyle, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/", (c) => c.html(posPage(tills, langOf(c))));
  app.post("/sales", async (c) => {
    const form = saleForm.safeParse(await c.req.parseBody());
    if (!form.success || !tills.agents.includes(form.data.agent)) return back(c);
    await tills.ask(form.data.agent, form.data.billingNumber);
    return back(c);
  });
  app.post("/sales/:reference/:step{confirm|cancel|void}", async (c) => {
    const { reference, step } = c.req.param();
    if (step === "void") await tills.voidSale(reference, "تراجع الدافع");
    else await (step === "confirm" ? tills.confirm(reference) : tills.cancel(reference));
    return back(c);
  });
  app.post("/payouts", async (c) => {
    const form = payoutForm.safeParse(await c.req.parseBody());
    if (!form.success || !tills.agents.includes(form.data.agent)) return back(c);
    const { agent, code, amount, currency } = form.data;
    const parsed = parseMoney(amount, currency);
    const show = (said: Says) => c.html(posPage(tills, langOf(c), { said }));
    if (!parsed.ok) return show(posTexts.notAmount);
    const answer = await tills.payOut({ agent, code, amount: parsed.value });
    if (answer.kind === "done") return show(posTexts.paidOut);
    if (answer.kind === "noAnswer") return show(posTexts.noAnswer);
    return show({ ar: answer.problem.title, en: answer.problem.title });
  });
}
