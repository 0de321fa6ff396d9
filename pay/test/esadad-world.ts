import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { readBillerMessage, stamp, writeHubMessage } from "../../dev/sandbox/esadad/mfep.ts";
import type { Element, Tree } from "../../dev/sandbox/esadad/mfep.ts";
import { hubKeys, type EsadadHub } from "./esadad-hub.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

export type EsadadWorld = PayWorld & Readonly<{ esadad: EsadadHub }>;

/** The gateway with the E-SADAD hub's sandbox beside it. */
export const openEsadadWorld = async (more: Record<string, string> = {}): Promise<EsadadWorld> => {
  const world = await openPayWorld(more, { esadad: true });
  if (!world.esadad) throw new Error("the hub did not start");
  return { ...world, esadad: world.esadad };
};

export type Said = Readonly<{ status: number; code: number; body: Tree; guid: string }>;

/** Sends any bytes to one of our addresses; the answer has to be signed, whatever was sent. */
export const sendRaw = async (
  world: PayWorld,
  path: string,
  xml: string | Uint8Array,
  guid: string = randomUUID(),
): Promise<Said> => {
  const response = await fetch(`${world.url}/rails/esadad${path}?GUID=${guid}`, {
    method: "POST",
    headers: { "content-type": "application/xml" },
    body: xml,
  });
  assert.match(response.headers.get("content-type") ?? "", /^application\/xml/);
  const answer = readBillerMessage(hubKeys, await response.text());
  assert.ok(answer?.signed, "every answer is signed by us");
  return { status: response.status, code: answer.code, body: answer.body, guid };
};

export const pullPath = "/postpaid/BillPull";
export const notifyPath = "/payment/ReceivePaymentNotification";
export const prepaidPath = "/prepaid/PrepaidValidation";

/** A bill pull as a bank makes it. */
export const pull = async (world: PayWorld, number: string): Promise<Said> => {
  const guid = randomUUID();
  const body: Element[] = [
    [
      "AcctInfo",
      [
        ["BillingNo", number],
        ["BillNo", number],
      ],
    ],
  ];
  const xml = writeHubMessage(hubKeys, { guid, kind: "ReqTyp", type: "BILPULRQ", body });
  return await sendRaw(world, pullPath, xml, guid);
};

export type Notified = Readonly<{
  trx: string;
  number: string;
  amount: string;
  status?: string;
  currency?: string;
  type?: string;
  service?: string;
}>;

const paidAt = new Date("2026-11-20T08:00:00Z");

/** A notification of the test's own making. */
export const notify = async (
  world: PayWorld,
  payments: readonly Notified[],
  guid: string = randomUUID(),
): Promise<Said & { results: number[] }> => {
  const items = payments.map((one): Element => [
    "TrxInf",
    [
      ["AcctInfo", [["BillingNo", one.number]]],
      ["JOEBPPSTrx", one.trx],
      ["PmtStatus", one.status ?? "PmtNew"],
      ["PaidAmt", one.amount],
      ["ProcessDate", stamp(paidAt)],
      ["PaymentType", one.type ?? "Postpaid"],
      ["Currency", one.currency ?? "ILS"],
      ["ServiceTypeDetails", [["ServiceType", one.service]]],
    ],
  ]);
  const xml = writeHubMessage(hubKeys, {
    guid,
    kind: "ReqTyp",
    type: "BLRPMTNTFRQ",
    body: [["Transactions", items]],
  });
  const said = await sendRaw(world, notifyPath, xml, guid);
  const told: Tree[] = said.body?.Transactions?.TrxInf ?? [];
  return { ...said, results: told.map((one) => Number(one.Result.ErrorCode)) };
};

export const makeBill = async (world: PayWorld, more: object = {}): Promise<Json> => {
  const made = await world.portal("POST", "/v1/bills", newBill(more));
  assert.equal(made.status, 201, JSON.stringify(made.json));
  return made.json;
};

export const billStatus = async (world: PayWorld, bill: Json): Promise<string> =>
  (await world.portal("GET", `/v1/bills/${bill.id}`)).json.status;

export const billIs = (world: PayWorld, bill: Json, status: string) =>
  until(async () => ((await billStatus(world, bill)) === status ? true : undefined));

/** What was captured for a number's bill, in all. */
export const countPayments = async (world: PayWorld, bill: Json): Promise<number> => {
  const rows = await world.db
    .selectFrom("payment")
    .select("id")
    .where("bill_id", "=", bill.id)
    .execute();
  return rows.length;
};

/** Until payers of a number have no more debited than `netMinor`. */
export const netIs = async (world: EsadadWorld, number: string, netMinor: string) =>
  await until(async () => {
    await sql`update outbox set due_at = now() where kind = 'refund' and due_at > now()`.execute(
      world.db,
    );
    world.deps.kickOutbox();
    const payments = await world.esadad.payments(number);
    const net = payments.reduce((sum, one) => sum + BigInt(one.netMinor), 0n);
    return String(net) === netMinor ? payments : undefined;
  });

/** Until the hub has had its last answer to every notification. */
export const allDelivered = (world: EsadadWorld) =>
  until(async () => {
    const told = await world.esadad.notifications();
    return told.undelivered.length === 0 ? told : undefined;
  });

/** The rail's accounts, summed: what the hub owes us, and what is on its way back. */
export const railBalances = async (world: PayWorld): Promise<Record<string, string>> => {
  const { rows } = await sql<{ kind: string; balance: bigint }>`
    select kind, sum(balance_minor)::bigint as balance from account_balance
    where owner like 'esadad%' and currency = 'ILS' group by kind`.execute(world.db);
  return Object.fromEntries(rows.map((row) => [row.kind, String(row.balance)]));
};
