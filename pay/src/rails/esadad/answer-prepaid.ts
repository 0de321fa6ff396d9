import { findBiller } from "#src/biller/biller-queries.ts";
import type { Answered } from "./answer-message.ts";
import type { Esadad } from "./esadad.ts";
import type { MfepMessage } from "./mfep-message.ts";
import { findPrepaidAccount, findPrepaidService } from "./prepaid-queries.ts";
import { askedAmount, judgePrepaid } from "./prepaid-validation.ts";
import { prepaidAnswer, prepaidValidationSchema } from "./prepaid-validation.ts";

/** Whether a payer may pay into an account: whose it is and between which amounts. */
export const answerPrepaid = async (esadad: Esadad, message: MfepMessage): Promise<Answered> => {
  const { db } = esadad.deps;
  const parsed = prepaidValidationSchema.safeParse(message.body);
  if (!parsed.success) return { result: "unreadable", body: [] };
  const asked = parsed.data.BillingInfo;
  const number = asked.AcctInfo?.BillingNo ?? "";
  const { ServiceType } = asked.ServiceTypeDetails;
  const service = await findPrepaidService(db, ServiceType);
  const account = service && (await findPrepaidAccount(db, ServiceType, number));
  const biller = service && (await findBiller(db, service.billerCode));
  const iban = biller?.ibans.find((one) => one.currency === service?.currency)?.iban;
  const amountMinor = service && askedAmount(asked, service);
  const result = judgePrepaid(number, service, iban ? account : undefined, amountMinor);
  const found = service && account && iban ? { service, account, iban } : undefined;
  return { result, body: prepaidAnswer(esadad.parties, asked, result, found) };
};
