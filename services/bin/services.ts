import { writeFileSync } from 'node:fs';
import { loadCatalogue } from '@gov/services/catalogue/catalogue.ts';
import { publishedSchemaText } from '@gov/services/language/published-schema.ts';

/** `check` proves every definition of the catalogue; `schema` writes the published JSON Schema. */
const check = (): number => {
  const catalogue = loadCatalogue();
  if (catalogue.ok) {
    console.log(`${catalogue.value.services.length} services, no problems`);
    return 0;
  }
  for (const { file, path, reason, span } of catalogue.error) {
    const place = span ? `${path} (${span.start}–${span.end})` : path;
    console.error(`${file}: ${place}\n  ${reason.ar}\n  ${reason.en}`);
  }
  console.error(`${catalogue.error.length} problems`);
  return 1;
};

const schema = (): number => {
  const file = new URL('../language/service.schema.json', import.meta.url);
  writeFileSync(file, publishedSchemaText());
  return 0;
};

const commands: Readonly<Record<string, () => number>> = { check, schema };
const command = commands[process.argv[2] ?? ''];
if (command) process.exitCode = command();
else {
  console.error('usage: services check | services schema');
  process.exitCode = 2;
}
