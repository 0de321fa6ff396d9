import type { Hono } from "hono";
import { signResponse, verifyRequest } from "@gov/kit/http-signature.ts";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import type { TreasuryBank } from "./bank.ts";
import { takeBankFault, type BankFacts, type BankFault } from "./bank-faults.ts";
import { dayOf, type Payment } from "./books.ts";
import { readOrder } from "./iso-read.ts";
import { writeOrderStatus, writeStatement, type OrderStand } from "./iso-write.ts";

type Said = { status: 200 | 400 | 404 | 409; xml: string };

/** Orders, what became of them, statements. Requests and answers are signed. */
export function mountIsoRoutes(
  app: Hono<PartyEnv>,
  deps: { bank: TreasuryBank; publicUrl: () => string },
): void {
  const { bank } = deps;

  app.use("/iso20022/*", async (c, next) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const { pathname } = new URL(c.req.url);
    const signed = await verifyRequest(
      { method: c.req.method, url: deps.publicUrl() + pathname, headers: c.req.raw.headers, body },
      async (keyId) => (keyId === "pay" ? bank.clientKey : undefined),
    );
    if (!signed.ok) return c.json({ title: `The signature is wrong: ${signed.error}.` }, 401);
    bank.settle(false);
    return next();
  });

  const answer = (c: PartyContext, facts: BankFacts, work: (fault: BankFault) => Said) => {
    const fault = takeBankFault(bank.book, facts);
    const { answerDelayMs } = bank.settings();
    const input = { fault, holds: bank.holds, facts, answerDelayMs };
    return answerThroughFault(c, input, () => {
      const { status, xml } = work(fault);
      const body = Buffer.from(xml);
      const headers = new Headers({ "content-type": "application/xml" });
      const key = fault?.kind === "badSignature" ? bank.strangersKey : bank.key;
      signResponse({ status, headers, body }, key);
      return c.body(body, status, Object.fromEntries(headers));
    });
  };
  const statusXml = (messageId: string, stand: OrderStand, payments: readonly Payment[]): string =>
    writeOrderStatus({
      messageId: bank.newId(),
      at: bank.now(),
      originalMessageId: messageId,
      stand,
      payments,
    });
  const paymentsOf = (messageId: string): Payment[] =>
    (bank.books.orders.get(messageId)?.payments ?? []).flatMap(
      (id) => bank.books.payments.get(id) ?? [],
    );
  const other = "0".repeat(32);

  app.post("/iso20022/orders", async (c) => {
    const body = await c.req.text();
    const asked = readOrder(body);
    const messageId = asked?.messageId ?? "";
    return answer(c, { operation: "ORDER", messageId }, (fault) => {
      if (!asked) return { status: 400, xml: "" };
      const stand = bank.take(asked, body, fault);
      if (fault?.kind === "receivedOnly") {
        return { status: 200, xml: statusXml(messageId, { state: "RCVD" }, []) };
      }
      const about = fault?.kind === "wrongAnswer" ? other : messageId;
      const named = stand.reason ? [] : paymentsOf(messageId);
      return { status: 200, xml: statusXml(about, stand, named) };
    });
  });

  app.get("/iso20022/orders/:messageId", (c) => {
    const messageId = c.req.param("messageId");
    return answer(c, { operation: "STATUS", messageId }, (fault) => {
      const stand = bank.standOf(messageId);
      if (!stand) return { status: 404, xml: "" };
      const about = fault?.kind === "wrongAnswer" ? other : messageId;
      return { status: 200, xml: statusXml(about, stand, paymentsOf(messageId)) };
    });
  });

  app.get("/iso20022/statements/:iban/:day/:page", (c) => {
    const { iban, day, page } = c.req.param();
    return answer(c, { operation: "STATEMENT", iban }, (fault) => {
      const account = bank.books.accounts.find((one) => one.iban === iban);
      if (!account || !/^\d{4}-\d\d-\d\d$/.test(day)) return { status: 404, xml: "" };
      const whole = dayOf(bank.books, account, day);
      const { pageEntries } = bank.settings();
      const number = Number(page);
      const xml = writeStatement({
        messageId: bank.newId(),
        at: bank.now(),
        account,
        day,
        openingMinor: whole.openingMinor,
        closingMinor: whole.closingMinor + (fault?.kind === "wrongAnswer" ? 1n : 0n),
        entries: whole.entries.slice((number - 1) * pageEntries, number * pageEntries),
        page: number,
        last: number * pageEntries >= whole.entries.length,
      });
      return { status: 200, xml };
    });
  });
}
