import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { explain, type Because } from "./evaluate.ts";
import { fillText } from "./fill-text.ts";
import { settle } from "./settle.ts";

/** Why the service cannot be given, what can be done about it, and what decided it. */
export type Refusal = Readonly<{
  code: string;
  reason: Text;
  remedy: Text;
  because: readonly Because[];
}>;

export type Eligibility =
  | Readonly<{ outcome: "eligible" }>
  | Readonly<{ outcome: "ineligible"; reasons: readonly Refusal[] }>
  /** No rule is broken, but some cannot be decided before these names are known. */
  | Readonly<{ outcome: "unknown"; missing: readonly string[] }>;

/**
 * Applies the rules of who may have the service. Every broken rule is told at once. A rule about
 * something that is known to be empty does not hold.
 */
export const eligibility = (definition: ServiceDefinition, data: CaseData): Eligibility => {
  const settled = settle(definition, data);
  const reasons: Refusal[] = [];
  const missing = new Set<string>();
  for (const { code, rule, reason, remedy } of definition.eligibility) {
    const decided = decide(definition, rule, settled);
    if (decided.holds === "waiting") for (const name of decided.because) missing.add(name);
    if (decided.holds !== false) continue;
    reasons.push({
      code,
      reason: fillText(definition, reason, settled),
      remedy: fillText(definition, remedy, settled),
      because: explain(definition, decided.because, settled),
    });
  }
  if (reasons.length > 0) return { outcome: "ineligible", reasons };
  return missing.size > 0 ? { outcome: "unknown", missing: [...missing] } : { outcome: "eligible" };
};
