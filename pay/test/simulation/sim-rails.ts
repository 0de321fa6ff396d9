import { err, ok } from "@gov/kit/result.ts";
import type { Rail, RailCode, Rails, RailWord, RefundWord } from "#src/rails/rail.ts";
import { chance, type Random } from "./random.ts";
import type { Generation, Scheduler } from "./scheduler.ts";
import type { Count } from "./fault-kinds.ts";
import type { Order, SimBank } from "./sim-bank.ts";

/** What goes wrong at the rails, in hundredths; all zero when the run comes to its end. */
export type Faults = Record<
  "lost" | "answerDropped" | "refused" | "refusedThoughDone" | "contradicted" | "undecided",
  number
>;

const wordOf = (order: Order | undefined): RailWord => {
  if (!order || order.state === "open") return { kind: "notTried" };
  if (order.state === "deciding") return { kind: "undecided" };
  if (order.state === "declined") {
    return { kind: "declined", reason: order.declineReason ?? "declined" };
  }
  const { takenMinor, returnedMinor } = order;
  return { kind: "taken", takenMinor, returnedMinor, reference: order.id, means: undefined };
};

/** The rails of one process: every call has two steps, its effect and its answer's arrival. */
export const createSimRails = (input: {
  bank: SimBank;
  random: Random;
  scheduler: Scheduler;
  owner: Generation;
  faults: Faults;
  count: Count;
  /** The bill of a charge, and the rail's own id where the rail took it by itself. */
  billOf: (chargeId: string) => Promise<string>;
  orderIdOf: (chargeId: string) => Promise<string>;
}): Rails => {
  const { bank, random, scheduler, owner, faults, count } = input;
  const strikes = (fault: keyof Faults): boolean => {
    const hit = chance(random, faults[fault] / 100);
    if (hit) count(fault);
    return hit;
  };

  /** The call arrives or is lost; it has its effect; its answer comes, late perhaps, or never. */
  const call = async <T>(label: string, effect: () => Promise<T>): Promise<T | undefined> => {
    const done = await scheduler.pass(
      label,
      async () => (strikes("lost") ? undefined : { answer: await effect() }),
      { owner },
    );
    return await scheduler.pass(
      `${label} answers`,
      () => (done && !strikes("answerDropped") ? done.answer : undefined),
      { owner },
    );
  };

  const railOf = (code: RailCode): Rail => ({
    code,
    open: async ({ chargeId, amount }) => {
      const said = await call(`${code} open`, async () => {
        if (strikes("refused")) return "refused" as const;
        bank.open({ id: chargeId, rail: code, billId: await input.billOf(chargeId), amount });
        return "opened" as const;
      });
      if (said === undefined) return err("noAnswer");
      if (said === "refused") return err("refused");
      return ok({ redirectUrl: `https://bank.test/${chargeId}`, state: { order: chargeId } });
    },
    ask: async ({ chargeId }) => {
      const word = await call(`${code} ask`, async (): Promise<RailWord> => {
        if (strikes("contradicted")) return { kind: "contradicts", detail: "amount" };
        return wordOf(bank.find(await input.orderIdOf(chargeId)));
      });
      return word ? ok(word) : err("noAnswer");
    },
    refund: async ({ chargeId }, { transactionId, amount }) => {
      const word = await call(`${code} refund`, async (): Promise<RefundWord> => {
        const order = bank.find(await input.orderIdOf(chargeId));
        if (!order) return "refused";
        const fault = order.returns.has(transactionId) ? "refusedThoughDone" : "refused";
        if (strikes(fault)) return "refused";
        if (strikes("undecided")) return "undecided";
        return bank.giveBack(order, transactionId, amount.amountMinor) ? "returned" : "refused";
      });
      return word ? ok(word) : err("noAnswer");
    },
  });
  return {
    card: railOf("card"),
    esadad: railOf("esadad"),
    instant: railOf("instant"),
  };
};
