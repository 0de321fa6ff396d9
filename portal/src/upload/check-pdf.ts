import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createInflate, inflate, inflateSync } from "node:zlib";

/** Why a PDF is not taken. */
export type PdfRefusal = "encrypted" | "active" | "attachments" | "tooHeavy" | "damaged";

/** Names that a document uses only where it runs something, carries files or is locked. */
const refusedNames = new Map<string, PdfRefusal>([
  ...["JavaScript", "Launch", "RichMedia", "Rendition", "XFA", "Movie"].map(asActive),
  ...["SubmitForm", "ImportData", "GoToE"].map(asActive),
  ["EmbeddedFile", "attachments"],
  ["EmbeddedFiles", "attachments"],
  ["Encrypt", "encrypted"],
]);

function asActive(name: string): [string, PdfRefusal] {
  return [name, "active"];
}

/** Ways to write a stream that hide what stands in it from a reader that only inflates. */
const hidingFilters = ["ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt"];
const longestName = 64;
/** In all its streams together: a scan of a hundred pages is a quarter of it. */
const maxInflatedBytes = 256 * 1024 * 1024;
/** What even the shortest stream costs of it, so that they are counted too. */
const leastStreamBytes = 32 * 1024;
/** Damaged ones are slow to read, and few in any honest document. */
const brokenStreamBytes = 256 * 1024;
const maxStreamBytes = 64 * 1024 * 1024;
const maxAfterEnd = 1024;

const firstLetters = new Set(
  [...refusedNames.keys(), ...hidingFilters, "XRef"].map((name) => name.charCodeAt(0)),
).add(0x23);

const isRegular = (byte: number): boolean =>
  byte > 0x20 && byte < 0x7f && !"()<>[]{}/%".includes(String.fromCharCode(byte));

/** The name at `from`, with `#4a` read as the letter it stands for. */
const nameAt = (bytes: Buffer, from: number): string => {
  let to = from;
  while (to < bytes.length && to - from < longestName && isRegular(bytes[to] ?? 0)) to += 1;
  return bytes
    .toString("latin1", from, to)
    .replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
};

const eachName = (bytes: Buffer, take: (name: string) => void): void => {
  for (let at = bytes.indexOf(0x2f); at !== -1; at = bytes.indexOf(0x2f, at + 1)) {
    if (firstLetters.has(bytes[at + 1] ?? 0)) take(nameAt(bytes, at + 1));
  }
};

const refusalIn = (bytes: Buffer): PdfRefusal | undefined => {
  let found: PdfRefusal | undefined;
  eachName(bytes, (name) => (found ??= refusedNames.get(name)));
  return found;
};

/** Where the bytes of each stream begin. */
const streamStarts = function* (bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf("stream"); at !== -1; at = bytes.indexOf("stream", at + 6)) {
    const next = bytes[at + 6];
    if (next === 0x0a) yield at + 7;
    if (next === 0x0d) yield at + (bytes[at + 7] === 0x0a ? 8 : 7);
  }
};

const isZlib = (bytes: Buffer, at: number): boolean => {
  const [first = 0, second = 0] = bytes.subarray(at, at + 2);
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
};

/** What reading a stream cost of the budget, or why the document is refused. */
type Read = PdfRefusal | number;

const chunkSize = 1024 * 1024;
const inflateWhole = promisify(inflate);
const isTooLong = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";

/** A short stream, at once: handing thousands of them to another thread takes longer. */
const inflateShort = (packed: Buffer): Buffer | undefined => {
  try {
    return inflateSync(packed, { maxOutputLength: leastStreamBytes });
  } catch (error) {
    if (isTooLong(error)) return undefined;
    throw error;
  }
};

/** Reads what is compressed at `start` at once; a stream that breaks off is read piece by piece. */
const readCompressed = async (bytes: Buffer, start: number, budget: number): Promise<Read> => {
  const maxOutputLength = Math.min(budget, maxStreamBytes);
  const packed = bytes.subarray(start);
  try {
    const read =
      inflateShort(packed) ?? (await inflateWhole(packed, { maxOutputLength, chunkSize }));
    return refusalIn(read) ?? Math.max(read.length, leastStreamBytes);
  } catch (error) {
    return isTooLong(error) ? "tooHeavy" : await readBroken(bytes, start, maxOutputLength);
  }
};

const piecesOf = function* (bytes: Buffer, start: number): Generator<Buffer> {
  for (let at = start; at < bytes.length; at += 64 * 1024) {
    yield bytes.subarray(at, at + 64 * 1024);
  }
};

/** As far as any reader gets in a stream that is damaged: what stands before the damage counts. */
const readBroken = async (bytes: Buffer, start: number, budget: number): Promise<Read> => {
  const source = Readable.from(piecesOf(bytes, start));
  const inflating = source.pipe(createInflate({ chunkSize: 64 * 1024 }));
  let length = 0;
  let tail: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of inflating as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > budget) return "tooHeavy";
      const window = Buffer.concat([tail, piece]);
      const refused = refusalIn(window);
      if (refused) return refused;
      tail = window.subarray(-longestName * 3);
    }
  } catch {
    // The damage itself: nothing can be read behind it.
  } finally {
    source.destroy();
  }
  return Math.max(length, brokenStreamBytes);
};

/** Compressed objects in a form that is not looked into. */
const hidesObjects = (bytes: Buffer): boolean => {
  const names = new Set<string>();
  eachName(bytes, (name) => names.add(name));
  return names.has("XRef") && hidingFilters.some((filter) => names.has(filter));
};

const isWhole = (bytes: Buffer): boolean => {
  const end = bytes.lastIndexOf("%%EOF");
  return end !== -1 && bytes.length - end <= maxAfterEnd;
};

/**
 * Why a PDF is not taken, or undefined: it runs nothing, carries no files, is not locked, and is
 * not more than it seems. Every name outside and inside compressed streams is read, however it is
 * spelt (ISO 32000-2, 7.3.5 and 7.5.7); nothing is trusted that only a table of contents says.
 */
export const checkPdf = async (bytes: Buffer): Promise<PdfRefusal | undefined> => {
  if (!isWhole(bytes)) return "damaged";
  const open = refusalIn(bytes);
  if (open) return open;
  if (hidesObjects(bytes)) return "damaged";
  let budget = maxInflatedBytes;
  for (const start of streamStarts(bytes)) {
    if (!isZlib(bytes, start)) continue;
    const read = await readCompressed(bytes, start, budget);
    if (typeof read === "string") return read;
    budget -= read;
    if (budget <= 0) return "tooHeavy";
  }
  return undefined;
};
