// The first step of every command: works from a fresh clone on Node 20 and later.
// It installs what is missing, then goes on under a Node that runs TypeScript as it is.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled } from "./install.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LAUNCHER_NODE = [20, 0];
const PROGRAM_NODE = [24, 12];
const NODE_PACKAGES = [
  `node-${process.platform}-${process.arch}`,
  `node-bin-${process.platform}-${process.arch}`,
];

/**
 * Installs the dependencies when needed and runs `program` (a TypeScript file under dev/)
 * with this command's arguments; ends the process with its exit code.
 */
export async function launch(program) {
  if (!isAtLeast(process.versions.node, LAUNCHER_NODE)) {
    fail(
      `This is Node ${process.versions.node}; the launcher needs Node ${LAUNCHER_NODE[0]} ` +
        "or later. Install a newer Node and start again.",
    );
  }
  const failure = await ensureInstalled(ROOT, "dependencies");
  if (failure !== undefined) fail(failure);
  const file = join(ROOT, "dev", program);
  if (isAtLeast(process.versions.node, PROGRAM_NODE)) {
    process.argv[1] = file;
    await import(pathToFileURL(file).href);
    return;
  }
  const node = findNode();
  if (node === undefined) {
    fail(
      `The system needs Node ${PROGRAM_NODE.join(".")} or later, this is ` +
        `${process.versions.node}, and there is no package of it for ${process.platform} ` +
        `${process.arch}. Install Node 24 from your system and start again.`,
    );
  }
  await runUnder(node, file);
}

function isAtLeast(version, [major, minor]) {
  const [haveMajor = 0, haveMinor = 0] = version.split(".").map(Number);
  return haveMajor > major || (haveMajor === major && haveMinor >= minor);
}

function findNode() {
  const require = createRequire(join(ROOT, "package.json"));
  for (const name of NODE_PACKAGES) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`));
      const file = join(folder, "bin", "node");
      if (existsSync(file)) return file;
    } catch {
      // Not for this machine: the next one.
    }
  }
  return undefined;
}

function runUnder(node, file) {
  return new Promise((resolve) => {
    // The channel lets the program notice when this process is killed.
    const child = spawn(node, [file, ...process.argv.slice(2)], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ""}` },
    });
    // Ctrl-C reaches the child by itself; other requests to stop are passed on.
    process.on("SIGINT", () => {});
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("error", (error) => fail(`Node 24 cannot be started: ${error.message}`));
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
      resolve();
    });
  });
}

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
