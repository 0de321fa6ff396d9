import type { Hono } from "hono";
import { signResponse, verifyRequest } from "@gov/kit/http-signature.ts";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import { creditsOf, standOf } from "./books.ts";
import type { PaymentRequest } from "./books.ts";
import { takeInstantFault } from "./instant-faults.ts";
import type { InstantFacts, InstantFault } from "./instant-faults.ts";
import { readPaymentRequest, readTransfer } from "./iso-read.ts";
import { writeCreditNotice, writeRequestStatus, writeTransferStatus } from "./iso-write.ts";
import { requestPayment } from "./requests.ts";
import type { InstantSystem } from "./system.ts";
import { carryOut } from "./transfers.ts";

type Said = { status: 200 | 400 | 404 | 409; xml: string };

/** The ISO 20022 endpoint of the member's bank. Requests and answers are signed. */
export function mountIsoRoutes(
  app: Hono<PartyEnv>,
  deps: { system: InstantSystem; publicUrl: () => string },
): void {
  const { system } = deps;

  app.use("/iso20022/*", async (c, next) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const { pathname } = new URL(c.req.url);
    const signed = await verifyRequest(
      { method: c.req.method, url: deps.publicUrl() + pathname, headers: c.req.raw.headers, body },
      async (keyId) => (keyId === "pay" ? system.memberKey : undefined),
    );
    if (!signed.ok) return c.json({ title: `The signature is wrong: ${signed.error}.` }, 401);
    system.settle(false);
    return next();
  });

  const answer = (c: PartyContext, facts: InstantFacts, work: (fault: InstantFault) => Said) => {
    const fault = takeInstantFault(system.book, facts);
    const { answerDelayMs } = system.settings();
    const input = { fault, holds: system.holds, facts, answerDelayMs };
    return answerThroughFault(c, input, () => {
      const { status, xml } = work(fault);
      const body = Buffer.from(xml);
      const headers = new Headers({ "content-type": "application/xml" });
      const key = fault?.kind === "badSignature" ? system.strangersKey : system.key;
      signResponse({ status, headers, body }, key);
      return c.body(body, status, Object.fromEntries(headers));
    });
  };
  const statusXml = (request: PaymentRequest, reference = request.reference): string =>
    writeRequestStatus({
      messageId: system.newId(),
      at: system.now(),
      request: { messageId: request.messageId, reference },
      stand: standOf(system.books, request, system.now()),
    });

  app.post("/iso20022/requests", async (c) => {
    const asked = readPaymentRequest(await c.req.text());
    const reference = asked?.request.reference ?? "";
    return answer(c, { operation: "REQUEST", reference }, (fault) =>
      asked ? requestPayment(system, asked, fault) : { status: 400, xml: "" },
    );
  });

  app.get("/iso20022/requests/:reference", (c) => {
    const reference = c.req.param("reference");
    return answer(c, { operation: "STATUS", reference }, (fault) => {
      const request = system.books.requests.get(reference);
      if (!request) return { status: 404, xml: "" };
      const about = fault?.kind === "wrongAnswer" ? "0".repeat(25) : reference;
      return { status: 200, xml: statusXml(request, about) };
    });
  });

  app.get("/iso20022/requests/:reference/credits", (c) => {
    const reference = c.req.param("reference");
    return answer(c, { operation: "CREDITS", reference }, (fault) => {
      const credits = creditsOf(system.books, reference);
      const request = system.books.requests.get(reference);
      const accountIban = credits[0]?.creditorIban ?? request?.creditorIban;
      if (!accountIban) return { status: 404, xml: "" };
      const distorted = fault?.kind === "wrongAnswer";
      const at = system.now();
      const notice = { messageId: system.newId(), at, accountIban, credits, distorted };
      return { status: 200, xml: writeCreditNotice(notice) };
    });
  });

  app.post("/iso20022/transfers", async (c) => {
    const asked = readTransfer(await c.req.text());
    const transactionId = asked?.transfer.transactionId ?? "";
    return answer(c, { operation: "TRANSFER", transactionId }, (fault) => {
      if (!asked) return { status: 400, xml: "" };
      if (fault?.kind === "conflict") return { status: 409, xml: "" };
      const transfer = carryOut(system, asked.transfer, fault);
      if (!transfer) return { status: 409, xml: "" };
      const originalMessageId = asked.messageId;
      const head = { messageId: system.newId(), at: system.now(), originalMessageId };
      return { status: 200, xml: writeTransferStatus({ ...head, transfer }) };
    });
  });

  app.get("/iso20022/transfers/:transactionId", (c) => {
    const transactionId = c.req.param("transactionId");
    return answer(c, { operation: "TRANSFER_STATUS", transactionId }, () => {
      const transfer = system.books.transfers.get(transactionId);
      if (!transfer) return { status: 404, xml: "" };
      // Members give a transfer's message the transfer's id.
      const head = { messageId: system.newId(), at: system.now() };
      const originalMessageId = transactionId;
      return { status: 200, xml: writeTransferStatus({ ...head, originalMessageId, transfer }) };
    });
  });
}
