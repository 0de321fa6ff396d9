import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { compareCase, differenceKinds, type PastCase } from "@gov/services/language/dry-run.ts";
import { z } from "zod";
import { readService } from "./files.ts";
import { printProblems, printText } from "./print.ts";

const caseSchema = z.object({
  reference: z.string().max(60),
  data: z.object({
    answers: z.record(z.string(), z.json()),
    facts: z.record(z.string(), z.json()),
    today: z.iso.date(),
  }),
});

const readCase = (line: string): PastCase | undefined => {
  try {
    const { reference, data } = caseSchema.parse(JSON.parse(line));
    return { reference, data: data as CaseData };
  } catch {
    return undefined;
  }
};

/** Judges the cases of a file by two versions; 1 where something would change for one of them. */
export const runDry = async (
  beforeFile: string,
  afterFile: string,
  casesFile: string,
): Promise<number> => {
  const before = readService(beforeFile);
  const after = readService(afterFile);
  if (!before.ok) return printProblems(before.error);
  if (!after.ok) return printProblems(after.error);
  let examined = 0;
  let changed = 0;
  for await (const line of createInterface({ input: createReadStream(casesFile) })) {
    if (line.trim() === "") continue;
    examined++;
    const past = readCase(line);
    if (past === undefined) {
      process.stderr.write(`${casesFile}: line ${examined} is not a case\n`);
      return 2;
    }
    const change = compareCase(before.value, after.value, past);
    if (change === null) continue;
    changed++;
    process.stdout.write(`${change.reference}\n`);
    for (const { kind, before: was, after: is } of change.differences) {
      const name = differenceKinds[kind];
      printText({ ar: `${name.ar}: ${was.ar} ← ${is.ar}`, en: `${name.en}: ${was.en} → ${is.en}` });
    }
  }
  process.stdout.write(`${changed} of ${examined} cases would change\n`);
  return changed === 0 ? 0 : 1;
};
