import { amountText } from "../card/amount.ts";
import type { NoticeItem, Notice, Payment } from "./hub-state.ts";
import { stamp, writeHubMessage } from "./mfep.ts";
import type { Element, HubKeys } from "./mfep.ts";

export const takenStatus = "PmtNew";
export const takenBackStatus = "PmtRvrs";

/** The payment as a notification tells it. */
export function noticeItem(payment: Payment, status: string): NoticeItem {
  const { refunds: _refunds, takenBackAt: _takenBackAt, ...told } = payment;
  return { ...told, status };
}

const transaction = (item: NoticeItem): Element => [
  "TrxInf",
  [
    [
      "AcctInfo",
      [
        ["BillingNo", item.number],
        ["BillNo", item.number],
      ],
    ],
    ["JOEBPPSTrx", item.trx],
    ["BankTrxID", item.bankTrxId],
    ["BankCode", "7"],
    ["PmtStatus", item.status],
    ["DueAmt", amountText(item.dueMinor, item.currency)],
    ["PaidAmt", amountText(item.paidMinor, item.currency)],
    ["FeesAmt", amountText(item.feeMinor, item.currency)],
    ["FeesOnBiller", String(item.feesOnBiller)],
    ["ProcessDate", stamp(new Date(item.at))],
    ["STMTDate", stamp(new Date(item.at)).slice(0, 10)],
    ["AccessChannel", "MOB"],
    ["PaymentMethod", "ACTDEB"],
    ["PaymentType", item.kind],
    ["Currency", item.currency],
    ["ServiceTypeDetails", [["ServiceType", item.serviceType]]],
  ],
];

export const noticeXml = (keys: HubKeys, notice: Notice, guid: string, spoil: boolean): string =>
  writeHubMessage(
    keys,
    {
      guid,
      kind: "ReqTyp",
      type: "BLRPMTNTFRQ",
      body: [["Transactions", notice.items.map(transaction)]],
    },
    spoil,
  );
