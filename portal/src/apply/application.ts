import { sha256 } from "@gov/kit/crypto.ts";
import type { Page } from "@gov/services/language/field-schema.ts";
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

/** An object's names come back from the database in another order than they were written in. */
export const stableJson = (given: unknown): string =>
  JSON.stringify(given, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))
      : value,
  );

/**
 * What a page's form was made from, in a few letters: another text means that the page was saved
 * elsewhere since, and nothing of either is to be lost.
 */
export const pageSeen = (
  { answers, typed }: Pick<Application, "answers" | "typed">,
  page: Page,
): string => {
  const saved = page.fields
    .filter(({ kind }) => kind !== "file")
    .map(({ code }) => answers[code] ?? null);
  const stable = stableJson([saved, typed[page.code] ?? null]);
  return sha256(stable).toString("base64url").slice(0, 16);
};

const maxTypedLength = 8000;

/** What was typed, bounded, to show it again; without NUL, which the database cannot hold. */
export const keepTyped = (raw: RawInput): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).map(([field, text]) => [
      field,
      (text ?? "").slice(0, maxTypedLength).replaceAll("\0", ""),
    ]),
  );
