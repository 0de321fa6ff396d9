import { findContractDrift } from "./check/contracts.ts";
import { findDatabaseTypeDrift } from "./check/database-drift.ts";
import { findLint, findTypeErrors, findUnformatted } from "./check/programs.ts";
import { ROOT } from "./folders.ts";
import { runMain, StartFailure } from "./start-failure.ts";

type Part = {
  name: string;
  /** What is wrong, or nothing. */
  find: () => Promise<string>;
  remedy: string;
};

const PARTS: Part[] = [
  {
    name: "types",
    find: async () => await findTypeErrors(ROOT),
    remedy: "Mend the types named above; `npx tsc -p .` shows them again.",
  },
  {
    name: "lint",
    find: async () => await findLint(ROOT),
    remedy: "`npx oxlint` explains each; `npx oxlint --fix` mends those it can.",
  },
  {
    name: "format",
    find: async () => await findUnformatted(ROOT),
    remedy: "`npm run format` formats these files.",
  },
  {
    name: "contracts",
    find: async () => (await findContractDrift()).join("\n"),
    remedy: "`npm run contracts` writes them; look at the difference before you commit it.",
  },
  {
    name: "db-types",
    find: async () => (await findDatabaseTypeDrift()).join("\n"),
    remedy: "Correct src/db-types.ts after the migration; `npm run db-types -- --print` helps.",
  },
];

const USAGE = `npm run check [-- PART…]
  Finds what is wrong without running the product: ${PARTS.map((part) => part.name).join(", ")}.`;

await runMain(main);
// What a component opens when its contract is read must not keep this command alive.
process.exit();

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const unknown = words.find((word) => !PARTS.some((part) => part.name === word));
  if (unknown !== undefined) throw new StartFailure(`There is no part "${unknown}".\n${USAGE}`);
  const parts = PARTS.filter((part) => words.length === 0 || words.includes(part.name));
  const failed: Part[] = [];
  for (const part of parts) {
    const startedAt = Date.now();
    const found = (await part.find()).trim();
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    if (found !== "") failed.push(part);
    process.stdout.write(`${found === "" ? "✔" : "✖"} ${part.name} (${seconds} s)\n`);
    if (found !== "") process.stdout.write(`${found}\n  → ${part.remedy}\n\n`);
  }
  if (failed.length === 0) return 0;
  process.stdout.write(`\nNot in order: ${failed.map((part) => part.name).join(", ")}.\n`);
  return 1;
}
