import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "@gov/dev/folders.ts";
import { findFreePort } from "@gov/dev/free-port.ts";
import { accepts } from "./programs.ts";

const program = "/usr/sbin/apache2";
const modules = "/usr/lib/apache2/modules";
/** Whom it runs as where we are root, who may not serve. */
const nobody = 65_534;

/** The configuration that the guide shows, to the letter. */
const guideConfiguration = async (): Promise<string> => {
  const guide = await readFile(join(ROOT, "docs", "sign-in-guide.md"), "utf8");
  const found = /^```apache\n(.*?)^```$/ms.exec(guide)?.[1];
  if (found === undefined) throw new Error("the guide shows no Apache configuration");
  return found;
};

const loaded = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "headers"];

/** What stands around it on a machine of one's own: where to listen, and pages to protect. */
const surroundings = (dir: string, port: number): string =>
  [
    `ServerName localhost`,
    `DefaultRuntimeDir ${dir}`,
    `PidFile ${dir}/apache.pid`,
    `ErrorLog ${dir}/error.log`,
    `LogLevel warn`,
    `Listen ${port}`,
    `DocumentRoot ${dir}/www`,
    ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
    `LoadModule auth_openidc_module ${modules}/mod_auth_openidc.so`,
    `DirectoryIndex index.html`,
    `<Directory ${dir}/www>`,
    `  Require all granted`,
    `</Directory>`,
    `Include ${dir}/guide.conf`,
    // What the application would find in its environment, told to the test.
    `Header set X-Person "%{OIDC_CLAIM_national_id}e %{OIDC_CLAIM_acr}e" env=OIDC_CLAIM_sub`,
    "",
  ].join("\n");

const page = (dir: string, path: string, text: string): Promise<void> =>
  mkdir(join(dir, "www", path), { recursive: true }).then(() =>
    writeFile(join(dir, "www", path, "index.html"), `<h1>${text}</h1>`),
  );

export type ApacheSite = Readonly<{
  url: string;
  start: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** Debian's Apache with mod_auth_openidc, in a folder of its own and without rights. */
export const prepareApache = async (env: Record<string, string>): Promise<ApacheSite> => {
  if (!existsSync(program) || !existsSync(`${modules}/mod_auth_openidc.so`)) {
    throw new Error("on Debian: apt-get install apache2 libapache2-mod-auth-openidc");
  }
  const dir = await mkdtemp(join(tmpdir(), "apache-"));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  await writeFile(join(dir, "guide.conf"), await guideConfiguration());
  await writeFile(join(dir, "httpd.conf"), surroundings(dir, port));
  await page(dir, "", "Everybody");
  await page(dir, "private", "Private");
  await page(dir, "private/anew", "Anew");
  await chmod(dir, 0o755);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(dir, nobody, nobody);
  let stop = async (): Promise<void> => Promise.resolve();

  const start = async (): Promise<void> => {
    const child = spawn(program, ["-f", join(dir, "httpd.conf"), "-DFOREGROUND"], {
      env: { ...env, SITE_URL: url, PATH: process.env["PATH"] ?? "" },
      stdio: ["ignore", "ignore", "pipe"],
      ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    });
    let said = "";
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    let gone = false;
    const exit = once(child, "exit").then(() => (gone = true));
    child.once("error", () => (gone = true));
    stop = async () => {
      child.kill("SIGTERM");
      await exit;
    };
    while (!(await accepts(port))) {
      if (gone) throw new Error(`Apache did not start: ${said}`);
      await pause(20);
    }
  };
  const close = async (): Promise<void> => {
    await stop();
    await rm(dir, { recursive: true, force: true });
  };
  return { url, start, close };
};
