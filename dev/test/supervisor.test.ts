import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort, isPortFree } from "../src/free-port.ts";
import { StartFailure } from "../src/start-failure.ts";
import { supervise } from "../src/supervise/supervisor.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "supervisor-test-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function smallServer(name: string, behaviour = "") {
  const port = await findFreePort();
  const lines: string[] = [];
  const events = join(folder, `${name}.events`);
  const one = supervise(
    {
      name,
      program: join(FIXTURES, "small-server.ts"),
      folder,
      env: { PORT: String(port), NAME: name, EVENTS: events, BEHAVIOUR: behaviour },
      readyUrl: `http://127.0.0.1:${port}/`,
    },
    {
      logFolder: folder,
      report: (line) => lines.push(line),
      firstBackoffMs: 20,
      stopTimeoutMs: 500,
    },
  );
  return { ...one, port, lines, events: () => readFileSync(events, "utf8") };
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `${what} did not come about`);
    await delay(20);
  }
}

test("a process that dies is started again and said so", async () => {
  const one = await smallServer("phoenix");
  await one.start();
  const first = one.pid();
  await one.kill("SIGKILL");
  await one.whenReady();
  assert.notEqual(one.pid(), first);
  await until("the report", () => one.lines.length === 2);
  assert.deepEqual(one.lines, [
    "phoenix ended (SIGKILL); starting it again in 0.0 s",
    "phoenix is back",
  ]);
  await one.stop();
});

test("pauses grow while a process keeps dying", async () => {
  const one = await smallServer("mayfly");
  await one.start();
  for (let death = 1; death <= 4; death += 1) {
    await one.kill("SIGKILL");
    await until("the restart", () => one.pid() !== undefined);
  }
  const pauses = one.lines.flatMap((line) => /again in (\S+) s/.exec(line)?.[1] ?? []);
  assert.deepEqual(pauses, ["0.0", "0.0", "0.1", "0.2"]);
  await one.stop();
});

test("a stopped process is asked first, and stays stopped", async () => {
  const one = await smallServer("polite");
  await one.start();
  await one.stop();
  assert.equal(one.pid(), undefined);
  assert.equal(one.events(), "polite started\npolite asked to stop\n");
  assert.equal(await isPortFree(one.port), true);
});

test("a process that does not stop in time is ended", async () => {
  const one = await smallServer("deaf", "deaf");
  await one.start();
  await one.stop();
  assert.equal(one.pid(), undefined);
  assert.equal(await isPortFree(one.port), true);
});

test("a process that cannot start is shown with the end of its log", async () => {
  const one = await smallServer("refuser", "refuse");
  await assert.rejects(one.start(), (error) => {
    assert.ok(error instanceof StartFailure);
    assert.match(error.message, /refuser ended at its start \(code 1\)/);
    assert.match(error.message, /The configuration cannot be used: PORT/);
    return true;
  });
  assert.deepEqual(one.lines, []);
});

test("logs of earlier starts are kept three deep", async () => {
  const one = await smallServer("diary");
  await one.start();
  for (let time = 1; time <= 4; time += 1) await one.restart();
  await one.stop();
  const kept = ["", ".1", ".2", ".3", ".4"].map((age) =>
    existsSync(join(folder, `diary.log${age}`)),
  );
  assert.deepEqual(kept, [true, true, true, true, false]);
});

test("when the launcher is killed, its processes leave in an orderly way", async () => {
  const port = await findFreePort();
  const launcher = spawn(process.execPath, [join(FIXTURES, "launcher.ts"), folder, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => launcher.stdout.once("data", resolve));
  assert.equal(await isPortFree(port), false);
  launcher.kill("SIGKILL");
  await until("the end of the orphan", () => isPortFree(port));
  assert.match(readFileSync(join(folder, "events"), "utf8"), /orphan asked to stop/);
});
