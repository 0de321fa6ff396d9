import type { WireFile } from "@gov/services/language/case-data.ts";
import type { PageState } from "@gov/services/language/pages.ts";
import type { Answers } from "#src/case/case.ts";

/** The files that the answers to the questions asked name. */
export const namedFiles = (pages: readonly PageState[], answers: Answers): string[] =>
  pages
    .flatMap(({ fields }) => fields)
    .filter(({ field }) => field.kind === "file")
    .flatMap(({ field }) => {
      const answer = answers[field.code];
      return Array.isArray(answer) ? (answer as readonly WireFile[]).map(({ id }) => id) : [];
    });
