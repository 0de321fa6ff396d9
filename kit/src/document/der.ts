// Distinguished Encoding Rules (X.690), as much as a seal needs. A seal is checked by writing it
// again from its parts and comparing bytes, so what is written here is exact.

/** One tag-length-value; `whole` and `content` are views of the bytes read. */
export type DerNode = Readonly<{ tag: number; content: Uint8Array; whole: Uint8Array }>;

const lengthBytes = (length: number): number[] => {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
};

export const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
};

export const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);

/** SET OF: members in the order of their bytes (X.690 §11.6). */
export const setOf = (...members: readonly Uint8Array[]): Buffer =>
  der(0x31, ...members.toSorted((a, b) => Buffer.compare(a, b)));

export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);

/** INTEGER from unsigned big-endian bytes. */
export const unsigned = (bytes: Uint8Array): Buffer => {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const minimal = bytes.subarray(start);
  const pad = (minimal[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : [];
  return der(0x02, ...pad, minimal);
};

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const base128 = (arc: number): number[] => {
    const bytes = [arc % 128];
    for (let more = Math.floor(arc / 128); more > 0; more = Math.floor(more / 128)) {
      bytes.unshift((more % 128) | 0x80);
    }
    return bytes;
  };
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

/** Reads one node at `at`. Throws a RangeError on anything cut short or of indefinite length. */
export const readDer = (bytes: Uint8Array, at = 0): DerNode => {
  const tag = bytes[at];
  let length = bytes[at + 1];
  let start = at + 2;
  if (tag === undefined || length === undefined) throw new RangeError("DER is cut short");
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count < 1 || count > 4) throw new RangeError("DER length is not definite");
    length = 0;
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) throw new RangeError("DER is cut short");
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
};

/** The nodes inside a constructed node, which they fill exactly. */
export const children = (node: DerNode): DerNode[] => {
  const nodes: DerNode[] = [];
  for (let at = 0; at < node.content.length;) {
    const child = readDer(node.content, at);
    nodes.push(child);
    at += child.whole.length;
  }
  return nodes;
};

/** The nodes inside, which must be of these tags in this order. */
export const expectTags = (node: DerNode, ...tags: readonly number[]): DerNode[] => {
  const nodes = children(node);
  if (nodes.length !== tags.length || nodes.some((child, i) => child.tag !== tags[i])) {
    throw new RangeError("DER is not of the expected shape");
  }
  return nodes;
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
