/**
 * One line of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula is led by
 * an apostrophe, so that a bill's text never runs at a clerk's desk.
 */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => csvCell(cell)).join(",")}\r\n`;

const csvCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d[\d.]*$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const encoder = new TextEncoder();

/** Sends lines as they are made; a reader who goes away stops the making. */
export const csvStream = (lines: AsyncGenerator<string>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      // Spreadsheets take Arabic for what it is only when the file begins so.
      controller.enqueue(encoder.encode("\ufeff"));
    },
    pull: async (controller) => {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
