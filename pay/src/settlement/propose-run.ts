import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { cutOffAt, scheduledDay } from "./cut-off.ts";
import { dueMinor, judgeLine } from "./due.ts";
import { listDue } from "./due-queries.ts";
import { decideRun, type RunRefusal } from "./run.ts";
import {
  findOpenRun,
  findRun,
  insertLines,
  insertRun,
  isScheduled,
  lockSettlement,
  writeDecision,
  type RunRow,
} from "./run-queries.ts";
import type { Settlement } from "./settlement.ts";

export type ProposeRefusal = "runOpen" | "nothingToPay" | "noBank";

/** Finds what is due and writes it down; undefined where nothing of it can be paid. */
const openRun = async (
  settlement: Settlement,
  tx: Tx<PayDatabase>,
  more: Readonly<{ person?: string; scheduledOn?: string }>,
): Promise<RunRow | undefined> => {
  const { policy, afterDays, now } = settlement;
  const cutOff = cutOffAt(now(), afterDays);
  const judged = (await listDue(tx, cutOff)).map((line) => ({
    line,
    verdict: judgeLine(line, policy),
  }));
  if (!judged.some(({ verdict }) => verdict === "pay")) return undefined;
  const { person, scheduledOn } = more;
  const run = await insertRun(tx, { cutOff, person, scheduledOn });
  const shown = judged.filter(({ verdict }) => verdict !== "nothingDue");
  await insertLines(
    tx,
    shown.map(({ line, verdict }) => ({
      run_id: run.id,
      lane: line.lane,
      biller_code: line.billerCode,
      currency: line.currency,
      institution_id: line.institution,
      amount_minor: dueMinor(line),
      iban: line.iban ?? null,
      verdict,
    })),
  );
  return run;
};

/** A person proposes to pay out what is due now. */
export const proposeRun = async (
  settlement: Settlement,
  person: string,
): Promise<Result<RunRow, ProposeRefusal>> => {
  if (!settlement.bank) return err("noBank");
  return await inTransaction(settlement.pay.db, async (tx) => {
    await lockSettlement(tx);
    if (await findOpenRun(tx)) return err("runOpen");
    const run = await openRun(settlement, tx, { person });
    return run ? ok(run) : err("nothingToPay");
  });
};

/** Drafts the working day's run once its hour has come; two people still decide about it. */
export const draftScheduledRun = async (settlement: Settlement): Promise<RunRow | undefined> => {
  const { atMinutes, bank, now, pay } = settlement;
  if (atMinutes === undefined || !bank) return undefined;
  const day = scheduledDay(now(), atMinutes);
  if (day === undefined || (await isScheduled(pay.db, day))) return undefined;
  return await inTransaction(pay.db, async (tx) => {
    await lockSettlement(tx);
    const taken = (await isScheduled(tx, day)) || (await findOpenRun(tx)) !== undefined;
    return taken ? undefined : await openRun(settlement, tx, { scheduledOn: day });
  });
};

/** A person takes a drafted run over, or somebody withdraws one that is not approved yet. */
export const decideOnRun = async (
  settlement: Settlement,
  input: Readonly<{ runId: string; event: "propose" | "withdraw"; person: string }>,
): Promise<Result<RunRow, RunRefusal | "runUnknown">> =>
  await inTransaction(settlement.pay.db, async (tx) => {
    await lockSettlement(tx);
    const run = await findRun(tx, input.runId);
    if (!run) return err("runUnknown");
    const next = decideRun(run, input.event, input.person);
    if (next === "runDecided" || next === "samePerson") return err(next);
    return ok(await writeDecision(tx, run, { status: next, person: input.person }));
  });
