import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { differences, programOf, readGuide, type Step } from "./guide-blocks.ts";
import { openGuideWorld } from "./guide-world.ts";

const root = join(import.meta.dirname, "..", "..");
const steps = readGuide(readFileSync(join(root, "docs", "pay-api.md"), "utf8"));
/** Inside the project, where the program finds the packages that the guide names. */
const folder = join(root, ".data", "test", `guide-${process.pid}`);

let world: Awaited<ReturnType<typeof openGuideWorld>>;
before(async () => {
  world = await openGuideWorld();
  mkdirSync(folder, { recursive: true });
});
after(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Told = Readonly<{ stage?: string; line?: number; printed?: readonly unknown[] }>;

const shownAt = (line: number | undefined): Extract<Step, { kind: "run" }> | undefined =>
  steps.find((step) => step.kind === "run" && step.line === line) as ReturnType<typeof shownAt>;

test("every example of the guide does what it says and prints what it shows", async () => {
  const file = join(folder, "guide.mjs");
  writeFileSync(file, programOf(steps));
  const env = { ...process.env, PAY_URL: world.payUrl, SSO_URL: world.ssoUrl };
  const child = fork(file, { env, stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let said = "";
  child.stderr?.on("data", (part: Buffer) => (said += part.toString()));
  let last: unknown;
  let ran = 0;
  const faults: string[] = [];
  child.on("message", (told: Told) => {
    const act = async (): Promise<void> => {
      if (told.stage !== undefined) await world.stages[told.stage]?.(last);
      const { prints } = shownAt(told.line) ?? {};
      const { printed = [] } = told;
      const value = printed.length === 1 ? printed[0] : printed;
      if (told.stage === undefined) last = value;
      if (prints !== undefined) {
        faults.push(...differences(prints, value, `line ${told.line}`));
      }
      ran += 1;
      child.send("go on");
    };
    act().catch((error: unknown) => {
      faults.push(String(error));
      child.kill();
    });
  });
  const [code] = (await once(child, "exit")) as [number | null];
  assert.deepEqual([code, ran], [0, steps.length], `${said}\n${faults.join("\n")}`);
  assert.deepEqual(faults, []);
});
