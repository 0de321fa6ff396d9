import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A shell that keeps its variables from one example to the next, as the reader's does. */
export const openShell = (env: Record<string, string>) => {
  const child = spawn("bash", ["--norc"], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const end = "-- the end of an example --";
  /** What an example prints. */
  const run = async (code: string): Promise<string> => {
    child.stdin.write(`${code}\necho\necho "${end}"\n`);
    const said: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the shell ended: ${said.join("\n")}`);
      if (value === end) return said.join("\n").trim();
      said.push(value);
    }
  };
  const set = async (name: string, value: string): Promise<string> =>
    await run(`${name}='${value.replaceAll("'", `'\\''`)}'`);
  return { run, set, close: () => child.stdin.end() };
};
