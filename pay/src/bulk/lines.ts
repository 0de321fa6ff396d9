/** A line of a file by its number from 1; `undefined` where it is longer than any row may be. */
export type Line = Readonly<{ number: number; text: string | undefined }>;

/** Longer than any row of a bill can be. */
export const maxLineLength = 32_768;

/**
 * Splits text that comes in pieces into lines, without their ends, a batch for each piece. A line
 * that does not end is held to `maxLineLength` and then skipped to its end.
 */
export const readLines = async function* (pieces: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = "";
  let number = 0;
  let skipping = false;
  const finish = (text: string): Line => {
    number += 1;
    const tooLong = skipping || text.length > maxLineLength;
    skipping = false;
    return { number, text: tooLong ? undefined : text.endsWith("\r") ? text.slice(0, -1) : text };
  };
  for await (const piece of pieces) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop() ?? "";
    if (parts.length > 0) yield parts.map(finish);
    if (rest.length > maxLineLength) {
      skipping = true;
      rest = "";
    }
  }
  if (rest !== "" || skipping) yield [finish(rest)];
};
