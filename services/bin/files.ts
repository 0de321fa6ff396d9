import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { err, ok, type Result } from "@gov/kit/result.ts";
import {
  findService,
  loadCatalogue,
  type CatalogueProblem,
} from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { proveDefinition } from "@gov/services/language/prove-definition.ts";
import { printProblems } from "./print.ts";

const folder = new URL("../catalogue/", import.meta.url);

const notRead = (file: string, ar: string, en: string): CatalogueProblem[] => [
  { file, path: "", code: "notRead", reason: { ar, en } },
];

/** Reads one definition from a file; it need not be proved to be read. */
export const readService = (file: string): Result<ServiceDefinition, CatalogueProblem[]> => {
  if (!existsSync(file)) {
    return err(notRead(file, "لا يوجد ملف بهذا الاسم.", "There is no such file."));
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return err(notRead(file, "الملف ليس JSON صحيحا.", "The file is not valid JSON."));
  }
  const parsed = parseDefinition(json);
  return parsed.ok ? ok(parsed.value) : err(parsed.error.map((each) => ({ ...each, file })));
};

const institutions = (): { institutions?: ReadonlySet<string> } => {
  const catalogue = loadCatalogue();
  if (!catalogue.ok) return {};
  return { institutions: new Set(catalogue.value.institutions.map(({ code }) => code)) };
};

const prove = (file: string): Result<ServiceDefinition, CatalogueProblem[]> => {
  const read = readService(file);
  if (!read.ok) return read;
  const problems = proveDefinition(read.value, institutions());
  return problems.length === 0 ? read : err(problems.map((each) => ({ ...each, file })));
};

export const checkFiles = (files: readonly string[]): number => {
  const problems = files.map(prove).flatMap((read) => (read.ok ? [] : read.error));
  if (problems.length > 0) return printProblems(problems);
  process.stdout.write(`${files.length} services, no problems\n`);
  return 0;
};

const written = (definition: ServiceDefinition): string =>
  `${JSON.stringify(definition, null, 2)}\n`;

/** Puts a proved definition where the catalogue keeps it; an older version gives way. */
export const importService = (file: string): number => {
  const proved = prove(file);
  if (!proved.ok) return printProblems(proved.error);
  const { code, institution } = proved.value;
  mkdirSync(new URL(`${institution}/`, folder), { recursive: true });
  const target = new URL(`${code}.json`, folder);
  writeFileSync(target, written(proved.value));
  process.stdout.write(`${code} is in the catalogue\n`);
  return 0;
};

/** Writes a service of the catalogue to a file, or to the terminal. */
export const exportService = (code: string, file?: string): number => {
  const catalogue = loadCatalogue();
  if (!catalogue.ok) return printProblems(catalogue.error);
  const found = findService(catalogue.value, code);
  if (!found) {
    const known = catalogue.value.services.map((each) => `  ${each.code}\n`).join("");
    process.stderr.write(`There is no service ${code}. There are:\n${known}`);
    return 1;
  }
  if (file === undefined) process.stdout.write(written(found));
  else writeFileSync(file, written(found));
  return 0;
};
