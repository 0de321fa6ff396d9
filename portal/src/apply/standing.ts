import type { CaseData } from "@gov/services/language/case-data.ts";
import { eligibility, type Refusal } from "@gov/services/language/eligibility.ts";
import { computeFee, type Fee } from "@gov/services/language/fees.ts";
import { pagesToAsk, type PageState } from "@gov/services/language/pages.ts";
import type { Fact, Facts } from "#src/case/case.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";

/** How far a draft has come and what stands in its way. */
export type Standing = Readonly<{
  pages: readonly PageState[];
  /** The first page that is not complete. */
  next: PageState | null;
  refusals: readonly Refusal[];
  fee: Fee;
  /** Registers that do not answer, by binding. */
  down: readonly Fact[];
  /** Can be sent now. */
  ready: boolean;
}>;

/** Bindings that the asked pages show for confirmation. */
const confirmedBindings = (pages: readonly PageState[]): Set<string> =>
  new Set(pages.flatMap(({ page }) => page.confirms ?? []));

/**
 * Where a draft stands. What is unknown because a register is down does not stop it, as long as
 * the fee is known: the institution checks it later.
 */
export const standingOf = (
  definition: ServiceDefinition,
  facts: Facts,
  data: CaseData,
): Standing => {
  const { pages, next, waitingFor } = pagesToAsk(definition, data);
  const verdict = eligibility(definition, data);
  const fee = computeFee(definition, data);
  const down = Object.values(facts).filter(({ outcome }) => outcome === "down");
  const confirmed = confirmedBindings(pages);
  const missing = Object.entries(facts).some(
    ([binding, fact]) => fact.outcome === "notFound" && confirmed.has(binding),
  );
  const decided = waitingFor.length === 0 && verdict.outcome !== "unknown";
  const feeKnown = fee.outcome === "free" || fee.outcome === "known";
  return {
    pages,
    next,
    refusals: verdict.outcome === "ineligible" ? verdict.reasons : [],
    fee,
    down,
    ready:
      next === null &&
      verdict.outcome !== "ineligible" &&
      !missing &&
      feeKnown &&
      (decided || down.length > 0),
  };
};
