import { writeFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import { offersOfSeeds } from "@gov/services/catalogue/exchange-offers.ts";
import { publishedSchema } from "@gov/services/language/published-schema.ts";
import { diff } from "./diff.ts";
import { runDry } from "./dry-run.ts";
import { checkFiles, exportService, importService } from "./files.ts";
import { printProblems } from "./print.ts";

const usage = `usage: npm run services -- COMMAND
  check                        proves every definition of the catalogue, its registries against
                               exchange-offers.json, what the seeds open in the exchange
  check FILE…                  proves these definitions
  diff BEFORE AFTER            says what changed from one definition to another
  dry-run BEFORE AFTER CASES   says for which past cases something would change; CASES holds
                               one case a line: {"reference": "…", "data": {answers, facts, today}}
  import FILE                  proves a definition and puts it into the catalogue
  export CODE [FILE]           writes a definition of the catalogue, such as health/insurance
  schema                       writes the published JSON Schema
  --catalogue FOLDER           another catalogue than this repository's, for check, import, export
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { catalogue: { type: "string" } },
});
const folder =
  typeof values.catalogue === "string"
    ? pathToFileURL(`${resolve(values.catalogue)}${sep}`)
    : new URL("../catalogue/", import.meta.url);

const check = (files: readonly string[]): number => {
  if (files.length > 0) return checkFiles(files, folder);
  const catalogue = loadCatalogue(folder, offersOfSeeds);
  if (!catalogue.ok) return printProblems(catalogue.error);
  process.stdout.write(`${catalogue.value.services.length} services, no problems\n`);
  return 0;
};

const schema = (): number => {
  const file = new URL("../language/service.schema.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
  return 0;
};

type Command = Readonly<{
  least: number;
  most: number;
  run: (args: readonly string[]) => number | Promise<number>;
}>;

const commands: Readonly<Record<string, Command>> = {
  check: { least: 0, most: 1000, run: check },
  diff: { least: 2, most: 2, run: ([before = "", after = ""]) => diff(before, after) },
  "dry-run": {
    least: 3,
    most: 3,
    run: ([before = "", after = "", cases = ""]) => runDry(before, after, cases),
  },
  import: { least: 1, most: 1, run: ([file = ""]) => importService(file, folder) },
  export: { least: 1, most: 2, run: ([code = "", file]) => exportService(code, file, folder) },
  schema: { least: 0, most: 0, run: schema },
};

const [name = "", ...args] = positionals;
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command && args.length >= command.least && args.length <= command.most) {
  process.exitCode = await command.run(args);
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
