import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { step } from "@gov/kit/gherkin-test/plan-steps.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import type { Json } from "../pay-world.ts";
import { ask, fill, idOf, minorOf, partyOf, send, type Story } from "./story.ts";

const inquire = async (
  story: Story,
  more: { who?: string; name?: string; number?: string; headers?: Record<string, string> } = {},
): Promise<void> => {
  const { who = "the bank", number = String(story.bill.billingNumber) } = more;
  const id = more.name === undefined ? randomUUID() : idOf(story, more.name);
  story.inquiries.set(who, id);
  const path = `/bills/${encodeURIComponent(number)}?fields=inquiry`;
  await ask(story, {
    who,
    method: "GET",
    path,
    headers: { "x-correlationid": id, ...more.headers },
  });
};

const report = (story: Story, who: string, requestName: string, paymentName: string) => ({
  who,
  method: "POST",
  path: "/billTransferRequests",
  body: {
    requestId: idOf(story, requestName),
    billInquiryRequestId: story.inquiries.get(who) ?? story.inquiries.get("the bank"),
    billId: story.bill.billingNumber,
    paymentReferenceID: idOf(story, paymentName),
  } as Json,
});

const redemption = (story: Story, code: string, requestName: string, bill: Json) => ({
  who: "the bank",
  method: "POST",
  path: "/voucherRedemption",
  body: {
    requestId: idOf(story, requestName),
    billInquiryRequestId: story.inquiries.get("the bank"),
    billId: bill.billingNumber,
    VoucherSecretHash: code,
  },
});

const payRequest = (
  story: Story,
  asked: { payer: string; type?: string; name: string; amount?: number },
) => ({
  who: "the biller",
  method: "POST",
  path: "/rtpRequest",
  body: {
    requestId: idOf(story, asked.name),
    rtpId: 7,
    billID: story.bill.billingNumber,
    requestType: asked.type ?? "01",
    ...(asked.type === "00"
      ? { payerFiDetails: { payerFIBIC: "PALSPS22", financialAddress: fill(story, asked.payer) } }
      : { alias: { aliasType: "00", aliasId: asked.payer } }),
    ...(asked.amount === undefined ? {} : { billDetails: { amount: asked.amount } }),
  },
});

const arabic = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

const callNames = [
  "the other bank",
  "nobody",
  "a client without the scope",
  "a stranger",
  "the bank under another bank's name",
  "a company without a govstack counter",
  "a company that was closed",
].join("|");

const inquirySteps = [
  step<Story>(/the bank inquire[sd] about the bill as "([^"]+)"/, (story, [name = ""]) =>
    inquire(story, { name }),
  ),
  step<Story>(/the other bank inquired about the bill as "([^"]+)"/, (story, [name = ""]) =>
    inquire(story, { who: "the other bank", name }),
  ),
  step<Story>(/the bank inquires about the bill's number with Arabic digits in groups/, (story) =>
    inquire(story, { number: arabic(groupBillingNumber(story.bill.billingNumber)) }),
  ),
  step<Story>(/the bank inquires about the bill "([^"]+)"/, (story, [number = ""]) =>
    inquire(story, { number }),
  ),
  step<Story>(/the bank inquires in Arabic about the bill "([^"]+)"/, (story, [number = ""]) =>
    inquire(story, { number, headers: { "accept-language": "ar" } }),
  ),
  step<Story>(/the bank inquires about the bill as the tenant "([^"]+)"/, (story, [tenant = ""]) =>
    inquire(story, { headers: { "x-platform-tenantid": tenant } }),
  ),
  step<Story>(new RegExp(`(${callNames}) inquires about the bill`), (story, [who = ""]) =>
    inquire(story, { who }),
  ),
  step<Story>(/the bank inquires about the bill without (\S+)/, async (story, [missing = ""]) => {
    const { code, call } = partyOf(story, "the bank");
    const all: Record<string, string> = {
      "x-correlationid": randomUUID(),
      "x-platform-tenantid": "transport",
      "x-payerfi-id": code,
    };
    delete all[missing];
    const query = missing === "fields" ? "" : "?fields=inquiry";
    const path = `/govstack/bills/${story.bill.billingNumber}${query}`;
    story.answers.push(await call("GET", path, undefined, all));
  }),
];

