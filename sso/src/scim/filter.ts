import { err, ok, type Result } from "@gov/kit/result.ts";

/** A filter of RFC 7644, 3.4.2.2. Paths are in lower case, without the prefix of the schema. */
export type Filter =
  | Readonly<{ kind: "and" | "or"; parts: readonly Filter[] }>
  | Readonly<{ kind: "not"; part: Filter }>
  | Readonly<{ kind: "present"; path: string }>
  | Readonly<{ kind: "compare"; path: string; op: CompareOp; value: FilterValue }>;

export const compareOps = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
export type CompareOp = (typeof compareOps)[number];
export type FilterValue = string | number | boolean | null;

const bounds = { length: 2_000, depth: 8, terms: 40 };

type Token = Readonly<{ kind: "word" | "string" | "(" | ")" | "[" | "]"; text: string }>;

const lexeme =
  /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([A-Za-z$][\w:.$-]*|-?\d[\d.eE+-]*|\.[A-Za-z]\w*))/y;

const tokensOf = (text: string): Token[] | undefined => {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < text.trimEnd().length) {
    const found = lexeme.exec(text);
    if (!found) return undefined;
    const [, string, bracket, word] = found;
    if (string !== undefined) tokens.push({ kind: "string", text: string });
    else if (bracket !== undefined) tokens.push({ kind: bracket as "(", text: bracket });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens;
};

/** Attributes of our schemas may be named in full: `urn:…:User:userName`. */
const schemaPrefix = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;

export const plainPath = (text: string): string => text.toLowerCase().replace(schemaPrefix, "");

class Malformed extends Error {}

const jsonValue = (token: Token | undefined): FilterValue => {
  try {
    const value: unknown = JSON.parse(token?.text ?? "");
    const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
    if (!isScalar || (typeof value === "string" && !isStorable(value))) throw new Malformed();
    return value as FilterValue;
  } catch {
    throw new Malformed(
      `"${token?.text ?? "the end"}" is not a value: write "text", 1, true or null`,
    );
  }
};

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** Reads a filter by recursive descent; every level and every term is counted. */
class Reader {
  private at = 0;
  private terms = 0;
  private readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get rest(): readonly Token[] {
    return this.tokens.slice(this.at);
  }

  private next(): Token | undefined {
    return this.tokens[this.at++];
  }

  private isWord(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === "word" && token.text.toLowerCase() === text;
  }

  private expect(kind: Token["kind"]): void {
    const token = this.next();
    if (token?.kind !== kind)
      throw new Malformed(`"${kind}" is missing before "${token?.text ?? "the end"}"`);
  }

  or(depth: number, prefix: string): Filter {
    if (depth > bounds.depth) throw new Malformed("it is nested too deeply");
    return this.joined("or", () => this.and(depth, prefix));
  }

  private and(depth: number, prefix: string): Filter {
    return this.joined("and", () => this.term(depth, prefix));
  }

  private joined(kind: "and" | "or", read: () => Filter): Filter {
    const parts = [read()];
    while (this.isWord(kind)) {
      this.at += 1;
      parts.push(read());
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind, parts };
  }

  private group(depth: number, prefix: string): Filter {
    this.expect("(");
    const inner = this.or(depth + 1, prefix);
    this.expect(")");
    return inner;
  }

  private term(depth: number, prefix: string): Filter {
    this.terms += 1;
    if (this.terms > bounds.terms) throw new Malformed("it has too many terms");
    if (this.isWord("not")) {
      this.at += 1;
      return { kind: "not", part: this.group(depth, prefix) };
    }
    if (this.tokens[this.at]?.kind === "(") return this.group(depth, prefix);
    return this.comparison(depth, prefix);
  }

  private comparison(depth: number, prefix: string): Filter {
    const attribute = this.next();
    if (attribute?.kind !== "word") {
      throw new Malformed(`an attribute is missing before "${attribute?.text ?? "the end"}"`);
    }
    const path = `${prefix}${plainPath(attribute.text)}`;
    if (this.tokens[this.at]?.kind === "[") {
      if (prefix !== "") throw new Malformed("brackets do not stand within brackets");
      this.at += 1;
      const inner = this.or(depth + 1, `${path}.`);
      this.expect("]");
      return inner;
    }
    const word = this.next()?.text.toLowerCase();
    if (word === "pr") return { kind: "present", path };
    const op = compareOps.find((known) => known === word);
    if (!op) throw new Malformed(`"${word ?? "the end"}" is not an operator`);
    return { kind: "compare", path, op, value: jsonValue(this.next()) };
  }
}

const read = <T>(text: string, work: (reader: Reader) => T): Result<T, string> => {
  if (text.length > bounds.length) return err(`longer than ${bounds.length} characters`);
  const tokens = tokensOf(text);
  if (!tokens) return err("it has a sign that no filter has");
  const reader = new Reader(tokens);
  try {
    return ok(work(reader));
  } catch (error) {
    if (error instanceof Malformed) return err(error.message);
    throw error;
  }
};

/** Reads a filter; the error says where it stopped making sense. */
export const parseFilter = (text: string): Result<Filter, string> =>
  read(text, (reader) => {
    const filter = reader.or(0, "");
    const [left] = reader.rest;
    if (left) throw new Malformed(`"${left.text}" follows where the filter is over`);
    return filter;
  });

/** Where a PATCH operation is aimed: `name.givenName`, `emails[type eq "work"].value`. */
export type PatchPath = Readonly<{ attribute: string; filter?: Filter; sub?: string }>;

/** Reads the path of a PATCH operation (RFC 7644, 3.5.2). */
export const parsePatchPath = (text: string): Result<PatchPath, string> => {
  if (text.length > bounds.length) return err("it is too long");
  const parts = /^\s*([^[\]]+?)\s*(?:\[(.*)\])?(?:\.([A-Za-z$][\w$-]*))?\s*$/s.exec(text);
  if (!parts) return err("it is no path");
  const [, attribute = "", inner, sub] = parts;
  const plain = plainPath(attribute);
  if (inner === undefined) {
    const [name = "", own, ...more] = `${plain}${sub === undefined ? "" : `.${sub}`}`.split(".");
    if (name === "" || more.length > 0) return err("it is no path");
    return ok({ attribute: name, ...(own === undefined ? {} : { sub: own.toLowerCase() }) });
  }
  const filter = parseFilter(inner);
  if (!filter.ok) return filter;
  return ok({
    attribute: plain,
    filter: filter.value,
    ...(sub === undefined ? {} : { sub: sub.toLowerCase() }),
  });
};
