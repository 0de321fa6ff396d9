import { approveRun } from "#src/settlement/approve-run.ts";
import { proposeRun } from "#src/settlement/propose-run.ts";
import { readStatements } from "#src/settlement/read-statements.ts";
import { askAboutOrders } from "#src/settlement/send-order.ts";
import { payBill } from "./console-world.ts";
import { until, type PayWorld } from "./pay-world.ts";
import { treasuryAccounts, type TreasuryBankParty } from "./treasury-bank.ts";

/** Pays out, has one come back, proposes another run; gives the pages that show all of it. */
export const settleForPages = async (
  world: PayWorld,
  bank: TreasuryBankParty,
): Promise<string[]> => {
  const { settlement, db } = world;
  const propose = async (): Promise<string> => {
    const run = await proposeRun(settlement, "lina.tamimi");
    if (!run.ok) throw new Error(run.error);
    return run.value.id;
  };
  const first = await propose();
  const approved = await approveRun(settlement, { runId: first, person: "adel.shawa" });
  if (!approved.ok) throw new Error(approved.error);
  const hear = async (): Promise<void> => {
    await askAboutOrders(settlement, true);
    await readStatements(settlement);
  };
  const paid = await until(async () => {
    await hear();
    const rows = await db.selectFrom("payout").selectAll().orderBy("id").execute();
    return rows.every((one) => one.status === "paid") ? rows : undefined;
  });
  const back = paid.find((one) => one.biller_code === "transport");
  await bank.giveBack(back?.end_to_end_id ?? "");
  await bank.deposit(treasuryAccounts[0].iban, "1250000");
  await hear();
  await payBill(world, { billerCode: "interior" });
  const second = await propose();
  await world.portal("PUT", "/v1/billers/interior", {
    name: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
    institution: "interior",
    ibans: [{ currency: "USD", iban: treasuryAccounts[1].iban }],
    serviceTypes: ["vehicle-licence"],
  });
  return [
    "/console/settlement",
    `/console/settlement/runs/${first}`,
    `/console/settlement/runs/${second}`,
    "/console/payouts",
    `/console/payouts/${back?.id}`,
    "/console/settlement/accounts?biller=transport&currency=ILS",
  ];
};
