import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDatabaseTypes } from "./check/database-columns.ts";
import { compareDatabaseTypes } from "./check/database-drift.ts";
import { readMigratedComponents } from "./check/migrated.ts";
import { ROOT } from "./folders.ts";
import { runMain } from "./start-failure.ts";

const USAGE = `npm run db-types [-- --print] [-- COMPONENT…]
  Migrates each component into a scratch database and says where its src/db-types.ts no longer
  fits. Writes the file for a component that has none. --print shows the plain types.`;

await runMain(async () => {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const names = words.filter((word) => !word.startsWith("--"));
  const all = await readMigratedComponents();
  const wanted = all.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const { name, columns } of wanted) {
    const file = join(ROOT, name, "src", "db-types.ts");
    const text = writeDatabaseTypes(columns);
    if (words.includes("--print")) process.stdout.write(`// ${name}\n${text}\n`);
    else if (!existsSync(file)) {
      writeFileSync(file, text);
      process.stdout.write(`${name}/src/db-types.ts written\n`);
    }
  }
  const drift = await compareDatabaseTypes(wanted);
  for (const line of drift) process.stdout.write(`${line}\n`);
  return drift.length === 0 ? 0 : 1;
});
