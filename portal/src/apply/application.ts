import type { RawInput } from "@gov/services/language/validate-page.ts";
import type { Answers, Facts } from "#src/case/case.ts";

/** What was last typed on a page that did not pass, by page and field. */
export type TypedPages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A request that a person is still filling in. */
export type Application = Readonly<{
  id: string;
  nationalId: string;
  serviceCode: string;
  version: number;
  answers: Answers;
  typed: TypedPages;
  facts: Facts;
  updatedAt: Date;
}>;

const maxTypedLength = 8000;

/** What was typed, bounded, to show it again; without NUL, which the database cannot hold. */
export const keepTyped = (raw: RawInput): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).map(([field, text]) => [
      field,
      (text ?? "").slice(0, maxTypedLength).replaceAll("\0", ""),
    ]),
  );
