import { randomUUID } from "node:crypto";
import type { CardCurrency } from "../card/amount.ts";
import { decimalsByCurrency, parseAmount } from "../card/amount.ts";
import { readBillerMessage, writeHubMessage } from "./mfep.ts";
import type { BillerMessage, Element, HubKeys } from "./mfep.ts";

/** What a bank's customer is shown before paying. */
export type Inquiry = {
  number: string;
  kind: "Postpaid" | "Prepaid";
  serviceType: string;
  currency: CardCurrency;
  dueMinor: bigint;
  lowerMinor: bigint;
  upperMinor: bigint;
  name: string;
  text: string;
};
export type Asked = { ok: true; inquiry: Inquiry } | { ok: false; code: number | "no answer" };

export type BillerClient = {
  send(
    path: string,
    guid: string,
    xml: string,
    hangUp?: boolean,
  ): Promise<BillerMessage | undefined>;
  pull(number: string): Promise<Asked>;
  validate(serviceType: string, number: string, amount: string): Promise<Asked>;
};

const isCurrency = (text: unknown): text is CardCurrency =>
  typeof text === "string" && text in decimalsByCurrency;

/** The hub's calls to the biller. An answer that is not signed by the biller is no answer. */
export function createBillerClient(deps: {
  url: string;
  keys: HubKeys;
  timeoutMs: () => number;
}): BillerClient {
  const { keys } = deps;

  const send: BillerClient["send"] = async (path, guid, xml, hangUp = false) => {
    const stop = new AbortController();
    try {
      const response = await fetch(`${deps.url}${path}?GUID=${guid}`, {
        method: "POST",
        headers: { "content-type": "application/xml" },
        body: xml,
        redirect: "manual",
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(deps.timeoutMs())]),
      });
      if (hangUp) {
        stop.abort();
        return undefined;
      }
      const message = readBillerMessage(keys, await response.text());
      return message?.signed ? message : undefined;
    } catch {
      return undefined;
    }
  };

  const ask = async (path: string, type: string, body: Element[]) => {
    const guid = randomUUID();
    return await send(path, guid, writeHubMessage(keys, { guid, kind: "ReqTyp", type, body }));
  };

  return {
    send,
    async pull(number) {
      const body: Element[] = [
        [
          "AcctInfo",
          [
            ["BillingNo", number],
            ["BillNo", number],
          ],
        ],
      ];
      const answer = await ask("/postpaid/BillPull", "BILPULRQ", body);
      if (!answer) return { ok: false, code: "no answer" };
      const bill = answer.body?.BillsRec?.BillRec;
      if (answer.code !== 0 || !isCurrency(bill?.Currency)) return { ok: false, code: answer.code };
      const amount = (text: unknown) => parseAmount(String(text), bill.Currency) ?? 0n;
      const inquiry: Inquiry = {
        number,
        kind: "Postpaid",
        serviceType: String(bill.ServiceType),
        currency: bill.Currency,
        dueMinor: amount(bill.DueAmount),
        lowerMinor: amount(bill.PmtConst?.Lower),
        upperMinor: amount(bill.PmtConst?.Upper),
        name: String(bill.AdditionalInfo?.CustName ?? ""),
        text: String(bill.AdditionalInfo?.FreeText ?? ""),
      };
      return { ok: true, inquiry };
    },
    async validate(serviceType, number, typed) {
      const body: Element[] = [
        [
          "BillingInfo",
          [
            [
              "AcctInfo",
              [
                ["BillingNo", number],
                ["BillerCode", keys.billerCode],
              ],
            ],
            ["ServiceTypeDetails", [["ServiceType", serviceType]]],
            ["DueAmt", typed],
            ["ValidationCode", "1"],
          ],
        ],
      ];
      const answer = await ask("/prepaid/PrepaidValidation", "BILRPREPADVALRQ", body);
      if (!answer) return { ok: false, code: "no answer" };
      const info = answer.body?.BillingInfo;
      const code = Number(info?.Result?.ErrorCode ?? answer.code);
      if (code !== 0 || !isCurrency(info?.Currency)) return { ok: false, code };
      const amount = (text: unknown) => parseAmount(String(text), info.Currency) ?? 0n;
      const inquiry: Inquiry = {
        number,
        kind: "Prepaid",
        serviceType,
        currency: info.Currency,
        dueMinor: amount(info.DueAmt),
        lowerMinor: amount(info.PmtConst?.Lower),
        upperMinor: amount(info.PmtConst?.Upper),
        name: String(info.AdditionalInfo?.CustName ?? ""),
        text: String(info.AdditionalInfo?.FreeText ?? ""),
      };
      return { ok: true, inquiry };
    },
  };
}
