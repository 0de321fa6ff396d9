import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/services.ts", import.meta.url));
const ours = fileURLToPath(new URL("../catalogue/", import.meta.url));

let folder = "";
let catalogue = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "services-"));
  catalogue = join(folder, "catalogue");
  for (const part of ["institutions.json", "life-events.json", "transport"]) {
    cpSync(join(ours, part), join(catalogue, part), { recursive: true });
  }
});
after(() => rmSync(folder, { recursive: true }));

type Definition = Record<string, unknown> & { eligibility: Record<string, unknown>[] };

const readOurs = (code: string): Definition =>
  JSON.parse(readFileSync(join(ours, `${code}.json`), "utf8")) as Definition;

/** A file of somebody's own, as they give it to the command. */
const fileOf = (name: string, content: object | string): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

const run = (command: string, file: string) => {
  const args = [program, command, file, "--catalogue", catalogue];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout, stderr };
};

const importing = (file: string) => run("import", file);

const degree = "higher-education/degree-attestation";
const vehicle = "transport/vehicle-licence-renewal";
const held = (code: string): string => readFileSync(join(catalogue, `${code}.json`), "utf8");

test("a good file is put in its institution's folder, and given again it changes nothing", () => {
  const file = fileOf("degree.json", readOurs(degree));
  const first = importing(file);
  assert.deepEqual(first, { status: 0, stdout: `${degree} is in the catalogue\n`, stderr: "" });
  assert.deepEqual(JSON.parse(held(degree)), readOurs(degree));
  const again = importing(file);
  assert.equal(again.status, 0);
  assert.equal(again.stdout, `${degree} is in the catalogue already, the same\n`);
});

test("a broken file is refused with the place and the reason, and nothing is written", () => {
  const definition = readOurs("interior/passport");
  const [first, ...others] = definition.eligibility;
  const eligibility = [{ ...first, rule: "person.nobodyKnows" }, ...others];
  const wrong = importing(fileOf("wrong-rule.json", { ...definition, eligibility }));
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /wrong-rule\.json: eligibility\.0\.rule \(0–18\)\n/);
  assert.match(wrong.stderr, /لا يوجد .*nobodyKnows|nobodyKnows/);
  assert.match(wrong.stderr, /\n1 problems\n$/);
  assert.equal(existsSync(join(catalogue, "interior")), false);
  const torn = importing(fileOf("torn.json", '{"code": '));
  assert.equal(torn.status, 1);
  assert.match(torn.stderr, /torn\.json: \n.*JSON.*\n {2}The file is not valid JSON\.\n/);
  const missing = importing(join(folder, "nowhere.json"));
  assert.match(missing.stderr, /There is no such file\./);
});

test("what is there already gives way to a newer version only", () => {
  const before = held(vehicle);
  const { version } = readOurs(vehicle) as unknown as { version: number };
  const summary = { ar: "ملخص آخر.", en: "Another summary." };
  const same = importing(fileOf("same.json", { ...readOurs(vehicle), summary }));
  assert.equal(same.status, 1);
  assert.match(same.stderr, /same\.json: version\n/);
  assert.match(same.stderr, new RegExp(`The catalogue holds version ${version} of ${vehicle}`));
  assert.equal(held(vehicle), before);
  const newer = { ...readOurs(vehicle), summary, version: version + 1 };
  assert.equal(importing(fileOf("newer.json", newer)).status, 0);
  assert.deepEqual(JSON.parse(held(vehicle)), newer);
});

test("a prefix of references that another service has is refused", () => {
  const { referencePrefix } = readOurs(vehicle);
  const { code: _code, ...rest } = readOurs("transport/traffic-fine-payment");
  const code = "transport/another";
  const taken = importing(fileOf("taken.json", { ...rest, code, referencePrefix }));
  assert.equal(taken.status, 1);
  assert.match(
    taken.stderr,
    new RegExp(`taken\\.json: .*\n.*\n.*prefix ${referencePrefix as string}`),
  );
  assert.equal(existsSync(join(catalogue, `${code}.json`)), false);
});

test("a registry's query that the exchange does not offer so is named at its place", () => {
  const definition = readOurs("interior/good-conduct-certificate") as unknown as {
    bindings: { facts: { from: string }[]; purpose: string; service: { code: string } }[];
  };
  const [first, second] = definition.bindings;
  assert.ok(first?.facts[0] && second);
  first.facts[0].from = "shoeSize";
  first.purpose = "identity-proofing";
  second.service.code = "nothing";
  const { status, stderr } = run("check", fileOf("unoffered.json", definition));
  assert.equal(status, 1);
  assert.match(stderr, /bindings\.0\.facts\.0\.from\n.*\n.*This registry's answer has no shoeSize/);
  assert.match(stderr, /bindings\.0\.purpose\n.*\n.*The purpose identity-proofing does not allow/);
  assert.match(stderr, /bindings\.1\.service\n.*\n.*The exchange offers no MOSD\/[a-z-]+\/nothing/);
});
