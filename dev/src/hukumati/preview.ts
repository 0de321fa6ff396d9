import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, globSync, readFileSync, renameSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "../../install.mjs";
import { ROOT } from "../folders.ts";
import type { NationRecord } from "../nation/record.ts";
import { openLogFile, readLogTail } from "../supervise/log-file.ts";
import { PRELOAD } from "../supervise/supervisor.ts";
import { preparingPage } from "./preparing-page.ts";
import { serveFolder } from "./static-server.ts";

export type PreviewState = "preparing" | "failed" | "ready";

type PreviewOptions = {
  dataDir: string;
  port: number;
  addresses: NationRecord["addresses"];
  report: (line: string) => void;
};

export type Preview = {
  /** Settles when the preview is built or could not be. */
  built: Promise<PreviewState>;
  stop(): Promise<void>;
};

const APP = join(ROOT, "hukumati");
const BUILD_TIMEOUT_MS = 15 * 60_000;
// What the app is built from: its own sources and the pure packages it shares.
const SOURCES = [
  "hukumati/**/*.{ts,tsx,js,json,png,ttf,svg}",
  "{kit,country}/src/**/*.ts",
  "services/**/*.{ts,json}",
];
const NOT_SOURCES = /(^|\/)(node_modules|\.expo|dist|android|ios)(\/|$)/;

/**
 * Serves the web preview of the smartphone app and builds it in the background when its
 * sources changed. A failure is told in a sentence and never stops the nation.
 */
export async function servePreview(options: PreviewOptions): Promise<Preview> {
  const folder = join(options.dataDir, "hukumati-web");
  let state: PreviewState = "preparing";
  const { sso, portal } = options.addresses;
  const server = await serveFolder(folder, options.port, {
    otherwise: () => preparingPage(state === "failed" ? "failed" : "preparing"),
    // The app asks for its addresses at start: one build serves any of them.
    json: { "/config.json": { issuer: sso, portalUrl: portal } },
  });
  const build: { child?: ChildProcess; stopped: boolean } = { stopped: false };
  const built = prepare(folder, options, build).then((outcome) => {
    state = outcome;
    return outcome;
  });
  return {
    built,
    stop: async () => {
      build.stopped = true;
      killGroup(build.child);
      await built;
      await server.close();
    },
  };
}

async function prepare(
  folder: string,
  options: PreviewOptions,
  build: { child?: ChildProcess; stopped: boolean },
): Promise<PreviewState> {
  const { report } = options;
  const fail = (sentence: string): PreviewState => {
    if (!build.stopped) report(`hukumati: ${sentence} Everything else goes on without it.`);
    return "failed";
  };
  try {
    if (!existsSync(join(APP, "package.json"))) return fail("the app is not in this checkout.");
    const stamp = stampOfSources();
    const stampFile = `${folder}.stamp`;
    if (existsSync(folder) && readIfThere(stampFile) === stamp) {
      report(`hukumati ready at ${options.addresses.hukumati}`);
      return "ready";
    }
    const failure = await ensureInstalled(APP, "the app's dependencies");
    if (failure !== undefined) return fail(failure);
    report("hukumati: building the web preview in the background…");
    const startedAt = Date.now();
    const log = openLogFile(join(options.dataDir, "logs"), "hukumati-build");
    const unfinished = `${folder}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    const code = await exportWeb(unfinished, log.fd, build);
    closeSync(log.fd);
    if (code !== 0) {
      return fail(`the web preview could not be built:\n  ${readLogTail(log.path)}\n`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
    writeFileSync(stampFile, stamp);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    report(`hukumati built in ${seconds} s, ready at ${options.addresses.hukumati}`);
    return "ready";
  } catch (error) {
    return fail(`the web preview could not be prepared (${(error as Error).message}).`);
  }
}

function exportWeb(
  output: string,
  log: number,
  build: { child?: ChildProcess; stopped: boolean },
): Promise<number> {
  if (build.stopped) return Promise.resolve(1);
  const program = join(APP, "node_modules", "expo", "bin", "cli");
  const args = [
    "--import",
    PRELOAD,
    program,
    "export",
    "--platform",
    "web",
    "--output-dir",
    output,
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: APP,
      env: { ...process.env, CI: "1", EXPO_NO_TELEMETRY: "1", NODE_ENV: "production" },
      stdio: ["ignore", log, log, "ipc"],
      // Its workers are stopped with it, as a group.
      detached: true,
    });
    build.child = child;
    const tooLong = setTimeout(() => killGroup(child), BUILD_TIMEOUT_MS);
    const end = (code: number) => {
      clearTimeout(tooLong);
      resolve(code);
    };
    child.on("error", () => end(1));
    child.on("exit", (code) => end(code ?? 1));
  });
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It ended between the look and the signal.
  }
}

function stampOfSources(): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { cwd: ROOT, exclude: (path) => NOT_SOURCES.test(path) });
  for (const file of files.toSorted()) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
