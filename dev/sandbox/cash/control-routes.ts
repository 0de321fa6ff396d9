import type { Hono } from "hono";
import { z } from "zod";
import { mountFaultRoutes } from "../faults.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import { drawersOf, type Sale } from "./books.ts";
import { cashFaultFacts, cashFaultKinds } from "./cash-faults.ts";
import { settingsSchema } from "./settings.ts";
import type { Tills } from "./tills.ts";

const saleSchema = z.strictObject({
  agent: z.string().min(1).max(32),
  billingNumber: z.string().min(1).max(100),
});
const referenceSchema = z.object({ reference: z.uuid() });

export const saleJson = (sale: Sale) => ({ ...sale, amountMinor: sale.amountMinor.toString() });

const read = async <S extends z.ZodType>(c: PartyContext, schema: S) =>
  schema.safeParse(await c.req.json().catch(() => undefined));

/** What only a sandbox has: the truth in the drawers, the tills to work, faults and pace to set. */
export function mountControlRoutes(app: Hono<PartyEnv>, tills: Tills): void {
  const { book, holds, books } = tills;
  mountFaultRoutes(app, { book, holds, kinds: cashFaultKinds, facts: cashFaultFacts });

  app.get("/_sandbox/drawers", (c) =>
    c.json({
      drawers: drawersOf(books).map((one) => ({ ...one, cashMinor: one.cashMinor.toString() })),
    }),
  );
  app.get("/_sandbox/collections", (c) => {
    const asked = c.req.query("billingNumber");
    const sales = [...books.sales.values()].filter((one) => !asked || one.billingNumber === asked);
    return c.json({ collections: sales.map(saleJson) });
  });
  app.post("/_sandbox/ask", async (c) => {
    const parsed = await read(c, saleSchema);
    if (!parsed.success) return c.json({ title: z.prettifyError(parsed.error) }, 400);
    const sales = await tills.ask(parsed.data.agent, parsed.data.billingNumber);
    return c.json({ collections: sales.map(saleJson) });
  });
  app.post("/_sandbox/collect", async (c) => {
    const parsed = await read(c, saleSchema);
    if (!parsed.success) return c.json({ title: z.prettifyError(parsed.error) }, 400);
    const sales = await tills.ask(parsed.data.agent, parsed.data.billingNumber);
    const ended = sales.map(async (sale) =>
      sale.state === "reserved" ? ((await tills.confirm(sale.reference)) ?? sale) : sale,
    );
    return c.json({ collections: (await Promise.all(ended)).map(saleJson) });
  });
  for (const name of ["confirm", "cancel", "void"] as const) {
    app.post(`/_sandbox/${name}`, async (c) => {
      const parsed = await read(c, referenceSchema);
      if (!parsed.success) return c.json({ title: z.prettifyError(parsed.error) }, 400);
      const { reference } = parsed.data;
      const sale =
        name === "void" ? await tills.voidSale(reference, "sandbox") : await tills[name](reference);
      return sale ? c.json(saleJson(sale)) : c.json({ title: "No such sale." }, 404);
    });
  }
  app.post("/_sandbox/recover", async (c) => c.json({ recovered: await tills.recover() }));
  app.get("/_sandbox/settings", (c) => c.json(tills.settings()));
  app.put("/_sandbox/settings", async (c) => {
    const parsed = await read(c, settingsSchema.partial());
    if (!parsed.success) return c.json({ title: z.prettifyError(parsed.error) }, 400);
    const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    tills.change(Object.fromEntries(given));
    return c.json(tills.settings());
  });
}
