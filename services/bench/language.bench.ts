import { performance } from "node:perf_hooks";
import type { CaseData, WireScalar } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { dryRun } from "@gov/services/language/dry-run.ts";
import { evaluate } from "@gov/services/language/evaluate.ts";
import { parseExpression } from "@gov/services/language/expression/parser.ts";
import { toWire } from "@gov/services/language/wire-value.ts";
import { evaluate as evaluateFeel } from "feelin";
import { LogicEngine } from "json-logic-engine";
import { applicantData, soundDefinition } from "../language/test/sound-definition.ts";

/**
 * A page of 50 questions and 100 rules, judged by this language and by two general engines on the
 * same rules and answers, in one process; then a dry run, and what hostile expressions take.
 */

const print = (line: string): void => void process.stdout.write(`${line}\n`);

type Rule = Readonly<{ ours: string; feel: string; logic: object }>;

const place = (name: string): object => ({ var: name });

/** Four kinds of rule that services have, over a pair of questions. */
const ruleOf = (index: number): Rule => {
  const number = `n${index % 25}`;
  const other = `n${(index + 7) % 25}`;
  const choice = `c${index % 25}`;
  switch (index % 4) {
    case 0: {
      const text = `${number} >= 18 and ${other} < 500`;
      const logic = { and: [{ ">=": [place(number), 18] }, { "<": [place(other), 500] }] };
      return { ours: text, feel: text, logic };
    }
    case 1: {
      const text = `${choice} = "b" or ${number} > 10`;
      const logic = { or: [{ "==": [place(choice), "b"] }, { ">": [place(number), 10] }] };
      return { ours: text, feel: text, logic };
    }
    case 2: {
      const text = `${number} + ${other} * 2 <= 1000`;
      const sum = { "+": [place(number), { "*": [place(other), 2] }] };
      return { ours: text, feel: text, logic: { "<=": [sum, 1000] } };
    }
    default: {
      const logic = { in: [place(choice), ["a", "b", "c"]] };
      return {
        ours: `${choice} in ["a", "b", "c"]`,
        feel: `list contains(["a", "b", "c"], ${choice})`,
        logic,
      };
    }
  }
};
const rules = Array.from({ length: 100 }, (_, index) => ruleOf(index));

const label = { ar: "سؤال", en: "Question" };
const options = ["a", "b", "c", "d"].map((value) => ({ value, label }));
const page: ServiceDefinition = {
  ...soundDefinition(),
  pages: [
    {
      code: "page",
      title: label,
      fields: Array.from({ length: 25 }, (_, index) => index).flatMap((index) => [
        { code: `n${index}`, kind: "number" as const, label },
        { code: `c${index}`, kind: "choice" as const, label, options },
      ]),
    },
  ],
};

const answersOf = (round: number): Record<string, WireScalar> =>
  Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => index).flatMap((index) => [
      [`n${index}`, (index * 37 + round * 11) % 600],
      [`c${index}`, ["a", "b", "c", "d"][(index + round) % 4] ?? "a"],
    ]),
  );
const rounds = Array.from({ length: 20 }, (_, round) => answersOf(round));

type Judge = (answers: Record<string, WireScalar>) => unknown[];

const ours: Judge = (answers) => {
  const data: CaseData = { answers, facts: {}, today: "2026-11-26" };
  return rules.map((rule) => {
    const result = evaluate(page, rule.ours, data);
    return result.ok ? toWire(result.value.value) : result.error.code;
  });
};
const feel: Judge = (answers) => rules.map((rule) => evaluateFeel(rule.feel, answers).value);
const engine = new LogicEngine();
const logic: Judge = (answers) => rules.map((rule) => engine.run(rule.logic, answers) as unknown);
const compiled = rules.map((rule) => engine.build(rule.logic) as (data: object) => unknown);
const logicCompiled: Judge = (answers) => compiled.map((run) => run(answers));

/** Microseconds of processor that one page of 100 rules takes: the best of several runs. */
const measure = (judge: Judge, pages: number): number => {
  let best = Infinity;
  for (let run = 0; run < 5; run++) {
    const started = process.cpuUsage();
    for (let done = 0; done < pages; done++) judge(rounds[done % rounds.length] ?? {});
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / pages);
  }
  return best;
};

const judges: readonly (readonly [string, Judge, number])[] = [
  ["this language, with what decided", ours, 1000],
  ["feelin", feel, 20],
  ["json-logic-engine", logic, 300],
  ["json-logic-engine, compiled, without what decided", logicCompiled, 1000],
];
const expected = JSON.stringify(rounds.map(ours));
const taken = judges.map(([name, judge, pages]) => {
  if (JSON.stringify(rounds.map(judge)) !== expected) throw new Error(`${name} answers otherwise`);
  return { name, micros: measure(judge, pages) };
});
const own = taken[0]?.micros ?? 1;
print("a page of 50 questions and 100 rules:");
for (const { name, micros } of taken) {
  print(`  ${name}: ${micros.toFixed(0)} µs, ${(micros / own).toFixed(1)} of ours`);
}

const before = soundDefinition();
const after = soundDefinition();
const [line] = after.fees[0]?.lines ?? [];
if (line?.kind === "table" && line.rows[0]) line.rows[0].when = "area <= 6";
function* cases(count: number) {
  for (let index = 0; index < count; index++) {
    const answers = { goods: "food", area: (index % 20) + 1, hasCard: index % 2 ? "yes" : "no" };
    const data = applicantData(answers, { "disability.degree": index % 100 });
    yield { reference: String(index), data };
  }
}
const started = process.cpuUsage();
const changed = [...dryRun(before, after, cases(10_000))].length;
const spent = process.cpuUsage(started);
print(
  `a dry run over 10,000 cases: ${((spent.user + spent.system) / 1e6).toFixed(2)} s, ${changed} would change`,
);

const hostile: readonly (readonly [string, string])[] = [
  ["1 MB of text", `"${"س".repeat(1_000_000)}"`],
  ["brackets without end", "(".repeat(2000)],
  ["400 terms", `${"1+".repeat(199)}1`],
  ["a name of 2,000 letters", "ع".repeat(2000)],
  ["confusable letters", "\u0430ge > 1"],
  ["2,000 marks of direction", "\u202e".repeat(2000)],
];
for (const [name, source] of hostile) {
  const begun = performance.now();
  parseExpression(source);
  print(`  ${name}: ${(performance.now() - begun).toFixed(2)} ms`);
}
