import { err, ok, type Result } from "@gov/kit/result.ts";

/** An element of the outermost two levels, as it stands in the text. */
type Slice = Readonly<{ name: string; outer: string }>;

const maxDepth = 12;
const maxElements = 4_000;

// Names as MFEP has them; attributes are allowed and mean nothing.
const tag =
  /<(\/?)([A-Za-z][A-Za-z0-9]{0,49})((?:\s+[A-Za-z_:][\w:.-]{0,50}\s*=\s*(?:"[^"<]{0,300}"|'[^'<]{0,300}'))*)\s*(\/?)>/y;
const declaration = /^\s*<\?xml\s[^<>?]{0,200}\?>/;
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)/;
// Characters that XML 1.0 does not have.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const badCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

type Open = { name: string; at: number };

/**
 * Walks through a document once and gives the root's children, each as the very text that stands
 * there (a signature is over that text). Refuses everything but elements, text and the five
 * predefined entities: no DOCTYPE, entity, comment, CDATA, processing instruction; bounded depth
 * and number of elements.
 */
export const sliceDocument = (
  document: string,
  rootName: string,
): Result<readonly Slice[], "unreadable"> => {
  const text = document.replace(declaration, "").trim();
  if (badReference.test(text) || badCharacter.test(text)) return err("unreadable");
  const open: Open[] = [];
  const slices: Slice[] = [];
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const between = text.slice(at, next === -1 ? undefined : next);
    if (open.length < 2 && between.trim() !== "") return err("unreadable");
    if (next === -1) break;
    tag.lastIndex = next;
    const found = tag.exec(text);
    count += 1;
    if (!found || count > maxElements || (open.length === 0 && next > 0)) return err("unreadable");
    const [all, closes, name = "", attributes, empty] = found;
    at = next + all.length;
    if (closes) {
      const from = open.pop();
      if (from?.name !== name || attributes || empty) return err("unreadable");
      if (open.length === 1) slices.push({ name, outer: text.slice(from.at, at) });
    } else if (empty) {
      if (open.length === 0) return err("unreadable");
      if (open.length === 1) slices.push({ name, outer: all });
    } else {
      if (open.length === 0 && name !== rootName) return err("unreadable");
      if (open.push({ name, at: next }) > maxDepth) return err("unreadable");
    }
  }
  return open.length === 0 && slices.length > 0 ? ok(slices) : err("unreadable");
};
