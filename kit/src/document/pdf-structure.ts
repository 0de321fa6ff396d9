// Reads as much of a PDF's structure (ISO 32000-1 §7.5) as adding a signature needs: the classic
// cross-reference table that Typst writes, the catalogue and the first page. Text is latin1, so
// that an index is a byte offset. Everything here reads our own renderer's output; what it does
// not know it refuses by throwing.

/** Where the value of each key of a dictionary stands; `end` is behind the closing `>>`. */
export type PdfDictionary = Readonly<{
  start: number;
  end: number;
  values: ReadonlyMap<string, Readonly<{ start: number; end: number }>>;
}>;

export type PdfStructure = Readonly<{
  text: string;
  trailer: PdfDictionary;
  xrefOffset: number;
  size: number;
  rootNumber: number;
  offsets: ReadonlyMap<number, number>;
}>;

const maxDepth = 64;
const maxSections = 16;

const refuse = (what: string): never => {
  throw new Error(`this PDF cannot be sealed: ${what}`);
};

const skipSpace = (text: string, at: number): number => {
  const space = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
};

const skipString = (text: string, at: number): number => {
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "(") depth += 1;
    else if (text[i] === ")" && (depth -= 1) === 0) return i + 1;
  }
  return refuse("a string does not end");
};

const scalar =
  /\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])|\/?[^\0\t\n\f\r ()<>[\]{}/%]+/y;

const skipValue = (text: string, start: number, depth: number): number => {
  const at = skipSpace(text, start);
  if (depth > maxDepth) return refuse("its objects are nested too deep");
  if (text.startsWith("<<", at)) return readDictionary(text, at, depth + 1).end;
  if (text[at] === "(") return skipString(text, at);
  if (text[at] === "<") return text.indexOf(">", at) + 1 || refuse("a string does not end");
  if (text[at] === "[") {
    let i = skipSpace(text, at + 1);
    while (text[i] !== "]") i = skipSpace(text, skipValue(text, i, depth + 1));
    return i + 1;
  }
  scalar.lastIndex = at;
  const match = scalar.exec(text) ?? refuse(`no value at byte ${at}`);
  return at + match[0].length;
};

/** Reads the dictionary that begins at `start`. */
export const readDictionary = (text: string, start: number, depth = 0): PdfDictionary => {
  if (!text.startsWith("<<", start)) return refuse(`no dictionary at byte ${start}`);
  const values = new Map<string, { start: number; end: number }>();
  let at = skipSpace(text, start + 2);
  while (!text.startsWith(">>", at)) {
    const keyEnd = skipValue(text, at, depth);
    const valueStart = skipSpace(text, keyEnd);
    const valueEnd = skipValue(text, valueStart, depth);
    values.set(text.slice(at, keyEnd), { start: valueStart, end: valueEnd });
    at = skipSpace(text, valueEnd);
  }
  return { start, end: at + 2, values };
};

export const valueText = (
  text: string,
  dictionary: PdfDictionary,
  key: string,
): string | undefined => {
  const place = dictionary.values.get(key);
  return place && text.slice(place.start, place.end);
};

/** The object number in `12 0 R`. */
export const referenced = (value: string | undefined): number => {
  const match = /^(\d+)\s+0\s+R$/.exec(value ?? "");
  return match ? Number(match[1]) : refuse(`"${value ?? ""}" is not a reference`);
};

/** The dictionary that is object `number`. */
export const objectDictionary = (pdf: PdfStructure, number: number): PdfDictionary => {
  const offset = pdf.offsets.get(number) ?? refuse(`object ${number} is missing`);
  const header = /(\d+) 0 obj\s*/y;
  header.lastIndex = offset;
  const match = header.exec(pdf.text);
  if (!match || Number(match[1]) !== number) return refuse(`object ${number} is misplaced`);
  return readDictionary(pdf.text, offset + match[0].length);
};

const readTable = (text: string, offset: number, offsets: Map<number, number>): PdfDictionary => {
  if (!text.startsWith("xref", offset)) return refuse("it has no cross-reference table");
  let at = skipSpace(text, offset + 4);
  while (!text.startsWith("trailer", at)) {
    const section = /(\d+) (\d+)\s+/y;
    section.lastIndex = at;
    const [whole, first, count] = section.exec(text) ?? refuse("a cross-reference is malformed");
    at += whole.length;
    for (let i = 0; i < Number(count); i += 1, at += 20) {
      const number = Number(first) + i;
      const entry = /^(\d{10}) \d{5} ([nf])/.exec(text.slice(at, at + 18));
      if (!entry) return refuse("a cross-reference is malformed");
      if (entry[2] === "n" && !offsets.has(number)) offsets.set(number, Number(entry[1]));
    }
    at = skipSpace(text, at);
  }
  return readDictionary(text, skipSpace(text, at + "trailer".length));
};

export const readPdfStructure = (pdf: Uint8Array): PdfStructure => {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString("latin1");
  const end = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64));
  if (!text.startsWith("%PDF-") || !end) return refuse("it does not begin or end as a PDF does");
  const xrefOffset = Number(end[1]);
  const offsets = new Map<number, number>();
  const trailer = readTable(text, xrefOffset, offsets);
  let previous = valueText(text, trailer, "/Prev");
  for (let sections = 1; previous !== undefined; sections += 1) {
    if (sections > maxSections) return refuse("it was changed too often");
    previous = valueText(text, readTable(text, Number(previous), offsets), "/Prev");
  }
  if (trailer.values.has("/Encrypt")) return refuse("it is encrypted");
  return {
    text,
    trailer,
    xrefOffset,
    size: Number(valueText(text, trailer, "/Size")),
    rootNumber: referenced(valueText(text, trailer, "/Root")),
    offsets,
  };
};

/** The number of the first page's object. */
export const firstPageNumber = (pdf: PdfStructure): number => {
  const root = objectDictionary(pdf, pdf.rootNumber);
  let number = referenced(valueText(pdf.text, root, "/Pages"));
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const node = objectDictionary(pdf, number);
    const kids = valueText(pdf.text, node, "/Kids");
    if (kids === undefined) return number;
    number = referenced(/\d+\s+0\s+R/.exec(kids)?.[0]);
  }
  return refuse("its pages are nested too deep");
};
