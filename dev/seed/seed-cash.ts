import type { Put } from "./api-call.ts";
import { cashCompany, floatDeposits } from "./cash-company.ts";

/** Registers the payment company, its agents and what it paid in: recorded and approved. */
export async function seedCash(put: Put): Promise<void> {
  const { code, agents, institution, clientId, name } = cashCompany;
  const path = `/v1/cash-companies/${code}`;
  await put(path, { institution, clientId, name });
  for (const { code: agent, ...body } of agents) await put(`${path}/agents/${agent}`, body);
  for (const { reference, ...amount } of floatDeposits) {
    const deposit = `${path}/deposits/${reference}`;
    await put(deposit, { amount, recordedBy: "lina.tamimi" });
    await put(`${deposit}/decision`, { decidedBy: "adel.shawa", verdict: "approved" });
  }
}
