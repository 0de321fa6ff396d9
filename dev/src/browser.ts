import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { ensureBrowser } from "./find-browser.ts";
import { DATA, ROOT } from "./folders.ts";

// No sandbox: tests open only our own pages, and run as root in containers.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a Chromium for a test or a journey. Arabic renders on machines without any font.
 * `options.args` are added to the usual flags.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await ensureBrowser();
  return await chromium.launch({
    ...options,
    executablePath,
    args: [...FLAGS, ...(options.args ?? [])],
    env: {
      ...process.env,
      ...options.env,
      FONTCONFIG_FILE: writeFontSettings(),
      ...missingLibraries(executablePath),
    },
  });
}

// Only our own fonts, which have Arabic and Latin letters: pages look alike on every machine.
function writeFontSettings(): string {
  const folder = join(DATA, "fonts");
  const file = join(folder, "fonts.conf");
  mkdirSync(folder, { recursive: true });
  const folders = [
    join(ROOT, "node_modules", "@expo-google-fonts", "noto-sans-arabic"),
    join(ROOT, "node_modules", "@expo-google-fonts", "amiri"),
  ];
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <alias><family>sans-serif</family><prefer><family>Noto Sans Arabic</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Amiri</family></prefer></alias>
  ${folders.map((dir) => `<dir>${escapeXml(dir)}</dir>`).join("\n  ")}
  <cachedir>${escapeXml(join(folder, "cache"))}</cachedir>
</fontconfig>
`;
  writeFileSync(file, settings);
  return file;
}

// Our own Chromium travels with the libraries a bare machine lacks; elsewhere they are not used.
function missingLibraries(executablePath: string): Record<string, string> {
  const libraries = join(dirname(executablePath), "al2023", "lib");
  if (!existsSync(libraries)) return {};
  const needed = execFileSync("ldd", [executablePath], { encoding: "utf8" });
  return needed.includes("not found") ? { LD_LIBRARY_PATH: libraries } : {};
}

const escapeXml = (path: string): string => path.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
