/** What a guide consists of, in its order. */
export type Step =
  | Readonly<{ kind: "run"; code: string; line: number; prints: unknown }>
  | Readonly<{ kind: "stage"; what: string }>;

type Language = "js" | "sh";
type Part = Readonly<{ kind: Language | "json" | "stage"; text: string; line: number }>;

const partsOf = (markdown: string, language: Language): Part[] => {
  const pattern = new RegExp(
    `^\`\`\`(${language}|json)\\n(.*?)^\`\`\`$|^<!-- stage: (.*?) -->$`,
    "gms",
  );
  return [...markdown.matchAll(pattern)].map((found) => {
    const [, kind, text = "", stage] = found;
    const line = markdown.slice(0, found.index).split("\n").length;
    return stage === undefined
      ? { kind: kind as Language | "json", text, line }
      : { kind: "stage", text: stage, line };
  });
};

/** The examples of a guide that are run, what each prints, and what others do in between. */
export const readGuide = (markdown: string, language: Language = "js"): Step[] => {
  const parts = partsOf(markdown, language);
  return parts.flatMap((part, at): Step[] => {
    if (part.kind === "json") return [];
    if (part.kind === "stage") return [{ kind: "stage", what: part.text }];
    const after = parts[at + 1];
    const prints: unknown = after?.kind === "json" ? JSON.parse(after.text) : undefined;
    return [{ kind: "run", code: part.text, line: part.line, prints }];
  });
};

/** The examples as one program that tells its parent what it printed, and waits where others act. */
export const programOf = (steps: readonly Step[]): string => {
  const imports = (code: string): string[] => code.match(/^import .*;$/gm) ?? [];
  const body = steps.map((step) => {
    if (step.kind === "stage") return `await told({ stage: ${JSON.stringify(step.what)} });`;
    const code = step.code.replaceAll(/^import .*;$/gm, "");
    return `${code}\nawait told({ line: ${step.line}, printed: printed.splice(0) });`;
  });
  const all = steps.flatMap((step) => (step.kind === "run" ? imports(step.code) : []));
  return [
    ...new Set(all),
    "const printed = [];",
    "console.log = (...values) => void printed.push(...values);",
    "const told = (what) => new Promise((resolve) => {",
    '  process.once("message", resolve);',
    "  process.send(what);",
    "});",
    ...body,
    "process.exit(0);",
  ].join("\n");
};

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);

/** Members whose value is the reader's own to have: any text will do. */
const varying = new Set([
  "x",
  "y",
  "billingNumber",
  "payUrl",
  "redirectUrl",
  "url",
  "messageId",
  "durationMs",
  "scope",
  "railReference",
  "receipt",
  "head",
  "previousHead",
  "stamp",
  "day",
]);

/** Where what was printed differs from what the guide shows, ids and times apart. */
export const differences = (shown: unknown, printed: unknown, at = ""): string[] => {
  const name = /(\w+)$/.exec(at)?.[1] ?? "";
  if (varying.has(name) && typeof shown === typeof printed) return [];
  if (typeof shown === "string" && typeof printed === "string") {
    const same = [isId, isTime].some((is) => is(shown) && is(printed));
    return same || shown === printed ? [] : [`${at}: the guide shows ${shown}, it was ${printed}`];
  }
  if (typeof shown !== "object" || shown === null || typeof printed !== "object" || !printed) {
    return shown === printed ? [] : [`${at}: ${JSON.stringify(shown)}, ${JSON.stringify(printed)}`];
  }
  const names = new Set([...Object.keys(shown), ...Object.keys(printed)]);
  const member = (value: object, one: string): unknown => (value as Record<string, unknown>)[one];
  return [...names].flatMap((one) =>
    differences(member(shown, one), member(printed, one), `${at}.${one}`),
  );
};
