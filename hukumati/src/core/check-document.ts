import type { Ask } from "./asked.ts";
import { askRegister, checkCode, numberIn, type CheckedCode, type Verdict } from "./check-code.ts";
import { judgeCode, judgeNumber, type Judgement } from "./judgement.ts";
import { readKept, seeNow, type Kept, type Outage } from "./kept.ts";
import type { Store } from "./store.ts";
import { keysSchema, loadKeys, type SummaryKeys } from "./summary-keys.ts";

export const keysEntry = { name: "keys", schema: keysSchema } as const;

/** What checking came to, and what it rests on. */
export type Finding = Readonly<{
  judgement: Judgement;
  /** The register is being asked: the last word is still to come. */
  asking?: true;
  checked?: CheckedCode;
  register?: Verdict;
  /** When the register answered; missing where it was not reached. */
  registerAt?: string;
  /** From when the keys are; missing where a number was typed or none are kept. */
  keysAsOf?: string;
}>;

type Deps = Readonly<{ ask: Ask; store: Store; outage: Outage; nowMs: () => number }>;

/** The keys that are kept, or else those that the portal gives now. */
const haveKeys = async (deps: Deps): Promise<Kept<SummaryKeys> | undefined> => {
  const kept = await readKept(deps.store, keysEntry.name, keysEntry.schema);
  if (kept) return kept;
  return await freshKeys(deps);
};

const freshKeys = async (deps: Deps): Promise<Kept<SummaryKeys> | undefined> => {
  const seen = await seeNow(deps, keysEntry, () => loadKeys(deps.ask));
  return seen.ok ? { value: seen.value, asOf: seen.asOf } : undefined;
};

/**
 * Checks what somebody shows, as typed or scanned: the signature here, then the register where it
 * can be reached. A key that is not known may be new, so the keys are asked for once more. What the
 * phone has seen by itself is `told` at once: a slow network must not hold it back.
 */
export const checkDocument = async (
  deps: Deps,
  typed: string,
  today: string,
  told: (here: Finding) => void = () => undefined,
): Promise<Finding> => {
  if (numberIn(typed) !== undefined) {
    const register = await askRegister(deps.ask, typed);
    return { judgement: judgeNumber(register), ...answered(deps, register) };
  }
  let keys = await haveKeys(deps);
  let checked = checkCode(typed, keys?.value ?? [], today);
  if (checked.outcome === "unknownKey") {
    keys = (await freshKeys(deps)) ?? keys;
    checked = checkCode(typed, keys?.value ?? [], today);
  }
  const here = { checked, ...(keys ? { keysAsOf: keys.asOf } : {}) };
  const judged = judgeCode(checked, undefined);
  if (judged === "notACode" || judged === "altered") return { judgement: judged, ...here };
  told({ judgement: judged, asking: true, ...here });
  const register = await askRegister(deps.ask, typed);
  return { judgement: judgeCode(checked, register), ...here, ...answered(deps, register) };
};

const answered = (
  { nowMs }: Deps,
  register: Awaited<ReturnType<typeof askRegister>> | undefined,
): Pick<Finding, "register" | "registerAt"> =>
  register?.ok ? { register: register.value, registerAt: new Date(nowMs()).toISOString() } : {};
