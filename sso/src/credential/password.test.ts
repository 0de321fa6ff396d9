import assert from "node:assert/strict";
import { test } from "node:test";
import { createPasswords } from "./password.ts";

test("a password verifies against its own hash alone, at OWASP's cost", async () => {
  const passwords = await createPasswords();
  const hashed = await passwords.hash("correct horse");
  assert.ok(hashed.ok);
  assert.match(hashed.value, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.deepEqual(await passwords.verify(hashed.value, "correct horse"), {
    ok: true,
    value: true,
  });
  assert.deepEqual(await passwords.verify(hashed.value, "wrong"), { ok: true, value: false });
});

test("nobody's password is wrong, and takes as long", async () => {
  const passwords = await createPasswords({ running: 1 });
  const hashed = await passwords.hash("correct horse");
  const time = async (stored: string | undefined): Promise<number> => {
    const start = performance.now();
    assert.deepEqual(await passwords.verify(stored, "guess"), { ok: true, value: false });
    return performance.now() - start;
  };
  // In turn, and the quickest of each: what else the machine does touches both alike.
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 12; round += 1) {
    times.known.push(await time(hashed.ok ? hashed.value : undefined));
    times.unknown.push(await time(undefined));
  }
  const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)];
  assert.ok(unknown > known / 3, `${unknown} ms against ${known} ms`);
});

test("more than running and waiting hear that it is busy, and the others are served", async () => {
  const passwords = await createPasswords({ running: 1, waiting: 2 });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => passwords.verify(undefined, "x")),
  );
  assert.equal(answers.filter(({ ok }) => ok).length, 3);
  assert.ok((await passwords.verify(undefined, "x")).ok, "free again afterwards");
});
