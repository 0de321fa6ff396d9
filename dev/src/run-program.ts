import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./folders.ts";

export type ProgramResult = { code: number; said: string };

/** Runs a program of node_modules/.bin in the project and gives its exit code and output. */
export function runProgram(
  name: string,
  args: string[],
  options: { folder?: string; input?: string } = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const file = join(ROOT, "node_modules", ".bin", name);
    const child = spawn(file, args, { cwd: options.folder ?? ROOT });
    let said = "";
    const keep = (chunk: string) => {
      said += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, said }));
    child.stdin.end(options.input ?? "");
  });
}
