import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { blockSize, createTreeBuilder, emptyRoot, inclusionHolds } from "./hash-tree.ts";
import { leafHash, pathOf, pathThroughBlocks, rootOf } from "./hash-tree.ts";

const most = 2 * blockSize + 40;
const allLeaves = Array.from({ length: most }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)));
const leavesOf = (size: number): Buffer[] => allLeaves.slice(0, size);

const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

/** The definition of RFC 9162 §2.1.1, word for word. */
const definedRoot = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return sha256(Uint8Array.of(1), definedRoot(left), definedRoot(right));
};

test("roots are those of RFC 6962's test vectors", () => {
  const contents = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"];
  const whole = [...contents, "606162636465666768696a6b6c6d6e6f"];
  const leaves = whole.map((hex) => leafHash(Buffer.from(hex, "hex")));
  const hex = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");
  const roots = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  };
  for (const [size, root] of Object.entries(roots)) {
    assert.equal(hex(rootOf(leaves.slice(0, Number(size)))), root, size);
  }
});

test("of trees of 0 to 70 leaves every proof verifies, and no other index does", () => {
  for (let size = 0; size <= 70; size += 1) {
    const leaves = leavesOf(size);
    const root = rootOf(leaves);
    assert.deepEqual(root, definedRoot(leaves));
    for (const [index, leaf] of leaves.entries()) {
      const proof = { leaf, index, size, path: pathOf(leaves, index), root };
      assert.ok(inclusionHolds(proof), `${index} of ${size}`);
      for (const other of [index - 1, index + 1, index ^ 2, size - 1 - index, size]) {
        if (other !== index) assert.ok(!inclusionHolds({ ...proof, index: other }));
      }
    }
  }
  assert.deepEqual(rootOf([]), emptyRoot());
});

/** A tree across several blocks, and one of its leaves. */
const drawn = fc
  .integer({ min: 1, max: most })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));

const build = (leaves: readonly Buffer[]) => {
  const builder = createTreeBuilder();
  for (const leaf of leaves) builder.add(leaf);
  return builder.finish();
};

test("a tree built leaf by leaf gives the same root and paths as the whole of it", () => {
  fc.assert(
    fc.property(drawn, ({ size, index }) => {
      const leaves = leavesOf(size);
      const { root, blocks, size: counted } = build(leaves);
      assert.equal(counted, size);
      assert.deepEqual(root, rootOf(leaves));
      const begin = index - (index % blockSize);
      const path = pathThroughBlocks(leaves.slice(begin, begin + blockSize), blocks, index);
      assert.deepEqual(path, pathOf(leaves, index));
    }),
    { numRuns: 30 },
  );
});

const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  changed[at % 32] = (changed[at % 32] ?? 0) ^ (1 << (at % 8));
  return changed;
};

test("a proof with anything changed does not verify", () => {
  const change = fc.record({ what: fc.nat({ max: 5 }), at: fc.nat({ max: 10_000 }) });
  fc.assert(
    fc.property(drawn, change, ({ size, index }, { what, at }) => {
      const leaves = leavesOf(size);
      const leaf = leaves[index] ?? Buffer.alloc(32);
      const proof = { leaf, index, size, path: pathOf(leaves, index), root: rootOf(leaves) };
      assert.ok(inclusionHolds(proof));
      const { path, root } = proof;
      const place = path.length === 0 ? 0 : at % path.length;
      const changed = [
        { leaf: flip(leaf, at) },
        { root: flip(root, at) },
        path.length === 0
          ? { path: [leaf] }
          : { path: path.map((one, i) => (i === place ? flip(one, at) : one)) },
        { path: path.length === 0 ? [root] : path.toSpliced(place, 1) },
        { path: path.toSpliced(place, 0, root) },
        { index: (index + 1 + (at % Math.max(1, size - 1))) % (size + 1) },
      ][what];
      assert.ok(!inclusionHolds({ ...proof, ...changed }), `${what}`);
    }),
    { numRuns: 120 },
  );
  const one = { leaf: leavesOf(1)[0] ?? Buffer.alloc(32), index: 0, size: 1, path: [] };
  for (const wrong of [{ size: 0 }, { index: -1 }, { index: 0.5 }, { size: 2 }, { size: NaN }]) {
    assert.ok(!inclusionHolds({ ...one, root: one.leaf, ...wrong }), JSON.stringify(wrong));
  }
});
