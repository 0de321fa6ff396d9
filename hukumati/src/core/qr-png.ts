import { encodeQR } from "qr";

const modulePx = 6;
const border = 4;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const adler32 = (bytes: Uint8Array): number => {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
};

const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

/** One after another; spread arguments would be too many for a phone's engine. */
const joined = (parts: readonly ArrayLike<number>[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = joined([new TextEncoder().encode(type), data]);
  return joined([be32(data.length), body, be32(crc32(body))]);
};

/** A zlib stream without compression (RFC 1950, RFC 1951 §3.2.4). */
const stored = (bytes: Uint8Array): Uint8Array => {
  const parts: ArrayLike<number>[] = [[0x78, 0x01]];
  const most = 65_535;
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most);
    const last = at + most >= bytes.length ? 1 : 0;
    const low = block.length & 255;
    const high = block.length >> 8;
    parts.push([last, low, high, low ^ 255, high ^ 255], block);
  }
  return joined([...parts, be32(adler32(bytes))]);
};

/** Rows of one bit a pixel, white 1, each behind its filter byte. */
const rowsOf = (modules: readonly (readonly boolean[])[], side: number): Uint8Array => {
  const perRow = Math.ceil(side / 8) + 1;
  const rows = new Uint8Array(perRow * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const dark = modules[Math.floor(y / modulePx)]?.[Math.floor(x / modulePx)];
      if (!dark) {
        const at = y * perRow + 1 + (x >> 3);
        rows[at] = (rows[at] ?? 0) | (128 >> (x & 7));
      }
    }
  }
  return rows;
};

/** A text as a QR code with its quiet zone: a PNG that any phone draws, and its side in pixels. */
export const qrPng = (text: string): { bytes: Uint8Array; side: number } => {
  const modules = encodeQR(text, "raw", { ecc: "medium", border });
  const side = modules.length * modulePx;
  const header = Uint8Array.of(...be32(side), ...be32(side), 1, 0, 0, 0, 0);
  return {
    side,
    bytes: joined([
      [137, 80, 78, 71, 13, 10, 26, 10],
      chunk("IHDR", header),
      chunk("IDAT", stored(rowsOf(modules, side))),
      chunk("IEND", new Uint8Array()),
    ]),
  };
};
