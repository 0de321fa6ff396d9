import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT } from "../src/folders.ts";
import { findFreePortBase, HIGHEST_OFFSET } from "../src/nation/addresses.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "start-test-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "dev", "start.mjs"), ...args]);
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => resolve({ code, said }));
  });
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

test("a port that browsers refuse is named before anything starts", async () => {
  const { code, said } = await start("--port-base", "6000", "--data", join(folder, "blocked"));
  assert.equal(code, 1);
  assert.match(said, /Port 6000, needed for portal, is one that browsers refuse to open/);
});

test("a taken port is named with the process that holds it", async () => {
  const base = await findFreePortBase();
  const other = await listen(base + 2);
  const data = join(folder, "taken");
  const { code, said } = await start("--port-base", String(base), "--data", data);
  other.close();
  assert.equal(code, 1);
  assert.match(said, new RegExp(`Port ${base + 2}, needed for pay, is taken by `));
  if (process.platform === "linux") assert.match(said, new RegExp(`process ${process.pid} `));
});

test("an unknown option and a port out of range are refused with the remedy", async () => {
  const unknown = await start("--prot-base", "4000");
  assert.equal(unknown.code, 1);
  assert.match(unknown.said, /Unknown option '--prot-base'[^]*--port-base N/);
  const tooHigh = await start("--port-base", "65500");
  assert.equal(tooHigh.code, 1);
  assert.match(tooHigh.said, new RegExp(`a whole number from 1 to ${65_535 - HIGHEST_OFFSET}\\.`));
});

test("a data folder that cannot be one is named", async () => {
  const file = join(folder, "letter");
  writeFileSync(file, "x");
  const { code, said } = await start("--data", join(file, "data"));
  assert.equal(code, 1);
  assert.match(said, /cannot be written\. Name another one with --data DIR/);
});
