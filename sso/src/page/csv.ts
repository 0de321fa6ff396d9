/** A cell that spreadsheets show and never compute, whatever somebody else wrote into it. */
const cell = (value: string): string => {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

/** One line of a table as RFC 4180 has it. */
export const csvLine = (values: readonly string[]): string => `${values.map(cell).join(",")}\r\n`;