const transferSteps = [
  step<Story>(
    /(the bank|the other bank) report(?:s|ed) as "([^"]+)" that payment "([^"]+)" paid the bill/,
    (story, [who = "", request = "", payment = ""]) =>
      ask(story, report(story, who, request, payment)),
  ),
  step<Story>(
    /the bank reports as "([^"]+)", (\d+) times at once, that payment "([^"]+)" paid the bill/,
    async (story, [request = "", times, payment = ""]) => {
      const call = report(story, "the bank", request, payment);
      story.sent.push(call);
      const all = Array.from({ length: Number(times) }, () => send(story, call));
      for (const { status } of await Promise.all(all)) {
        assert.ok(status === 202 || status === 409, `paid, or being carried out: ${status}`);
      }
    },
  ),
  step<Story>(/both banks report at once that they were paid the bill/, async (story) => {
    const calls = ["the bank", "the other bank"].map((who) => report(story, who, "PAY", "TRN"));
    story.answers = await Promise.all(calls.map((call) => send(story, call)));
  }),
  step<Story>(/the bank reports the bill paid as the tenant "([^"]+)"/, (story, [tenant = ""]) =>
    ask(story, {
      ...report(story, "the bank", "PAY-1", "TRN-1"),
      headers: { "x-platform-tenantid": tenant },
    }),
  ),
  step<Story>(/a stranger reports the bill paid/, (story) =>
    ask(story, report(story, "a stranger", "PAY-1", "TRN-1")),
  ),
  step<Story>(
    /the bank reports the bill paid with these members changed/,
    (story, _found, { table }) => {
      const call = report(story, "the bank", "PAY-1", "TRN-1");
      const changed = Object.fromEntries(
        table.map(([name = "", value = ""]) => [name, value === "a space" ? " " : value]),
      );
      return ask(story, { ...call, body: { ...call.body, ...changed } });
    },
  ),
  step<Story>(/the bank reports with this body/, async (story, _found, { docString }) => {
    const { pay } = story.world;
    const authorization = `Bearer ${await pay.issuer.token({
      clientId: "first-bank-client",
      scope: "agent:collect",
    })}`;
    const response = await fetch(`${pay.url}/govstack/billTransferRequests`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: docString ?? "",
    });
    const { status, headers } = response;
    story.answers.push({ status, headers, json: await response.json() });
  }),
  step<Story>(/the bank voided the payment "([^"]+)"/, async (story, [name = ""]) => {
    const { call } = partyOf(story, "the bank");
    const asked = `agent=govstack&reference=${idOf(story, name)}`;
    const found = await call("GET", `/v1/agent/collections?${asked}`);
    const path = `/v1/agent/collections/${found.json.collections[0].id}/void`;
    const voided = await call("POST", path, { agent: "govstack", reason: "the wrong bill" });
    assert.equal(voided.json.status, "voided", JSON.stringify(voided.json));
  }),
  step<Story>(/the bank pays ([\d.]+) in to its float/, async ({ world }, [decimal = ""]) => {
    const { portal } = world.pay;
    const at = `/v1/cash-companies/first-bank/deposits/BANK-${randomUUID().slice(0, 8)}`;
    const amount = { amountMinor: minorOf(decimal), currency: "ILS" };
    await portal("PUT", at, { amount, recordedBy: "lina" });
    await portal("PUT", `${at}/decision`, { decidedBy: "adel", verdict: "approved" });
  }),
];

