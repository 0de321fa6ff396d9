import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cipher, memoryVault } from "./vault-under-test.ts";
import { giveVaultTo } from "./wallet.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (read: Uint8Array | undefined) => read && new TextDecoder().decode(read);

test("what is kept is read again, and no file tells what is in it or whose it is", async () => {
  const name = "file VL-7K2M-9PQR-4TXB";
  const word = fc.stringMatching(/^[a-z]{12,40}$/);
  await fc.assert(
    fc.asyncProperty(word, async (secret) => {
      const { vault, kept } = memoryVault();
      await vault.open().write(name, bytes(secret));
      assert.equal(text(await vault.read(name)), secret);
      for (const [file, content] of kept) {
        assert.doesNotMatch(file, /VL|7K2M/);
        assert.ok(!Buffer.from(content).includes(secret));
      }
    }),
    { numRuns: 20 },
  );
});

test("what was changed, put in another's place or sealed with another key is not read", async () => {
  const { vault, kept, keystore } = memoryVault();
  await vault.open().write("a", bytes("one"));
  await vault.open().write("b", bytes("two"));
  const [fileA = "", fileB = ""] = [...kept.keys()];
  const [one, two] = [kept.get(fileA), kept.get(fileB)];
  assert.ok(one && two);
  kept.set(fileA, two);
  assert.equal(await vault.read("a"), undefined);
  kept.set(
    fileA,
    Uint8Array.from(one, (byte, at) => (at === one.length - 1 ? byte ^ 1 : byte)),
  );
  assert.equal(await vault.read("a"), undefined);
  kept.set(fileA, one);
  assert.equal(text(await vault.read("a")), "one");
  keystore.key = await cipher.newKey();
  assert.equal(await vault.read("a"), undefined);
});

test("a lost key takes with it what it sealed", async () => {
  const { vault, kept, keystore } = memoryVault();
  await vault.open().write("a", bytes("one"));
  keystore.key = undefined;
  assert.equal(await vault.read("a"), undefined);
  await vault.open().write("b", bytes("two"));
  assert.equal(kept.size, 1);
});

test("emptied, it holds nothing, and what was asked for before does not come back", async () => {
  const { vault, kept, keystore } = memoryVault();
  await vault.open().write("a", bytes("one"));
  const asked = vault.open();
  const writing = asked.write("b", bytes("under way"));
  await vault.empty();
  await writing;
  await asked.write("c", bytes("late"));
  assert.equal(kept.size, 0);
  assert.equal(keystore.key, undefined);
  await vault.open().write("d", bytes("new"));
  assert.equal(text(await vault.read("d")), "new");
});

test("another person who signs in finds nothing of the one before", async () => {
  const { vault } = memoryVault();
  await giveVaultTo(vault, "layla");
  await vault.open().write("documents", bytes("hers"));
  await giveVaultTo(vault, "layla");
  assert.equal(text(await vault.read("documents")), "hers");
  await giveVaultTo(vault, "omar");
  assert.equal(await vault.read("documents"), undefined);
});
