import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { err, ok, type Result } from "@gov/kit/result.ts";
import {
  checkReferences,
  findService,
  loadCatalogue,
  type Catalogue,
  type CatalogueProblem,
} from "@gov/services/catalogue/catalogue.ts";
import { offersOfSeeds } from "@gov/services/catalogue/exchange-offers.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { proveDefinition } from "@gov/services/language/prove-definition.ts";
import { printProblems } from "./print.ts";

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

const knownInstitutions = (folder: URL): { institutions?: ReadonlySet<string> } => {
  const catalogue = loadCatalogue(folder);
  if (!catalogue.ok) return {};
  return { institutions: new Set(catalogue.value.institutions.map(({ code }) => code)) };
};

const prove = (file: string, folder: URL): Result<ServiceDefinition, CatalogueProblem[]> => {
  const read = readService(file);
  if (!read.ok) return read;
  const exchange = offersOfSeeds(read.value);
  const problems = proveDefinition(read.value, { ...knownInstitutions(folder), exchange });
  return problems.length === 0 ? read : err(problems.map((each) => ({ ...each, file })));
};

export const checkFiles = (files: readonly string[], folder: URL): number => {
  const problems = files
    .map((file) => prove(file, folder))
    .flatMap((read) => (read.ok ? [] : read.error));
  if (problems.length > 0) return printProblems(problems);
  process.stdout.write(`${files.length} services, no problems\n`);
  return 0;
};

const written = (definition: ServiceDefinition): string =>
  `${JSON.stringify(definition, null, 2)}\n`;

/** What stands against putting it into this catalogue; an older version of it gives way. */
const misfits = (
  catalogue: Catalogue,
  definition: ServiceDefinition,
  file: string,
): CatalogueProblem[] => {
  const { code, version } = definition;
  const present = findService(catalogue, code);
  if (present && present.version >= version) {
    return [
      {
        file,
        path: "version",
        code: "notNewer",
        reason: {
          ar: `في الدليل النسخة ${present.version} من ${code}. اكتب رقما أكبر منه إن كانت هذه أحدث.`,
          en: `The catalogue holds version ${present.version} of ${code}. If this is newer, give it a higher number.`,
        },
      },
    ];
  }
  // It comes last, so that a prefix which two services have is said of this one.
  const others = catalogue.services.filter((each) => each.code !== code);
  const fits = checkReferences({ ...catalogue, services: [...others, definition] });
  return fits.map((each) => ({ ...each, file }));
};

/** Puts a proved definition where the catalogue keeps it; nothing is written where it misfits. */
export const importService = (file: string, folder: URL): number => {
  const catalogue = loadCatalogue(folder);
  if (!catalogue.ok) return printProblems(catalogue.error);
  const proved = prove(file, folder);
  if (!proved.ok) return printProblems(proved.error);
  const { code, institution } = proved.value;
  const present = findService(catalogue.value, code);
  if (isDeepStrictEqual(present, proved.value)) {
    process.stdout.write(`${code} is in the catalogue already, the same\n`);
    return 0;
  }
  const problems = misfits(catalogue.value, proved.value, file);
  if (problems.length > 0) return printProblems(problems);
  mkdirSync(new URL(`${institution}/`, folder), { recursive: true });
  writeFileSync(new URL(`${code}.json`, folder), written(proved.value));
  process.stdout.write(`${code} is in the catalogue\n`);
  return 0;
};

/** Writes a service of the catalogue to a file, or to the terminal. */
export const exportService = (code: string, file: string | undefined, folder: URL): number => {
  const catalogue = loadCatalogue(folder);
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
