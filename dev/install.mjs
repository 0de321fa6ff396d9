// Runs on the machine's own Node, before anything is installed: plain JavaScript, no packages.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What the person can do, by what npm said. The first that matches is shown.
 * @type {[RegExp, string][]}
 */
const REMEDIES = [
  [/ENOSPC/, "The disk is full. Free about 1 GB and start again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    'The package registry cannot be reached. Check the network (or "npm config get registry" ' +
      "and the proxy settings) and start again.",
  ],
  [
    /EACCES|EPERM|EROFS/,
    "The folder node_modules cannot be written. Check who owns the project folder.",
  ],
  [
    /E40[13]|E407/,
    'The package registry refuses this machine. Check "npm config get registry" and its sign-in.',
  ],
  [
    /EUSAGE/,
    'package-lock.json does not fit package.json. Run "npm install" and commit what it changes.',
  ],
  [/EINTEGRITY/, 'A downloaded package is damaged. Run "npm cache clean --force" and start again.'],
];

/** True when what stands in node_modules is what package-lock.json asks for on this machine. */
export function isInstalled(folder) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  // npm writes this file last: an interrupted installation does not have it.
  const present = readPackages(join(folder, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link || !path.startsWith("node_modules/")) return true;
    const found = present[path];
    if (found === undefined) return !isForThisMachine(entry);
    return found.version === entry.version;
  });
}

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function isForThisMachine(entry) {
  if (!entry.optional) return true;
  if (entry.libc !== undefined || entry.os === undefined || entry.cpu === undefined) return false;
  return entry.os.includes(process.platform) && entry.cpu.includes(process.arch);
}

/**
 * Installs exactly what the lock file names, when it is not there yet.
 * @param {string} folder that holds package.json and package-lock.json
 * @param {string} what named in the progress line
 * @returns {Promise<string | undefined>} the sentence to show when it failed
 */
export async function ensureInstalled(folder, what) {
  if (isInstalled(folder)) return undefined;
  process.stderr.write(`Installing ${what} (once, and when package-lock.json changes)…\n`);
  const startedAt = Date.now();
  const { code, said } = await runNpmCi(folder);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) {
    process.stderr.write(`Installed in ${seconds} s.\n`);
    return undefined;
  }
  const remedy = REMEDIES.find(([pattern]) => pattern.test(said))?.[1];
  const words = said.trim().split("\n").slice(0, 15).join("\n  ");
  return `Installing ${what} failed. ${remedy ?? ""}\nnpm said:\n  ${words}`;
}

function runNpmCi(folder) {
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  // Started by npm, its own program is at hand; otherwise the one on the path.
  const useOwn = npm !== undefined && /npm-cli\.[cm]?js$/.test(npm);
  const [file, all] = useOwn ? [process.execPath, [npm, ...args]] : ["npm", args];
  return new Promise((resolve) => {
    let said = "";
    const env = { ...process.env };
    // The outer npm's folder and workspace choices are not this installation's.
    for (const name of Object.keys(env)) {
      if (/^npm_(config_(prefix|local_prefix|workspace)|package_|lifecycle_)/i.test(name)) {
        delete env[name];
      }
    }
    const child = spawn(file, all, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const dots = setInterval(() => process.stderr.write("  still installing…\n"), 20_000);
    child.on("error", (error) => {
      clearInterval(dots);
      resolve({ code: 1, said: `npm cannot be started: ${error.message}` });
    });
    child.on("close", (code) => {
      clearInterval(dots);
      resolve({ code, said });
    });
  });
}
