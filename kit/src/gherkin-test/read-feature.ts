import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type GherkinDocument, type PickleStep } from "@cucumber/messages";

/** One line of a scenario, with the table or the text that stands under it. */
export type ScenarioStep = Readonly<{
  text: string;
  line: number;
  table: readonly (readonly string[])[];
  docString: string | undefined;
}>;

/** A scenario as it is run: its background in front, one for each row of examples. */
export type Scenario = Readonly<{ name: string; steps: readonly ScenarioStep[] }>;
export type Feature = Readonly<{ uri: string; name: string; scenarios: readonly Scenario[] }>;

const linesById = (document: GherkinDocument): Map<string, number> => {
  const lines = new Map<string, number>();
  for (const child of document.feature?.children ?? []) {
    const { background, scenario } = child;
    for (const step of [...(background?.steps ?? []), ...(scenario?.steps ?? [])]) {
      lines.set(step.id, step.location.line);
    }
  }
  return lines;
};

const toStep = (step: PickleStep, lines: ReadonlyMap<string, number>): ScenarioStep => ({
  text: step.text,
  line: lines.get(step.astNodeIds[0] ?? "") ?? 0,
  table: (step.argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value)),
  docString: step.argument?.docString?.content,
});

/** Reads Gherkin with the official parser; throws where a line is not Gherkin. */
export const readFeature = (uri: string, text: string): Feature => {
  const newId = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  const document: GherkinDocument = { uri, ...parser.parse(text), comments: [] };
  const lines = linesById(document);
  const scenarios = compile(document, uri, newId).map(({ name, steps }) => ({
    name,
    steps: steps.map((step) => toStep(step, lines)),
  }));
  return { uri, name: document.feature?.name ?? uri, scenarios };
};
