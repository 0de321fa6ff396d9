import type { ServiceDefinition } from "./definition.ts";
import { checkExpression } from "./expression/checker.ts";
import type { FeeLine, FeeSchedule } from "./fee-schema.ts";
import { modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveExpression } from "./prove-expressions.ts";
import { repeated } from "./prove-names.ts";

type Table = Extract<FeeLine, { kind: "table" }>;

const proveTable = (definition: ServiceDefinition, path: string, line: Table): Problem[] =>
  line.rows.flatMap(({ when }, index) => {
    const place = `${path}.rows.${index}`;
    const last = index === line.rows.length - 1;
    if (when === undefined) return last ? [] : [proofProblem(place, "rowNeverReached")];
    return [
      ...proveExpression(definition, { path: `${place}.when`, source: when, wanted: "boolean" }),
      ...(last ? [proofProblem(place, "lastRow")] : []),
    ];
  });

const currenciesOf = (definition: ServiceDefinition, line: FeeLine): string[] => {
  if (line.kind === "fixed") return [line.amount.currency];
  if (line.kind === "table") return line.rows.map(({ amount }) => amount.currency);
  const model = modelOf(definition);
  const parsed = model.parse(line.amount);
  const type = parsed.ok ? checkExpression(parsed.value, model.names).type : undefined;
  return type?.type === "money" && type.currency !== undefined ? [type.currency] : [];
};

const proveLine = (
  definition: ServiceDefinition,
  path: string,
  line: FeeLine,
  schedule: FeeSchedule,
): Problem[] => {
  const problems: Problem[] = [];
  if (line.when !== undefined) {
    problems.push(
      ...proveExpression(definition, {
        path: `${path}.when`,
        source: line.when,
        wanted: "boolean",
      }),
    );
  }
  if (line.kind === "table") problems.push(...proveTable(definition, path, line));
  if (line.kind === "formula") {
    problems.push(
      ...proveExpression(definition, {
        path: `${path}.amount`,
        source: line.amount,
        wanted: "money",
      }),
    );
  }
  if (currenciesOf(definition, line).some((currency) => currency !== schedule.currency)) {
    problems.push(proofProblem(path, "feeCurrency", line.code));
  }
  return problems;
};

/** Fees: one schedule a date, one currency a schedule, an amount for every case. */
export const proveFees = (definition: ServiceDefinition): Problem[] => [
  ...repeated(
    "fees",
    definition.fees.map(({ from }) => from),
    "sameFrom",
  ),
  ...definition.fees.flatMap((schedule, index) => [
    ...repeated(
      `fees.${index}.lines`,
      schedule.lines.map(({ code }) => code),
    ),
    ...schedule.lines.flatMap((line, i) =>
      proveLine(definition, `fees.${index}.lines.${i}`, line, schedule),
    ),
  ]),
];
