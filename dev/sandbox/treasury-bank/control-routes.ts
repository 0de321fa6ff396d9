import type { Hono } from "hono";
import { z } from "zod";
import { mountFaultRoutes } from "../faults.ts";
import type { PartyEnv } from "../party.ts";
import type { TreasuryBank } from "./bank.ts";
import { bankFaultFacts, bankFaultKinds } from "./bank-faults.ts";
import { balanceOf, receivedBy } from "./books.ts";
import { mountSettings } from "../settings-routes.ts";
import { settingsSchema } from "./settings.ts";

const depositSchema = z.object({
  iban: z.string().max(34),
  amountMinor: z.string().regex(/^[1-9]\d{0,14}$/),
});

/** What only a sandbox has: its truth to read, its faults and its pace to set. */
export function mountControlRoutes(app: Hono<PartyEnv>, bank: TreasuryBank): void {
  const { book, holds, books } = bank;
  mountFaultRoutes(app, { book, holds, kinds: bankFaultKinds, facts: bankFaultFacts });

  app.get("/_sandbox/truth", (c) => {
    bank.settle(false);
    return c.json({
      accounts: books.accounts.map((one) => ({
        iban: one.iban,
        currency: one.currency,
        openingMinor: one.openingMinor.toString(),
        balanceMinor: balanceOf(books, one).toString(),
      })),
      received: [...new Set([...books.payments.values()].map((one) => one.creditorIban))].flatMap(
        (iban) =>
          books.accounts.map(({ currency }) => ({
            iban,
            currency,
            receivedMinor: receivedBy(books, iban, currency).toString(),
          })),
      ),
      orders: books.orders.size,
      payments: [...books.payments.values()].map((one) => ({
        ...one,
        amountMinor: one.amountMinor.toString(),
      })),
    });
  });
  app.post("/_sandbox/settle", (c) => c.json({ settled: bank.settle(true) }));
  app.post("/_sandbox/return/:endToEndId", (c) =>
    bank.giveBack(c.req.param("endToEndId"), "AC04")
      ? c.body(null, 204)
      : c.json({ title: "There is no such payment, or it is back." }, 404),
  );
  app.post("/_sandbox/deposits", async (c) => {
    const parsed = depositSchema.safeParse(await c.req.json().catch(() => undefined));
    const { iban, amountMinor } = parsed.data ?? { iban: "", amountMinor: "0" };
    return bank.deposit(iban, BigInt(amountMinor))
      ? c.body(null, 204)
      : c.json({ title: "Not a deposit." }, 400);
  });
  mountSettings(app, bank, settingsSchema.partial());
}
