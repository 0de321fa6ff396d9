import type { ServiceDefinition } from "./definition.ts";
import type { Node } from "./expression/syntax.ts";
import { isNo, isYes } from "./expression/value.ts";
import { namesInText } from "./fill-text.ts";
import { answerOf, modelOf } from "./model.ts";
import { waysTo, type Way } from "./paths-to-state.ts";
import { possibleWorlds, type World } from "./possible-worlds.ts";
import type { Problem } from "./problem.ts";
import { partsOf } from "./expression/names-read.ts";
import { proofProblem } from "./proof-texts.ts";
import { namesIn, proveExpression, proveText, type Placed } from "./prove-expressions.ts";
import { repeated } from "./prove-names.ts";
import type { DocumentDefinition } from "./workflow-schema.ts";

type Issued = Readonly<{ definition: ServiceDefinition; source: string; world: World }>;

/** A group that may have no entry, or entries without this answer, has no least and no sum. */
const partIsGiven = (definition: ServiceDefinition, name: string, some: boolean): boolean => {
  const model = modelOf(definition);
  const field = model.fields.get(answerOf(model, name) ?? "")?.field;
  if (field?.kind !== "group") return true;
  const part = field.fields.find(({ code }) => name === `${field.code}.${code}`);
  const always =
    part === undefined || (part.showIf === undefined && (part.required ?? true) === true);
  return always && (!some || ((field.required ?? true) === true && (field.least ?? 1) > 0));
};

/** The first name that a value lacks in this world; undefined where it is known. */
const lackedBy = (issued: Issued, node: Node): string | undefined => {
  const { definition, source, world } = issued;
  const first = (nodes: readonly Node[]): string | undefined => {
    for (const part of nodes) {
      const lacked = lackedBy(issued, part);
      if (lacked !== undefined) return lacked;
    }
    return undefined;
  };
  switch (node.kind) {
    case "literal":
    case "list":
      return undefined;
    case "name":
      return world.knows(node.name) ? undefined : node.name;
    case "if": {
      const condition = source.slice(node.condition.span.start, node.condition.span.end);
      const value = world.of(condition);
      if (isYes(value)) return lackedBy(issued, node.then);
      return isNo(value)
        ? lackedBy(issued, node.otherwise)
        : (first([node.condition]) ?? namesIn(definition, condition)[0]);
    }
    case "call": {
      if (node.name === "known") return undefined;
      if (node.name === "firstKnown") {
        const lacked = node.args.map((arg) => lackedBy(issued, arg));
        return lacked.every((name) => name !== undefined) ? lacked[0] : undefined;
      }
      const some = node.name === "min" || node.name === "max";
      const [only] = node.args;
      if ((some || node.name === "sum") && only?.kind === "name") {
        const name = namesIn(definition, only.name)[0] ?? only.name;
        if (!partIsGiven(definition, name, some)) return only.name;
      }
      return first(node.args);
    }
    default:
      return first(partsOf(node));
  }
};

/** The conditions that a value's own choices are made by. */
const choicesIn = (source: string, node: Node): string[] => [
  ...(node.kind === "if" ? [source.slice(node.condition.span.start, node.condition.span.end)] : []),
  ...partsOf(node).flatMap((part) => choicesIn(source, part)),
];

const isOnWay = (world: World, { hold, fail }: Way): boolean =>
  hold.every((source) => isYes(world.of(source))) &&
  fail.every((source) => !isYes(world.of(source)));

/** A name that may be missing when the document is issued, as far as conditions tell. */
const proveGiven = (
  definition: ServiceDefinition,
  { path, source }: Placed,
  ways: readonly Way[],
): Problem[] => {
  const node = modelOf(definition).parse(source);
  if (!node.ok) return [];
  const names = namesIn(definition, source);
  const rules = definition.eligibility.map(({ rule }) => rule);
  // Rules of eligibility about the same things hold for whoever is issued anything.
  const about = rules.filter((rule) => namesIn(definition, rule).some((n) => names.includes(n)));
  const asked = [...choicesIn(source, node.value), ...about];
  const onWays = ways.flatMap(({ hold, fail }) => [...hold, ...fail]);
  const worlds = possibleWorlds(definition, [...asked, ...onWays], { names }) ?? [];
  for (const world of worlds) {
    if (!about.every((rule) => isYes(world.of(rule)))) continue;
    if (!ways.some((way) => isOnWay(world, way))) continue;
    const lacked = lackedBy({ definition, source, world }, node.value);
    if (lacked !== undefined) return [proofProblem(path, "mayBeMissing", lacked)];
  }
  return [];
};

const sourcesOf = (path: string, document: DocumentDefinition): Placed[] => [
  ...(["validFrom", "validUntil"] as const).flatMap((part): Placed[] => {
    const source = document[part];
    return source === undefined ? [] : [{ path: `${path}.${part}`, source, wanted: "date" }];
  }),
  ...document.fields.map(({ value }, index): Placed => ({
    path: `${path}.fields.${index}.value`,
    source: value,
    wanted: "any",
  })),
];

/** Documents: what they say can be worked out, and is known on every way that issues them. */
export const proveDocuments = (definition: ServiceDefinition): Problem[] =>
  definition.documents.flatMap((document, index) => {
    const path = `documents.${index}`;
    const issuing = definition.workflow.states.filter(({ issues }) =>
      issues?.includes(document.code),
    );
    const ways = issuing.map(({ code }) => waysTo(definition, code));
    const all = ways.every((way) => way !== undefined) ? ways.flat() : [];
    const { body } = document;
    const spoken = body === undefined ? [] : proveText(definition, `${path}.body`, body);
    const inBody = body === undefined || spoken.length > 0 ? [] : namesInText(body);
    return [
      ...repeated(
        `${path}.fields`,
        document.fields.map(({ code }) => code),
      ),
      ...spoken,
      ...inBody.flatMap((name) =>
        proveGiven(definition, { path: `${path}.body`, source: name, wanted: "any" }, all),
      ),
      ...sourcesOf(path, document).flatMap((placed) => {
        const problems = proveExpression(definition, placed);
        return problems.length > 0 ? problems : proveGiven(definition, placed, all);
      }),
    ];
  });
