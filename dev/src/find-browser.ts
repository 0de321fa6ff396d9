import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "../install.mjs";
import { DATA, ROOT } from "./folders.ts";
import { StartFailure } from "./start-failure.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const PACKAGE_FOLDER = join(ROOT, "dev", "browser");
const UNPACK_TIMEOUT_MS = 180_000;

/** True when one of these test files opens a browser. */
export function mayNeedBrowser(files: string[]): boolean {
  return files.some((file) => /playwright|browser\.ts/.test(readFileSync(file, "utf8")));
}

/** The Chromium to test with: named by CHROMIUM_PATH, the system's, or undefined. */
export function findBrowser(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new StartFailure(`CHROMIUM_PATH names ${named}, which is not a program. Correct it.`);
  }
  if (process.env["CHROMIUM_OWN"] === "1") return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...NAMES.flatMap((name) => folders.map((dir) => join(dir, name))), ...PLACES];
  return candidates.find(isExecutable);
}

/** The Chromium to test with; on a machine that has none, it is installed first. */
export async function ensureBrowser(): Promise<string> {
  return findBrowser() ?? (await installBrowser());
}

async function installBrowser(): Promise<string> {
  const failure = await ensureInstalled(PACKAGE_FOLDER, "a browser for the tests");
  if (failure !== undefined) throw new StartFailure(failure);
  const version = packageVersion();
  const folder = join(DATA, `chromium-${version}`);
  const program = join(folder, "chromium");
  if (!existsSync(program)) unpack(folder);
  return program;
}

function packageVersion(): string {
  const file = join(PACKAGE_FOLDER, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as {
    dependencies: { "@sparticuz/chromium": string };
  };
  return manifest.dependencies["@sparticuz/chromium"];
}

// The package unpacks into the temporary folder under fixed names. It is given one of its own,
// renamed when whole, so that several runs may do this at once.
function unpack(folder: string): void {
  const require = createRequire(join(PACKAGE_FOLDER, "package.json"));
  const entry = pathToFileURL(require.resolve("@sparticuz/chromium")).href;
  const unfinished = `${folder}.new-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const script = `await (await import(${JSON.stringify(entry)})).default.executablePath();`;
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    // The second variable asks for the system libraries that a bare machine lacks.
    env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
    encoding: "utf8",
    timeout: UNPACK_TIMEOUT_MS,
  });
  if (run.status === 0) {
    try {
      renameSync(unfinished, folder);
      return;
    } catch (error) {
      if (existsSync(join(folder, "chromium"))) return;
      throw error;
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  rmSync(unfinished, { recursive: true, force: true });
  const remedy = /ENOSPC/.test(run.stderr) ? "The disk is full. " : "";
  throw new StartFailure(`The browser could not be unpacked. ${remedy}${run.stderr.trim()}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
