/** What a mail program shows of a message (RFC 5322, RFC 2045 to 2047). */
export type ReadLetter = { subject: string; from: string; text: string; html: string };

type Part = { headers: ReadonlyMap<string, string>; body: string };

/** Bytes come as latin1, so that every part can be decoded by the charset it names. */
export function readLetter(raw: Buffer): ReadLetter {
  const letter = splitPart(raw.toString("latin1"));
  const leaves = leavesOf(letter, 0);
  const find = (type: string) => leaves.find((part) => mediaType(part) === type);
  return {
    subject: decodeWords(letter.headers.get("subject") ?? ""),
    from: decodeWords(letter.headers.get("from") ?? ""),
    text: textOf(find("text/plain")),
    html: textOf(find("text/html")),
  };
}

function splitPart(source: string): Part {
  const end = /\r?\n\r?\n/.exec(source);
  const head = end ? source.slice(0, end.index) : source;
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const headers = new Map<string, string>();
  for (const line of unfolded.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? source.slice(end.index + end[0].length) : "" };
}

const mediaType = ({ headers }: Part): string =>
  (headers.get("content-type") ?? "text/plain").split(";", 1)[0]?.trim().toLowerCase() ?? "";

const deepest = 5;

function leavesOf(part: Part, depth: number): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get("content-type") ?? "")?.[1];
  if (!mediaType(part).startsWith("multipart/") || boundary === undefined) return [part];
  if (depth === deepest) return [];
  return part.body
    .split(`--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith("--"))
    .flatMap((piece) => leavesOf(splitPart(piece.replace(/^\r?\n/, "")), depth + 1));
}

function textOf(part: Part | undefined): string {
  if (part === undefined) return "";
  const encoding = part.headers.get("content-transfer-encoding")?.toLowerCase();
  const charset = /charset="?([\w-]+)"?/i.exec(part.headers.get("content-type") ?? "")?.[1];
  return new TextDecoder(charset ?? "utf-8").decode(bytesOf(part.body, encoding));
}

function bytesOf(body: string, encoding: string | undefined): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const plain = body
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

/** Encoded words of a header; the spaces between two of them are not part of the text. */
function decodeWords(header: string): string {
  const word = /=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi;
  return header
    .replace(/(\?=)\s+(=\?)/g, "$1$2")
    .replace(word, (_, charset: string, encoding: string, text: string) => {
      const bytes =
        encoding.toUpperCase() === "B"
          ? Buffer.from(text, "base64")
          : bytesOf(text.replaceAll("_", " "), "quoted-printable");
      return new TextDecoder(charset).decode(bytes);
    });
}
