/** Where the parts of a JSON text stand: the line of each path like `pages.0.title.ar`. */
export type JsonLines = ReadonlyMap<string, number>;

const mostPlaces = 200_000;
const mostDepth = 100;

/**
 * The lines, from 1, of every part of a text that `JSON.parse` has accepted. Gives what it has
 * where the text is deeper or larger than anything a definition can be.
 */
export const jsonLines = (text: string): JsonLines => {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const skip = (): void => {
    while (/\s/.test(text[at] ?? "")) {
      if (text[at] === "\n") line += 1;
      at += 1;
    }
  };
  const readString = (): string => {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const list = (path: string, depth: number, close: "]" | "}"): void => {
    at += 1;
    for (let index = 0; ; index += 1) {
      skip();
      if (text[at] === close || at >= text.length) break;
      const key = close === "}" ? readString() : String(index);
      skip();
      if (text[at] === ":") at += 1;
      value(path === "" ? key : `${path}.${key}`, depth + 1);
      skip();
      if (text[at] === ",") at += 1;
    }
    at += 1;
  };
  const value = (path: string, depth: number): void => {
    skip();
    if (depth > mostDepth || lines.size > mostPlaces) {
      at = text.length;
      return;
    }
    lines.set(path, line);
    if (text[at] === "{") list(path, depth, "}");
    else if (text[at] === "[") list(path, depth, "]");
    else if (text[at] === '"') readString();
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at += 1;
  };
  value("", 0);
  return lines;
};

/** The line of a place, or of the nearest part around it that is there. */
export const lineOf = (lines: JsonLines, path: string): number | undefined => {
  const steps = path === "" ? [] : path.split(".");
  for (let length = steps.length; length >= 0; length -= 1) {
    const found = lines.get(steps.slice(0, length).join("."));
    if (found !== undefined) return found;
  }
  return undefined;
};
