import { writeFileSync } from "node:fs";
import { loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import { publishedSchema } from "@gov/services/language/published-schema.ts";

/** `check` proves every definition of the catalogue; `schema` writes the published JSON Schema. */
const check = (): number => {
  const catalogue = loadCatalogue();
  if (catalogue.ok) {
    process.stdout.write(`${catalogue.value.services.length} services, no problems\n`);
    return 0;
  }
  for (const { file, path, reason, span } of catalogue.error) {
    const place = span ? `${path} (${span.start}–${span.end})` : path;
    process.stderr.write(`${file}: ${place}\n  ${reason.ar}\n  ${reason.en}\n`);
  }
  process.stderr.write(`${catalogue.error.length} problems\n`);
  return 1;
};

const schema = (): number => {
  const file = new URL("../language/service.schema.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
  return 0;
};

const commands: Readonly<Record<string, () => number>> = { check, schema };
const command = commands[process.argv[2] ?? ""];
if (command) process.exitCode = command();
else {
  process.stderr.write(`usage: services check | services schema\n`);
  process.exitCode = 2;
}
