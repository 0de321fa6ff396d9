import { randomUUID, type KeyObject } from "node:crypto";
import { signRequest } from "@gov/kit/http-signature.ts";
import { payerAccounts } from "../../dev/sandbox/instant/accounts.ts";
import { writeCreditNotice } from "../../dev/sandbox/instant/iso-write.ts";
import { stamp, writeHubMessage, type Element } from "../../dev/sandbox/esadad/mfep.ts";
import { hubKeys } from "../test/esadad-hub.ts";
import { collectingIban } from "../test/instant-bank.ts";
import { newBill } from "../test/pay-world.ts";
import type { KeepAliveCaller, Reply } from "./keep-alive-caller.ts";

/** What one caller of the bench is and knows. */
export type Payer = Readonly<{
  connection: KeepAliveCaller;
  portalToken: string;
  agentToken: string;
  /** Whose cash agent this caller is. */
  agent: string;
  publicUrl: string;
  bankKey: KeyObject;
}>;

/** Runs one request as a step with a name, whose time is kept. */
export type Step = (name: string, work: () => Promise<Reply>) => Promise<Reply>;
export type Flow = Readonly<{
  /** How many payments one run of it is. */
  payments: number;
  /** How many callers it has, where that is not up to the bench. */
  callers?: number;
  /** Makes what must be there before, for so many payments. */
  prepare?: (bills: BillMaker, payments: number) => Promise<void>;
  run: (payer: Payer, step: Step) => Promise<void>;
}>;

export type UnpaidBill = Readonly<{ billingNumber: string; amountMinor: bigint }>;
/** Makes so many bills, as an institution does that uploads a file of them. */
export type BillMaker = (count: number) => Promise<UnpaidBill[]>;

type Made = Readonly<{ id: string; billingNumber: string }>;

const amount = { amountMinor: "31200", currency: "ILS" } as const;

const call = (payer: Payer, token: string, path: string, body: object): Promise<Reply> =>
  payer.connection.post(
    path,
    {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    JSON.stringify(body),
  );

const expect = (reply: Reply, status: number): Reply => {
  if (reply.status !== status) throw new Error(`${reply.status} ${reply.body.slice(0, 300)}`);
  return reply;
};

const makeBill = async (payer: Payer, step: Step): Promise<Made> => {
  const body = newBill({ reference: randomUUID() });
  const made = await step("bill", () => call(payer, payer.portalToken, "/v1/bills", body));
  return JSON.parse(expect(made, 201).body) as Made;
};

/** A bank tells of the credits for these bills in one message. */
const tellOfCredits = async (
  payer: Payer,
  step: Step,
  bills: readonly UnpaidBill[],
): Promise<void> => {
  const at = new Date();
  const text = writeCreditNotice({
    messageId: randomUUID().replaceAll("-", ""),
    at,
    accountIban: collectingIban,
    credits: bills.map(({ billingNumber, amountMinor }) => ({
      bankReference: randomUUID().replaceAll("-", ""),
      reference: "NOTPROVIDED",
      billingNumber,
      payerId: payerAccounts[0]?.id ?? "",
      amountMinor,
      currency: "ILS",
      at: at.toISOString(),
      creditorIban: collectingIban,
    })),
  });
  const path = "/rails/instant/notifications";
  const headers = new Headers({ "content-type": "application/xml" });
  const url = payer.publicUrl + path;
  const key = { keyId: "bank", privateKey: payer.bankKey };
  signRequest({ method: "POST", url, headers, body: Buffer.from(text) }, key);
  const sent = Object.fromEntries(headers);
  expect(await step("notification", () => payer.connection.post(path, sent, text)), 204);
};

/** A payer scans the bill's code in a bank's app: the bank tells of the credit. */
const instant: Flow = {
  payments: 1,
  run: async (payer, step) => {
    const { billingNumber } = await makeBill(payer, step);
    await tellOfCredits(payer, step, [{ billingNumber, amountMinor: 31_200n }]);
  },
};

const creditsANotice = 50;

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);

/** Banks that gather credits for a moment and tell of them together; the bills came in a file. */
const notices = (): Flow => {
  let unpaid: UnpaidBill[] = [];
  return {
    payments: creditsANotice,
    callers: 16,
    prepare: async (makeBills, payments) => {
      // People pay in no order: who is billed beside another does not pay beside them.
      unpaid = shuffled(await makeBills(payments));
    },
    run: async (payer, step) => {
      const bills = unpaid.splice(-creditsANotice);
      if (bills.length < creditsANotice) throw new Error("more bills were needed");
      await tellOfCredits(payer, step, bills);
    },
  };
};

/** A bank's app pays a billing number; the hub notifies. */
const esadad: Flow = {
  payments: 1,
  run: async (payer, step) => {
    const bill = await makeBill(payer, step);
    const guid = randomUUID();
    const item: Element[] = [
      ["AcctInfo", [["BillingNo", bill.billingNumber]]],
      ["JOEBPPSTrx", randomUUID()],
      ["PmtStatus", "PmtNew"],
      ["PaidAmt", "312.00"],
      ["ProcessDate", stamp(new Date())],
      ["PaymentType", "Postpaid"],
      ["Currency", "ILS"],
    ];
    const xml = writeHubMessage(hubKeys, {
      guid,
      kind: "ReqTyp",
      type: "BLRPMTNTFRQ",
      body: [["Transactions", [["TrxInf", item]]]],
    });
    const path = `/rails/esadad/payment/ReceivePaymentNotification?GUID=${guid}`;
    const told = await step("notification", () =>
      payer.connection.post(path, { "content-type": "application/xml" }, xml),
    );
    if (!expect(told, 200).body.includes("<ErrorCode>0</ErrorCode>")) throw new Error(told.body);
  },
};

/** An agent reserves the bill, counts the cash and confirms. */
const cash: Flow = {
  payments: 1,
  run: async (payer, step) => {
    const bill = await makeBill(payer, step);
    const { agent, agentToken } = payer;
    const reservation = { agent, reference: randomUUID(), billingNumber: bill.billingNumber };
    const reserved = await step("reserve", () =>
      call(payer, agentToken, "/v1/agent/collections", reservation),
    );
    const { id } = JSON.parse(expect(reserved, 201).body) as Made;
    const confirmed = await step("confirm", () =>
      call(payer, agentToken, `/v1/agent/collections/${id}/confirm`, { agent, amount }),
    );
    expect(confirmed, 200);
  },
};

/** A whole payment over each rail, as the parties on the wire make it. */
export const flows: Readonly<Record<string, Flow>> = {
  instant,
  notices: notices(),
  esadad,
  cash,
};