const voucherSteps = [
  step<Story>(
    /the bank redeem(?:s|ed) the voucher as "([^"]+)" for the bill/,
    (story, [name = ""]) => ask(story, redemption(story, story.voucher.code, name, story.bill)),
  ),
  step<Story>(
    /the bank redeems the code "([^"]+)" as "([^"]+)" for the bill/,
    (story, [code = "", name = ""]) => ask(story, redemption(story, code, name, story.bill)),
  ),
  step<Story>(/the same voucher is tried on two bills at once/, async (story) => {
    const first = redemption(story, story.voucher.code, "VCH-1", story.bill);
    story.otherBill = story.bill;
    const amount = { amountMinor: "31200", currency: "ILS" };
    story.bill = await story.world.pay.bill({ amount });
    await inquire(story, { name: "INQ-9" });
    const second = redemption(story, story.voucher.code, "VCH-2", story.bill);
    story.answers = await Promise.all([send(story, first), send(story, second)]);
  }),
];

const requestSteps = [
  step<Story>(
    /the biller ask(?:s|ed) "([^"]*)" by type (00|01) as "([^"]+)" to pay the bill/,
    (story, [payer = "", type = "", name = ""]) =>
      ask(story, payRequest(story, { payer, type, name })),
  ),
  step<Story>(
    /the biller asks "([^"]+)" for ([\d.]+) as "([^"]+)"/,
    (story, [payer = "", decimal = "", name = ""]) =>
      ask(story, payRequest(story, { payer, name, amount: Number(minorOf(decimal)) })),
  ),
  step<Story>(/a stranger asks "([^"]+)" to pay the bill/, (story, [payer = ""]) =>
    ask(story, { ...payRequest(story, { payer, name: "RTP-1" }), who: "another biller" }),
  ),
  step<Story>(
    /the biller asks "([^"]+)" under the name of "([^"]+)"/,
    (story, [payer = "", code = ""]) =>
      ask(story, {
        ...payRequest(story, { payer, name: "RTP-1" }),
        headers: { "x-billerid": code },
      }),
  ),
  step<Story>(/(\w+) (approves|rejects) it/, async (story, [payer = "", does = ""]) => {
    const { id } = await story.world.pay.db
      .selectFrom("charge")
      .select("id")
      .where("bill_id", "=", story.bill.id)
      .where("status", "=", "pending")
      .executeTakeFirstOrThrow();
    const verdict = does === "approves" ? "approve" : "reject";
    await story.world.instantBank.decide(payer, chargeReference(id), verdict);
  }),
  step<Story>(/the payers' bank does not answer once/, ({ world }) =>
    world.instantBank.fault({ kind: "timeoutDone", match: { operation: "REQUEST" } }),
  ),
];

const statusSteps = [
  step<Story>(
    /(the bank|the other bank|the biller|a stranger) asks what became of "([^"]+)"/,
    (story, [who = "", name = ""]) =>
      ask(story, { who, method: "GET", path: `/transferRequests/${idOf(story, name)}` }),
  ),
  step<Story>(
    /the bank, as the tenant "([^"]+)", asks what became of "([^"]+)"/,
    (story, [tenant = "", name = ""]) =>
      ask(story, {
        who: "the bank",
        method: "GET",
        path: `/transferRequests/${idOf(story, name)}`,
        headers: { "x-platform-tenantid": tenant },
      }),
  ),
  step<Story>(/the biller sees "([^"]+)" as (\w+)/, async (story, [name = "", state]) => {
    const path = `/transferRequests/${idOf(story, name)}`;
    const { json } = await send(story, { who: "the biller", method: "GET", path });
    assert.equal(json.requestStatus, state, JSON.stringify(json));
  }),
  step<Story>(/the (?:bank|biller) sends the same request again/, async (story) => {
    const call = story.sent.at(-1);
    assert.ok(call);
    await ask(story, call);
  }),
];

export const callSteps = [
  ...inquirySteps,
  ...transferSteps,
  ...voucherSteps,
  ...requestSteps,
  ...statusSteps,
];
