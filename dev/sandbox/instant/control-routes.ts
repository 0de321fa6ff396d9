import type { Hono } from "hono";
import { mountFaultRoutes } from "../faults.ts";
import type { PartyEnv } from "../party.ts";
import { payerAccounts, type PayerAccount } from "./accounts.ts";
import { balanceOf, standOf } from "./books.ts";
import type { Books } from "./books.ts";
import { instantFaultFacts, instantFaultKinds } from "./instant-faults.ts";
import { mountSettings } from "../settings-routes.ts";
import { settingsSchema } from "./settings.ts";
import type { InstantSystem } from "./system.ts";

/** What only a sandbox has: its truth to read, its faults and its pace to set. */
export function mountControlRoutes(app: Hono<PartyEnv>, system: InstantSystem): void {
  const { book, holds, books } = system;
  mountFaultRoutes(app, { book, holds, kinds: instantFaultKinds, facts: instantFaultFacts });

  app.get("/_sandbox/accounts", (c) => {
    system.settle(false);
    return c.json({ accounts: payerAccounts.map((one) => truthOf(books, one)) });
  });
  app.get("/_sandbox/requests", (c) =>
    c.json({
      requests: [...books.requests.values()].map((one) => ({
        reference: one.reference,
        payer: one.payerId,
        amountMinor: one.amountMinor.toString(),
        ...standOf(books, one, system.now()),
      })),
    }),
  );
  app.get("/_sandbox/notifications", (c) => c.json({ attempts: system.notifier.attempts() }));
  app.post("/_sandbox/settle", (c) => c.json({ settled: system.settle(true) }));
  app.post("/_sandbox/reverse/:bankReference", (c) =>
    system.reverse(c.req.param("bankReference"))
      ? c.body(null, 204)
      : c.json({ title: "There is no such credit, or it was taken back." }, 404),
  );
  mountSettings(app, system, settingsSchema.partial());
}

/** What one account really paid and really got back, whatever was answered. */
function truthOf(books: Books, account: PayerAccount) {
  const paid = [...books.credits.values()].filter(
    (one) => one.payerId === account.id && !books.reversed.has(one.bankReference),
  );
  const back = [...books.transfers.values()].filter(
    (one) => one.toIban === account.iban && one.state === "ACSC",
  );
  const total = (moves: readonly { amountMinor: bigint }[]) =>
    moves.reduce((sum, one) => sum + one.amountMinor, 0n).toString();
  return {
    id: account.id,
    iban: account.iban,
    balanceMinor: balanceOf(books, account).toString(),
    paidMinor: total(paid),
    returnedMinor: total(back),
    payments: paid.map((one) => ({
      bankReference: one.bankReference,
      reference: one.reference,
      billingNumber: one.billingNumber,
      amountMinor: one.amountMinor.toString(),
      currency: one.currency,
      at: one.at,
    })),
    returns: back.map((one) => ({
      transactionId: one.transactionId,
      amountMinor: one.amountMinor.toString(),
      currency: one.currency,
      at: one.at,
    })),
  };
}
