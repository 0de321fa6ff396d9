import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ensureInstalled, isInstalled } from "../install.mjs";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "install-test-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const OTHER_PLATFORM = process.platform === "linux" ? "darwin" : "linux";
const WANTED = {
  "": { name: "sample" },
  "node_modules/pg": { version: "8.23.1" },
  "node_modules/engine": { version: "1.0.0", optional: true, os: [OTHER_PLATFORM], cpu: ["x64"] },
};

function project(name: string, present?: object): string {
  const path = join(folder, name);
  mkdirSync(join(path, "node_modules"), { recursive: true });
  writeFileSync(join(path, "package-lock.json"), JSON.stringify({ packages: WANTED }));
  if (present !== undefined) {
    const hidden = join(path, "node_modules", ".package-lock.json");
    writeFileSync(hidden, JSON.stringify({ packages: present }));
  }
  return path;
}

test("what the lock names is installed, other machines' packages apart", () => {
  assert.equal(isInstalled(project("whole", { "node_modules/pg": { version: "8.23.1" } })), true);
});

test("a changed version, a missing package and an interrupted installation are seen", () => {
  const old = { "node_modules/pg": { version: "8.23.0" } };
  assert.equal(isInstalled(project("old", old)), false);
  assert.equal(isInstalled(project("missing", {})), false);
  assert.equal(isInstalled(project("interrupted")), false);
});

test("a registry that cannot be reached is told in a sentence with the remedy", async () => {
  const path = join(folder, "offline");
  const dependencies = { pg: "8.23.1" };
  mkdirSync(path);
  const manifest = { name: "offline", version: "1.0.0", dependencies };
  writeFileSync(join(path, "package.json"), JSON.stringify(manifest));
  const lock = {
    name: "offline",
    version: "1.0.0",
    lockfileVersion: 3,
    packages: {
      "": manifest,
      "node_modules/pg": {
        version: "8.23.1",
        resolved: "http://127.0.0.1:1/pg.tgz",
        integrity: `sha512-${Buffer.alloc(64).toString("base64")}`,
      },
    },
  };
  writeFileSync(join(path, "package-lock.json"), JSON.stringify(lock));
  const settings = "registry=http://127.0.0.1:1/\nfetch-retries=0\ncache=cache\n";
  writeFileSync(join(path, ".npmrc"), settings);
  const sentence = await ensureInstalled(path, "a sample");
  assert.match(
    sentence ?? "",
    /^Installing a sample failed\. The package registry cannot be reached/,
  );
});
