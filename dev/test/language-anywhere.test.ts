import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { launchBrowser } from "@gov/dev/browser.ts";
import fc from "fast-check";
import { answerCase, type CorpusNames } from "../../services/language/test/answer-case.ts";
import { answerServiceCase } from "../../services/language/test/answer-service-case.ts";
import { bundle } from "../../services/language/test/bundle.ts";
import { soundDefinition } from "../../services/language/test/sound-definition.ts";
import { ensureInstalled } from "../install.mjs";
import { ROOT } from "../src/folders.ts";

const language = join(ROOT, "services", "language");
const entry = new URL("../../services/language/test/evaluator-entry.ts", import.meta.url);
const made = bundle(entry, "evaluator");
const phones = readFileSync(
  join(ROOT, "node_modules", "libphonenumber-js", "bundle", "libphonenumber-min.js"),
  "utf8",
);

type ExpressionCase = { expression: string; values?: Record<string, unknown> };
type Corpus = { names: CorpusNames; cases: ExpressionCase[] };

const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(language, "conformance", ...path), "utf8")) as unknown;
const corpora = readdirSync(join(language, "conformance"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => readJson(name) as Corpus);

type ServiceCase = Parameters<typeof answerServiceCase>[2] & { answers: object; facts: object };
const services = readJson("services", "street-stall-permit.json") as {
  today: string;
  cases: ServiceCase[];
};

/** Expressions that no hand wrote, well formed or not: the same ones each time. */
const randomCases = (names: CorpusNames): ExpressionCase[] => {
  const words = `0 7 -3 999999999999999 12.50 ILS 1.250 JOD true false and or not و أو ليس in
    if then else = != < <= > >= + - * ( ) [ ] , .. "petrol" «نابلس» @"2026-01-31" @"2024-02-29"
    sum( max( share( addMonths( yearsBetween( firstKnown( known(`;
  const word = fc.constantFrom(...Object.keys(names), ...words.split(/\s+/));
  const values = Object.fromEntries(Object.keys(names).map((name) => [name, 7]));
  const expression = fc.array(word, { minLength: 1, maxLength: 12 }).map((each) => each.join(" "));
  return fc
    .sample(expression, { numRuns: 2000, seed: 20_261_126 })
    .map((each, index) => ({ expression: each, values: index % 3 === 0 ? {} : values }));
};

test("the evaluator's bundle is small, needs no library for schemas and nothing of Node", () => {
  const bytes = gzipSync(made.script, { level: 9 }).length;
  assert.ok(bytes <= 40_000, `${bytes} bytes`);
  assert.deepEqual(made.outside, ["libphonenumber-js/min"]);
  assert.deepEqual(
    made.modules.filter((url) => url.includes("-schema.ts")),
    [],
  );
});

test("a browser answers every case of the corpus, and any other, as Node does", async () => {
  const corpus = corpora.map(({ names, cases }) => ({ names, cases }));
  const [first] = corpus;
  assert.ok(first);
  corpus.push({ names: first.names, cases: randomCases(first.names) });
  const definition = soundDefinition();
  const here = JSON.stringify({
    expressions: corpus.map(({ names, cases }) =>
      cases.map(({ expression, values = {} }) => answerCase(expression, values, names)),
    ),
    services: services.cases.map(({ answers, facts, ...question }) =>
      answerServiceCase(definition, { answers, facts, today: services.today } as never, question),
    ),
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: phones });
    await page.addScriptTag({
      content: 'globalThis.packages = { "libphonenumber-js/min": libphonenumber };',
    });
    await page.addScriptTag({ content: made.script });
    const there = await page.evaluate(
      ({ sent, asked }) => {
        const { language: own } = (globalThis as unknown as { evaluator: Evaluator }).evaluator;
        return JSON.stringify({
          expressions: sent.map(({ names, cases }) =>
            cases.map(({ expression, values = {} }) => own.answerCase(expression, values, names)),
          ),
          services: asked.cases.map(({ answers, facts, ...question }) =>
            own.answerServiceCase(
              asked.definition,
              { answers, facts, today: asked.today } as never,
              question,
            ),
          ),
        });
      },
      { sent: corpus, asked: { ...services, definition } },
    );
    assert.equal(there, here);
  } finally {
    await browser.close();
  }
});

type Evaluator = {
  language: { answerCase: typeof answerCase; answerServiceCase: typeof answerServiceCase };
};

test("the app's compiler takes it", async () => {
  const app = join(ROOT, "hukumati");
  assert.equal(await ensureInstalled(app, "the app's dependencies"), undefined);
  const folder = mkdtempSync(join(tmpdir(), "language-"));
  try {
    const source = join(folder, "evaluator.js");
    const code = join(folder, "evaluator.hbc");
    writeFileSync(source, made.script);
    const system = { linux: "linux64-bin", darwin: "osx-bin" }[process.platform as "linux"];
    const compiler = join(app, "node_modules", "hermes-compiler", "hermesc", system, "hermesc");
    const run = spawnSync(compiler, ["-emit-binary", "-O", "-out", code, source], {
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(run.status, 0, run.stderr);
    // Hermes' bytecode begins with its magic number.
    assert.equal(readFileSync(code).subarray(0, 4).toString("hex"), "c61fbc03");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
