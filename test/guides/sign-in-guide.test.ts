import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { findFreePort } from "@gov/dev/free-port.ts";
import { clientRegistrationSchema } from "../../sso/src/client/client.ts";
import { createFormBrowser, textOf } from "../../sso/test/form-browser.ts";
import { amal, amalTypes, secret, seed } from "../../sso/test/people-and-clients.ts";
import { callback, citizenAt, register } from "../../sso/test/registered-clients.ts";
import { startSso, type SsoUnderTest } from "../../sso/test/sso-under-test.ts";
import { createVisitor } from "../../sso/test/visitor.ts";
import { differences, readGuide } from "./guide-blocks.ts";
import { openShell } from "./shell.ts";

const root = join(import.meta.dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "sign-in-guide.md"), "utf8");
/** Inside the project, where the program finds the packages that the guide names. */
const folder = join(root, ".data", "test", `sign-in-guide-${process.pid}`);

const section = (title: string): string => {
  const found = guide.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`the guide has no part "${title}"`);
  return found;
};

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
  mkdirSync(folder, { recursive: true });
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sso.close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

test("every example with curl does what it says and prints what it shows", async () => {
  await register(sso, "reader", { secret });
  const shell = openShell({
    SSO_URL: sso.issuer,
    CLIENT_ID: "reader",
    CLIENT_SECRET: secret,
    REDIRECT_URI: callback,
  });
  const browser = createFormBrowser(sso.issuer);
  let printed = "";
  const stages: Record<string, () => Promise<void>> = {
    "the person signs in": async () => {
      const { leftTo = "" } = await citizenAt(sso, printed, browser);
      const answer = new URL(leftTo).searchParams;
      assert.equal(answer.get("state"), "af0ifjsldkj");
      assert.equal(answer.get("iss"), sso.issuer);
      await shell.set("CODE", answer.get("code") ?? "");
    },
    "the person signs out": async () => {
      const visitor = createVisitor(browser);
      const out = await visitor.signOut(await visitor.open(printed));
      assert.match(textOf(out), /خرجت من حسابك/);
    },
  };
  const steps = readGuide(section("With curl"), "sh");
  assert.equal(steps.length, 7);
  try {
    for (const step of steps) {
      if (step.kind === "stage") {
        await stages[step.what]?.();
        continue;
      }
      printed = await shell.run(step.code);
      if (step.prints === undefined) continue;
      const value: unknown = JSON.parse(printed);
      assert.deepEqual(differences(step.prints, value, `line ${step.line}`), []);
    }
  } finally {
    shell.close();
  }
});

const accepts = async (port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });

/** The site of the guide, running with nothing but what the guide says. */
const startSite = async (port: number): Promise<ChildProcess> => {
  const [step] = readGuide(section("With Node"));
  if (step?.kind !== "run") throw new Error("the guide shows no program");
  const file = join(folder, "site.mjs");
  writeFileSync(file, step.code);
  const env = {
    SSO_URL: sso.issuer,
    SITE_URL: `http://localhost:${port}`,
    CLIENT_ID: "node-site",
    CLIENT_SECRET: secret,
  };
  const child = fork(file, { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  while (child.exitCode === null && !(await accepts(port))) await pause(20);
  return child;
};

test("the site with Node lets people in, asks anew before a payment, and lets them out", async () => {
  const port = await findFreePort();
  const home = `http://localhost:${port}`;
  await register(sso, "node-site", {
    secret,
    redirectUris: [`${home}/callback`],
    postLogoutRedirectUris: [`${home}/`],
  });
  const site = await startSite(port);
  try {
    const visitor = createVisitor();
    const signIn = async (path: string) => {
      const first = await visitor.open(`${home}${path}`);
      assert.ok(first.url.startsWith(sso.issuer), `${path} asks the person`);
      const second = await visitor.submit(first, amalTypes);
      return await visitor.submit(second, { code: sso.sms.codeFor(amal.phone) });
    };
    assert.match((await visitor.open(home)).html, /Nobody/);
    assert.equal((await signIn("/signin")).html, "Hello Amal Hasan");
    assert.equal((await signIn("/pay")).html, "Hello Amal Hasan");
    const out = await visitor.signOut(await visitor.open(`${home}/leave`));
    assert.equal(out.url, `${home}/`);
    assert.match(out.html, /Nobody/);
  } finally {
    site.kill();
    if (site.exitCode === null && site.signalCode === null) await once(site, "exit");
  }
});

test("the guide names every field that can be registered, and no other", () => {
  const table = section("What to register").split("\n");
  const named = table.flatMap((line) => {
    const [, first = ""] = line.split("|");
    return [...first.matchAll(/`(\w+)`/g)].map(([, field = ""]) => field);
  });
  const known = Object.keys(clientRegistrationSchema.shape);
  const untold = ["firstParty", "corsOrigins", "secret"];
  assert.deepEqual(named.toSorted(), known.filter((field) => !untold.includes(field)).toSorted());
});
