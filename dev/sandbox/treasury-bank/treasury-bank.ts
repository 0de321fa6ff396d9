import { createFaultBook } from "../faults.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party } from "../party.ts";
import { openTreasuryBank, type TreasuryBankOptions } from "./bank.ts";
import type { BankFaultKind } from "./bank-faults.ts";
import { mountBankPages } from "./bank-pages.ts";
import { mountControlRoutes } from "./control-routes.ts";
import { mountIsoRoutes } from "./iso-routes.ts";

export type TreasuryBankSandboxOptions = TreasuryBankOptions & { port: number };

/** The bank that keeps the treasury's accounts: orders in, statements out. */
export async function startTreasuryBankSandbox(
  options: TreasuryBankSandboxOptions,
): Promise<Party> {
  const app = createPartyApp();
  const bank = openTreasuryBank(options, createFaultBook<BankFaultKind>());
  let publicUrl = "";
  mountIsoRoutes(app, { bank, publicUrl: () => publicUrl });
  mountBankPages(app, bank);
  mountControlRoutes(app, bank);
  const party = await openParty(app, options.port);
  publicUrl = party.url;
  const close = async () => {
    bank.holds.release();
    await party.close();
    bank.close();
  };
  return { ...party, close };
}
