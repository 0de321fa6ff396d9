import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { findAgent, findCompanyOfClient, type AgentRow } from "#src/rails/cash/company-queries.ts";

/** The counter of a payment company that its GovStack calls are booked at. */
export const counterCode = "govstack";

/**
 * The counter of a payer's financial institution. The institution is a payment company with a
 * float; that it may come in by this door is the treasury's word, said by opening the counter.
 */
export const findParty = async (
  { pay: { db } }: Cash,
  clientId: string,
  payerFiId: string,
): Promise<Result<AgentRow, "notACollectingParty">> => {
  const company = await findCompanyOfClient(db, clientId);
  const speaksForIt = company?.active === true && company.company_code === payerFiId;
  const counter = speaksForIt ? await findAgent(db, payerFiId, counterCode) : undefined;
  return counter ? ok(counter) : err("notACollectingParty");
};
