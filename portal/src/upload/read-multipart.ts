/** What comes out of a form's body: a part begins, some of its bytes, it ends. */
export type MultipartEvent =
  | Readonly<{ kind: "part"; name: string; filename?: string }>
  | Readonly<{ kind: "bytes"; bytes: Buffer }>
  | Readonly<{ kind: "end" }>;

/** The body is no form, or was cut off. */
export class MultipartError extends Error {}

const maxHeadBytes = 8 * 1024;
const maxParts = 2_000;

/** The boundary that the content type names; undefined where the body is no such form. */
export const boundaryOf = (contentType: string): string | undefined => {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      contentType,
    ) ?? [];
  return quoted ?? bare;
};

/** As browsers write a name: its quotes and line ends in percent signs (HTML, multipart form data). */
const unescape = (text: string): string =>
  text.replace(/%(22|0D|0A)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const readHead = (head: string): MultipartEvent => {
  const line = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? "";
  const name = /(?:^|;)\s*name="([^"]*)"/i.exec(line)?.[1];
  const filename = /(?:^|;)\s*filename="([^"]*)"/i.exec(line)?.[1];
  if (name === undefined) throw new MultipartError("a part has no name");
  return {
    kind: "part",
    name: unescape(name),
    ...(filename === undefined ? {} : { filename: unescape(filename) }),
  };
};

/**
 * Reads a form's body (RFC 7578) as it arrives, holding no more of it than a boundary needs.
 * Throws `MultipartError` where it is no form or ends before it is whole.
 */
export const readMultipart = async function* (
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has nothing before it; so it looks like all the others.
  let held: Buffer = Buffer.from("\r\n");
  let at: "before" | "boundary" | "head" | "inside" = "before";
  let parts = 0;
  for await (const piece of body) {
    held = Buffer.concat([held, piece]);
    for (let more = true; more;) {
      more = false;
      if (at === "before" || at === "inside") {
        const found = held.indexOf(delimiter);
        const keep = found === -1 ? Math.max(0, held.length - delimiter.length + 1) : found;
        if (at === "inside" && keep > 0) yield { kind: "bytes", bytes: held.subarray(0, keep) };
        held = held.subarray(keep);
        if (found === -1) continue;
        if (at === "inside") yield { kind: "end" };
        held = held.subarray(delimiter.length);
        at = "boundary";
      }
      if (at === "boundary") {
        if (held.length < 2) continue;
        if (held.subarray(0, 2).toString("latin1") === "--") return;
        // Its line end stays: a part without a head would begin at once.
        at = "head";
      }
      if (at === "head") {
        const end = held.indexOf("\r\n\r\n");
        if (end === -1 && held.length > maxHeadBytes)
          throw new MultipartError("a head is too long");
        if (end === -1) continue;
        parts += 1;
        if (parts > maxParts) throw new MultipartError("too many parts");
        yield readHead(held.toString("utf8", 0, end));
        held = held.subarray(end + 4);
        at = "inside";
        more = true;
      }
    }
  }
  throw new MultipartError("the body ends early");
};
