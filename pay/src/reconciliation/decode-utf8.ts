import { UnreadableReport } from "./report.ts";

/** Text of UTF-8 bytes, without a mark at its beginning; any other encoding is refused. */
export const decodeUtf8 = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Buffer): string => {
    try {
      const text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
      if (!text.includes("\u0000")) return text;
    } catch {
      // Said below.
    }
    throw new UnreadableReport("notUtf8");
  };
  for await (const piece of pieces) yield decode(piece);
  yield decode();
};
