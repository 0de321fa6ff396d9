import { createHash } from "node:crypto";

// Merkle trees as RFC 9162 §2.1 has them (RFC 6962's): leaves and nodes are hashed apart, and a
// tree of any size splits at the largest power of two below it. That is the same as pairing level
// by level and taking an odd last one up as it is, which is how it is done here.

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** SHA-256 of a leaf's content, behind 0x00. */
export const leafHash = (content: Uint8Array): Buffer =>
  createHash("sha256").update(leafMark).update(content).digest();

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash("sha256").update(nodeMark).update(left).update(right).digest();

/** The root of a tree without leaves. */
export const emptyRoot = (): Buffer => createHash("sha256").digest();

const levelAbove = (level: readonly Uint8Array[]): Uint8Array[] => {
  const above: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) above.push(right ? nodeHash(left, right) : left);
  }
  return above;
};

/** The root over hashes of leaves, or of whole subtrees of one size (the last may be smaller). */
export const rootOf = (hashes: readonly Uint8Array[]): Uint8Array => {
  let level = hashes;
  while (level.length > 1) level = levelAbove(level);
  return level[0] ?? emptyRoot();
};

/** The audit path of the hash at `index`, from the bottom up. */
export const pathOf = (hashes: readonly Uint8Array[], index: number): Uint8Array[] => {
  const path: Uint8Array[] = [];
  let at = index;
  for (let level = hashes; level.length > 1; level = levelAbove(level)) {
    const sibling = level[at ^ 1];
    if (sibling) path.push(sibling);
    at >>>= 1;
  }
  return path;
};

/** Leaves of one block: its root is kept, so that a path is made of one block and the roots. */
export const blockSize = 1_024;

export type BuiltTree = Readonly<{
  size: number;
  root: Uint8Array;
  /** Roots of the blocks, in order. */
  blocks: readonly Uint8Array[];
}>;

/** Builds a tree from hashes that come one by one; holds one block and the blocks' roots. */
export const createTreeBuilder = (): Readonly<{
  add: (hash: Uint8Array) => void;
  finish: () => BuiltTree;
}> => {
  const blocks: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  let size = 0;
  const closeBlock = (): void => {
    blocks.push(rootOf(open));
    open = [];
  };
  return {
    add: (hash) => {
      open.push(hash);
      size += 1;
      if (open.length === blockSize) closeBlock();
    },
    finish: () => {
      if (open.length > 0) closeBlock();
      return { size, root: rootOf(blocks), blocks };
    },
  };
};

/** The audit path of a leaf, from the leaves of its own block and the roots of all blocks. */
export const pathThroughBlocks = (
  ownBlock: readonly Uint8Array[],
  blocks: readonly Uint8Array[],
  index: number,
): Uint8Array[] => [
  ...pathOf(ownBlock, index % blockSize),
  ...pathOf(blocks, Math.floor(index / blockSize)),
];

/**
 * Whether the leaf with this hash stands at `index` of the tree with this size and root
 * (RFC 9162 §2.1.3.2). Never throws.
 */
export const inclusionHolds = (proof: {
  leaf: Uint8Array;
  index: number;
  size: number;
  path: readonly Uint8Array[];
  root: Uint8Array;
}): boolean => {
  const { leaf, index, size, path, root } = proof;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size || size > 2 ** 31 || leaf.length !== 32) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0 || sibling.length !== 32) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      // The odd last one of a level went up as it was, as often as it was that.
      while (at % 2 === 0 && at > 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
};
