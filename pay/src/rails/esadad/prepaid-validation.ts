import { z } from "zod";
import { money, toDecimal } from "@gov/kit/money.ts";
import type { EsadadConstants, ResultName } from "./esadad-constants.ts";
import { settlementElements } from "./bill-pull.ts";
import { resultElement } from "./mfep-message.ts";
import { truncateAmount } from "./mfep-values.ts";
import type { XmlElement } from "./mfep-xml.ts";
import type { PrepaidAccount, PrepaidService } from "./prepaid-queries.ts";

const text = z.string().trim().max(120);

/** MsgBody of a prepaid validation. */
export const prepaidValidationSchema = z.object({
  BillingInfo: z.object({
    AcctInfo: z.object({ BillingNo: text.optional() }).optional().catch(undefined),
    ServiceTypeDetails: z.object({ ServiceType: text, PrepaidCat: text.optional() }),
    DueAmt: text.optional(),
    ValidationCode: text.optional(),
  }),
});
export type PrepaidValidation = z.infer<typeof prepaidValidationSchema>["BillingInfo"];

/** Account numbers as people type them. */
export const prepaidNumberPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** Whether this amount may be paid into this account; undefined amount: may anything be paid. */
export const judgePrepaid = (
  number: string,
  service: PrepaidService | undefined,
  account: PrepaidAccount | undefined,
  amountMinor: bigint | undefined,
): ResultName => {
  if (!prepaidNumberPattern.test(number)) return "malformedNumber";
  if (!service?.active || !account?.active) return "billUnknown";
  if (amountMinor === undefined || amountMinor === 0n) return "ok";
  if (amountMinor > service.upperMinor) return "aboveUpper";
  return amountMinor < service.lowerMinor ? "belowLower" : "ok";
};

/** `DueAmt` in the service's currency; undefined where none was typed yet. */
export const askedAmount = (
  asked: PrepaidValidation,
  service: PrepaidService,
): bigint | undefined =>
  asked.DueAmt === undefined || asked.DueAmt === ""
    ? undefined
    : truncateAmount(asked.DueAmt, service.currency);

/** MsgBody's children: the account's holder and the bounds where it may be paid into. */
export const prepaidAnswer = (
  parties: Readonly<{ constants: EsadadConstants; billerCode: string }>,
  asked: PrepaidValidation,
  result: ResultName,
  found: Readonly<{ service: PrepaidService; account: PrepaidAccount; iban: string }> | undefined,
): XmlElement[] => {
  const { constants } = parties;
  const good = found && result === "ok" ? found : undefined;
  const amountMinor = good ? askedAmount(asked, good.service) : undefined;
  const pay = good && amountMinor ? money(amountMinor, good.service.currency) : undefined;
  const bound = (minor: bigint) => good && toDecimal(money(minor, good.service.currency));
  return [
    [
      "BillingInfo",
      [
        resultElement(constants, result),
        [
          "AcctInfo",
          [
            ["BillingNo", asked.AcctInfo?.BillingNo],
            ["BillerCode", parties.billerCode],
          ],
        ],
        ["DueAmt", pay ? toDecimal(pay) : asked.DueAmt],
        ["Currency", found?.service.currency],
        ["ValidationCode", asked.ValidationCode],
        [
          "ServiceTypeDetails",
          [
            ["ServiceType", asked.ServiceTypeDetails.ServiceType],
            ["PrepaidCat", asked.ServiceTypeDetails.PrepaidCat],
          ],
        ],
        [
          "PmtConst",
          good && [
            ["AllowPart", "true"],
            ["Lower", bound(good.service.lowerMinor)],
            ["Upper", bound(good.service.upperMinor)],
          ],
        ],
        [
          "SubPmts",
          good && pay && settlementElements(constants, [{ iban: good.iban, amount: pay }]),
        ],
        [
          "AdditionalInfo",
          good && [
            ["CustName", good.account.holderName],
            ["FreeText", `${good.service.billerName}: ${good.service.name.ar}`],
          ],
        ],
      ],
    ],
  ];
};
