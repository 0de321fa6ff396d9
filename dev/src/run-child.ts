import { spawn } from "node:child_process";
import { ROOT } from "./folders.ts";
import { whenParentGone } from "./supervise/parent.ts";

/**
 * Runs a program of ours by this Node, its output being ours, and gives its exit code. It is asked
 * to end when this process is, or when this one's parent has gone.
 */
export function runChild(words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words], { cwd: ROOT, env, stdio: "inherit" });
    const interrupt = () => child.kill("SIGTERM");
    process.once("SIGINT", interrupt);
    process.once("SIGTERM", interrupt);
    whenParentGone(interrupt);
    child.on("error", reject);
    child.on("exit", (code) => {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
      resolve(code ?? 1);
    });
  });
}
