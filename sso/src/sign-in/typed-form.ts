/** A posted form as text; a field that is missing or is a file counts as empty. */
export type TypedForm = Readonly<Record<string, string>>;

const longest = 1_000;

/** A parsed form body of at most twenty fields, each cut at a length no honest value has. */
export const typedForm = (body: Readonly<Record<string, unknown>>): TypedForm =>
  Object.fromEntries(
    Object.entries(body)
      .slice(0, 20)
      .map(([name, value]) => [name, typeof value === "string" ? value.slice(0, longest) : ""]),
  );
