import type { Hono } from "hono";
import { signResponse } from "@gov/kit/http-signature.ts";
import type { PartyEnv } from "../party.ts";
import { reportOf, type Movement } from "../reports/day-report.ts";
import type { ReportBook } from "../reports/report-faults.ts";
import type { Books } from "./books.ts";
import { statementKinds, writeStatement } from "./statement.ts";
import type { InstantSystem } from "./system.ts";

/** What was booked to an account: credits, credits undone, and what its owner sent back. */
export function movementsOf(books: Books, account: string): Movement[] {
  const credits = [...books.credits.values()].filter((one) => one.creditorIban === account);
  const common = { feeMinor: 0n };
  return [
    ...credits.map(({ at, bankReference, amountMinor, currency }) => ({
      ...common,
      at,
      order: bankReference,
      reference: bankReference,
      kind: statementKinds.credit,
      returned: false,
      amountMinor,
      currency,
    })),
    ...credits.flatMap(({ at, bankReference, amountMinor, currency }) =>
      books.reversed.has(bankReference)
        ? [
            {
              ...common,
              at: books.reversed.get(bankReference) ?? at,
              order: bankReference,
              reference: `${bankReference}/reversal`,
              kind: statementKinds.reversal,
              returned: true,
              amountMinor,
              currency,
            },
          ]
        : [],
    ),
    ...[...books.transfers.values()]
      .filter((one) => one.state === "ACSC" && one.fromIban === account)
      .map(({ at, transactionId, amountMinor, currency }) => ({
        ...common,
        at,
        order: "",
        reference: transactionId,
        kind: statementKinds.back,
        returned: true,
        amountMinor,
        currency,
      })),
  ];
}

/** The member's account of a day, signed like every answer. */
export function mountStatementRoute(
  app: Hono<PartyEnv>,
  system: InstantSystem,
  book: ReportBook,
): void {
  app.get("/iso20022/statements/:account/:day", (c) => {
    const { account, day } = c.req.param();
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || book.has("notReady", day)) return c.body(null, 404);
    const report = reportOf(movementsOf(system.books, account), day, book);
    const xml = writeStatement({
      messageId: system.newId(),
      at: system.now(),
      accountIban: account,
      endsMinutes: book.endsMinutes,
      report,
    });
    const whole = Buffer.from(xml);
    const body = book.has("cut", day) ? whole.subarray(0, whole.length / 2) : whole;
    const headers = new Headers({ "content-type": "application/xml" });
    signResponse({ status: 200, headers, body }, system.key);
    return c.body(body, 200, Object.fromEntries(headers));
  });
}
