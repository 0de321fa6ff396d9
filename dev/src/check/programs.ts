import { runProgram } from "../run-program.ts";

/** What the compiler says about the project in a folder; empty when all is well. */
export const findTypeErrors = async (folder: string): Promise<string> =>
  await complaints(folder, "tsc", ["-p", ".", "--pretty", "false"]);

/** What the linter says: mistakes, forgotten promises, forbidden imports. */
export const findLint = async (folder: string): Promise<string> =>
  await complaints(folder, "oxlint", ["--format=unix", "--deny-warnings"]);

/** Files that are not formatted. */
export const findUnformatted = async (folder: string): Promise<string> =>
  await complaints(folder, "oxfmt", ["--list-different", "."]);

async function complaints(folder: string, program: string, args: string[]): Promise<string> {
  const { code, said } = await runProgram(program, args, { folder });
  if (code === 0) return "";
  return said.trim() === "" ? `${program} failed with code ${code}` : said;
}
