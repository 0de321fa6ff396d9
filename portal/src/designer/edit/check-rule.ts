import type { Text } from "@gov/kit/text.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { evaluate, type Entry } from "@gov/services/language/evaluate.ts";
import { checkExpression } from "@gov/services/language/expression/checker.ts";
import { parseExpression } from "@gov/services/language/expression/parser.ts";
import { typeName } from "@gov/services/language/expression/type-names.ts";
import type { Type } from "@gov/services/language/expression/value.ts";
import type { WireEntry, CaseData } from "@gov/services/language/case-data.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { sayExpression } from "@gov/services/language/say-expression.ts";
import { showValue } from "@gov/services/language/show-value.ts";
import { valueAt, type Place } from "./place.ts";
import { namesFor } from "./rule-names.ts";
import { sampleData } from "./sample-data.ts";
import { shownNamed } from "./shown-value.ts";

/** One try of a rule: the made-up values it read, and what it gave. */
export type RuleTry = Readonly<{
  values: readonly Readonly<{ label: Text; value: Text }>[];
  gives: Text;
}>;

/** What checking a rule tells its author. */
export type RuleCheck = Readonly<
  { problems: readonly Problem[] } | { type: Text; words: Text; tries: readonly RuleTry[] }
>;

const failed: Text = { ar: "لا يُحسب بهذه القيم", en: "Cannot be worked out with these values" };
const turns = [0, 1, 2];

const entryOf = (
  draft: DraftDefinition,
  group: Place | undefined,
  data: CaseData,
): Entry | undefined => {
  const code = group === undefined ? undefined : valueAt(draft, `${group}.code`);
  if (typeof code !== "string") return undefined;
  const answers = (data.answers[code] as readonly WireEntry[] | undefined)?.[0];
  return answers && { group: code, answers };
};

/** Reads, checks, says and tries a rule over made-up answers, as it would be if it were saved. */
export const checkRule = (
  draft: DraftDefinition,
  input: Readonly<{ source: string; wanted: Type["type"]; group?: Place }>,
  today: string,
): RuleCheck => {
  const { source, wanted, group } = input;
  const parsed = parseExpression(source);
  if (!parsed.ok) return { problems: [parsed.error] };
  const names = namesFor(draft, group);
  const { type, problems } = checkExpression(parsed.value, names, wanted);
  if (problems.length > 0) return { problems };
  const code = group === undefined ? undefined : valueAt(draft, `${group}.code`);
  const groupCode = typeof code === "string" ? code : undefined;
  const tries = new Map<string, RuleTry>();
  for (const turn of turns) {
    const data = sampleData(draft, today, turn);
    const entry = entryOf(draft, group, data);
    const result = evaluate(draft, source, data, entry);
    const because = result.ok ? result.value.because : [];
    const values = because.map((name) => {
      const written =
        entry !== undefined && name.startsWith(`${entry.group}.`)
          ? name.slice(entry.group.length + 1)
          : name;
      return {
        label: names.find(written)?.label ?? names.find(name)?.label ?? { ar: name, en: name },
        value: shownNamed(draft, written, data, entry),
      };
    });
    const gives = result.ok ? showValue(result.value.value) : failed;
    tries.set(JSON.stringify(values), { values, gives });
  }
  return {
    type: typeName(type),
    words: sayExpression(draft, source, groupCode),
    tries: [...tries.values()],
  };
};
