import { currencies, type Currency } from "@gov/kit/money.ts";
import type { ServiceDefinition } from "./definition.ts";
import { checkExpression } from "./expression/checker.ts";
import type { FeeLine, FeeSchedule } from "./fee-schema.ts";
import { knownWhenSent, proveInPlace } from "./known-by-then.ts";
import { modelOf } from "./model.ts";
import { canHold } from "./possible-worlds.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveRows } from "./prove-decided.ts";
import type { Placed } from "./prove-expressions.ts";
import { proveInstalments, proveParts } from "./prove-fee-parts.ts";
import { repeated } from "./prove-names.ts";
import type { Surroundings } from "./surroundings.ts";

type Table = Extract<FeeLine, { kind: "table" }>;

/** A condition or an amount of a fee: well typed, of what is known once the case is sent. */
const proveSource = (definition: ServiceDefinition, placed: Placed): Problem[] =>
  proveInPlace(definition, placed, knownWhenSent(definition));

const proveWhen = (definition: ServiceDefinition, path: string, when?: string): Problem[] =>
  when === undefined
    ? []
    : proveSource(definition, { path: `${path}.when`, source: when, wanted: "boolean" });

const proveTable = (definition: ServiceDefinition, path: string, line: Table): Problem[] => {
  const problems = line.rows.flatMap(({ when }, index) => {
    const place = `${path}.rows.${index}`;
    const last = index === line.rows.length - 1;
    if (when === undefined) return last ? [] : [proofProblem(place, "rowNeverReached")];
    return [
      ...proveWhen(definition, place, when),
      ...(last ? [proofProblem(place, "lastRow")] : []),
    ];
  });
  if (problems.length > 0) return problems;
  const rows = line.rows.map(({ when }) => when);
  return proveRows(definition, path, rows, line.when);
};

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
  surroundings: Surroundings,
): Problem[] => {
  const problems = proveWhen(definition, path, line.when);
  if (line.kind === "formula") {
    const placed: Placed = { path: `${path}.amount`, source: line.amount, wanted: "money" };
    problems.push(...proveSource(definition, placed));
  }
  if (line.kind === "table" && problems.length === 0) {
    problems.push(...proveTable(definition, path, line));
  }
  if (currenciesOf(definition, line).some((currency) => currency !== schedule.currency)) {
    problems.push(proofProblem(path, "feeCurrency", line.code));
  }
  if (line.splits !== undefined) {
    problems.push(...proveParts(`${path}.splits`, line.splits));
    const shared = line.splits.map(({ institution }) => institution);
    problems.push(...repeated(`${path}.splits`, shared));
    for (const [index, code] of shared.entries()) {
      if (surroundings.institutions?.has(code) === false) {
        const place = `${path}.splits.${index}.institution`;
        problems.push(proofProblem(place, "unknownInstitution", code));
      }
    }
  }
  return problems;
};

const proveExemptions = (
  definition: ServiceDefinition,
  path: string,
  { exemptions = [], lines }: FeeSchedule,
): Problem[] => [
  ...repeated(
    `${path}.exemptions`,
    exemptions.map(({ code }) => code),
  ),
  ...exemptions.flatMap((exemption, index) => {
    const place = `${path}.exemptions.${index}`;
    const problems = proveWhen(definition, place, exemption.when);
    const named = exemption.lines ?? lines.map(({ code }) => code);
    const found = lines.filter(({ code }) => named.includes(code));
    for (const [i, code] of named.entries()) {
      if (!lines.some((line) => line.code === code)) {
        problems.push(proofProblem(`${place}.lines.${i}`, "unknownLine", code));
      }
    }
    const reachable = found.some(({ when }) => canHold(definition, [when, exemption.when]));
    if (problems.length === 0 && !reachable) {
      problems.push(proofProblem(`${place}.when`, "neverTrue"));
    }
    return problems;
  }),
];

const isPayable = (currency: Currency, { rails }: Surroundings): boolean =>
  rails === undefined ? Object.hasOwn(currencies, currency) : (rails[currency] ?? []).length > 0;

const proveSchedule = (
  definition: ServiceDefinition,
  path: string,
  schedule: FeeSchedule,
  surroundings: Surroundings,
): Problem[] => [
  ...(isPayable(schedule.currency, surroundings)
    ? []
    : [proofProblem(`${path}.currency`, "noRail", schedule.currency)]),
  ...repeated(
    `${path}.lines`,
    schedule.lines.map(({ code }) => code),
  ),
  ...schedule.lines.flatMap((line, index) =>
    proveLine(definition, `${path}.lines.${index}`, line, schedule, surroundings),
  ),
  ...proveExemptions(definition, path, schedule),
  ...proveWhen(definition, `${path}.instalments`, schedule.instalments?.when),
  ...proveInstalments(`${path}.instalments`, schedule),
];

/** Fees: one schedule a date, one currency a schedule, an amount for every case. */
export const proveFees = (definition: ServiceDefinition, surroundings: Surroundings): Problem[] => [
  ...repeated(
    "fees",
    definition.fees.map(({ from }) => from),
    "sameFrom",
  ),
  ...definition.fees.flatMap((schedule, index) =>
    proveSchedule(definition, `fees.${index}`, schedule, surroundings),
  ),
];
