import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openPayWorld, until, type PayWorld } from "../../pay/test/pay-world.ts";
import { startTimestampAuthority } from "../../pay/test/timestamp-authority.ts";
import { tool } from "./programs.ts";

// What openssl says of the time stamps of days of receipts, as they are published.

let authority: Awaited<ReturnType<typeof startTimestampAuthority>>;
let pay: PayWorld;
let dir: string;
before(async () => {
  authority = await startTimestampAuthority();
  pay = await openPayWorld(authority.environment);
  dir = await mkdtemp(join(tmpdir(), "receipt-log-"));
  const day = await until(async () => {
    const response = await fetch(`${pay.url}/.well-known/receipt-days.json`);
    const { days } = (await response.json()) as { days: { day: string; stamp?: string }[] };
    return days[0]?.stamp === undefined ? undefined : days[0].day;
  });
  const files = {
    "day.cose": `/receipt-days/${day}.cose`,
    "day.tsr": `/receipt-days/${day}.tsr`,
    "roots.pem": "/.well-known/receipt-timestamp-roots.pem",
  };
  for (const [name, path] of Object.entries(files)) {
    const response = await fetch(pay.url + path);
    assert.equal(response.status, 200, path);
    await writeFile(join(dir, name), Buffer.from(await response.arrayBuffer()));
  }
});
after(async () => {
  await pay.close();
  await authority.close();
  await rm(dir, { recursive: true });
});

const verify = (head: string): Promise<string> =>
  tool("openssl", `ts -verify -data ${dir}/${head} -in ${dir}/day.tsr -CAfile ${dir}/roots.pem`);

test("openssl ts -verify accepts the published stamp over the published statement", async () => {
  assert.match(await verify("day.cose"), /Verification: OK/);
});

test("it refuses any other statement", async () => {
  const head = await readFile(join(dir, "day.cose"));
  head[40] = (head[40] ?? 0) ^ 1;
  await writeFile(join(dir, "other.cose"), head);
  await assert.rejects(verify("other.cose"), /message imprint mismatch/);
});
