import type { Feature, Scenario, ScenarioStep } from "./read-feature.ts";

/** What stands under a step besides its words. */
export type StepMatter = Pick<ScenarioStep, "table" | "docString">;
type Run<W> = (world: W, found: readonly string[], matter: StepMatter) => Promise<void> | void;

/** What a line means: the words it has, and what is done then. */
export type StepDefinition<W> = Readonly<{ pattern: RegExp; run: Run<W> }>;

/** Defines a step by its whole line; what is in brackets is given to `run`. */
export const step = <W>(words: RegExp, run: Run<W>): StepDefinition<W> => ({
  pattern: new RegExp(`^(?:${words.source})$`, words.flags),
  run,
});

export type PlannedStep<W> = Readonly<{ step: ScenarioStep; run: (world: W) => Promise<void> }>;
export type Plan<W> = Readonly<{
  scenarios: readonly Readonly<{
    feature: Feature;
    scenario: Scenario;
    steps: readonly PlannedStep<W>[];
    /** Lines that nothing or more than one thing is defined for. */
    faults: readonly string[];
  }>[];
  /** Definitions that no line uses. */
  unused: readonly string[];
}>;

/** Finds what each line of each scenario means. */
export const planSteps = <W>(
  features: readonly Feature[],
  definitions: readonly StepDefinition<W>[],
): Plan<W> => {
  const used = new Set<StepDefinition<W>>();
  const planScenario = (feature: Feature, scenario: Scenario) => {
    const steps: PlannedStep<W>[] = [];
    const faults: string[] = [];
    for (const line of scenario.steps) {
      const fitting = definitions.filter(({ pattern }) => pattern.test(line.text));
      for (const one of fitting) used.add(one);
      const [definition] = fitting;
      if (definition === undefined || fitting.length > 1) {
        const count = definition === undefined ? "nothing is" : `${fitting.length} steps are`;
        faults.push(`${feature.uri}:${line.line} ${count} defined for: ${line.text}`);
        continue;
      }
      const found = (definition.pattern.exec(line.text) ?? []).slice(1);
      steps.push({ step: line, run: async (world) => await definition.run(world, found, line) });
    }
    return { feature, scenario, steps, faults };
  };
  const scenarios = features.flatMap((feature) =>
    feature.scenarios.map((scenario) => planScenario(feature, scenario)),
  );
  const unused = definitions.filter((one) => !used.has(one)).map(({ pattern }) => pattern.source);
  return { scenarios, unused };
};
