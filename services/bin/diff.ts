import { diffDefinitions } from "@gov/services/language/diff-definitions.ts";
import { readService } from "./files.ts";
import { printProblems, printText } from "./print.ts";

/** Says what changed; 1 where something did, as other tools that compare do. */
export const diff = (beforeFile: string, afterFile: string): number => {
  const before = readService(beforeFile);
  const after = readService(afterFile);
  if (!before.ok) return printProblems(before.error);
  if (!after.ok) return printProblems(after.error);
  const differences = diffDefinitions(before.value, after.value);
  for (const { change, path, text } of differences) {
    process.stdout.write(`${change} ${path}\n`);
    printText(text);
  }
  process.stdout.write(`${differences.length} differences\n`);
  return differences.length === 0 ? 0 : 1;
};
