import { pagesToAsk, type PageState } from "@gov/services/language/pages.ts";
import { validatePage, type FieldErrors } from "@gov/services/language/validate-page.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Page } from "@gov/services/language/field-schema.ts";
import { z } from "zod";
import type { TypedPages } from "#src/apply/application.ts";
import type { Typed } from "#src/apply/typed-values.ts";
import type { Answers, Facts } from "#src/case/case.ts";
import { caseDataOf } from "#src/case/case-data.ts";
import { sampleApplicant, sampleFacts, sampleFile } from "./preview-samples.ts";

/** How far a trial has come: what was typed, page by page, and nothing else. */
export type Trial = Readonly<{
  pages: readonly PageState[];
  /** The page that is open; none at the end. */
  state: PageState | undefined;
  errors: FieldErrors;
  answers: Answers;
  facts: Facts;
  data: CaseData;
}>;

const typedSchema = z.record(
  z.string().max(60),
  z.record(z.string().max(200), z.string().max(8000)),
);
const mostCarried = 400_000;

/** What the form carried along of the pages before; a broken one begins anew. */
export const readCarried = (text: unknown): TypedPages => {
  if (typeof text !== "string" || text.length > mostCarried) return {};
  try {
    const parsed = typedSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
};

/** Questions for files have been given one: a trial keeps no files. */
const withFiles = (page: Page, typed: Typed): Typed => ({
  ...typed,
  ...Object.fromEntries(
    page.fields
      .filter(({ kind }) => kind === "file")
      .map(({ code }) => [code, JSON.stringify([sampleFile])]),
  ),
});

const look = (definition: DraftDefinition, answers: Answers, now: Date) => {
  let facts: Facts = {};
  let data = caseDataOf({ applicant: sampleApplicant, answers, facts, now });
  // Registries may need each other's facts, a few deep.
  for (let round = 0; round < 3; round += 1) {
    facts = sampleFacts(definition, data);
    data = caseDataOf({ applicant: sampleApplicant, answers, facts, now });
  }
  return { facts, data, pages: pagesToAsk(definition, data).pages };
};

/**
 * Walks a draft as a person who typed this would: page after page is checked as the portal checks
 * it, and the first that was not sent, or does not pass, is open.
 */
export const walkTrial = (definition: DraftDefinition, typed: TypedPages, now: Date): Trial => {
  let answers: Answers = {};
  const passed = new Set<string>();
  for (;;) {
    const { facts, data, pages } = look(definition, answers, now);
    const state = pages.find(({ page }) => !passed.has(page.code));
    const open = { pages, state, answers, facts, data };
    const sent = state && typed[state.page.code];
    if (!state || !sent) return { ...open, errors: {} };
    const { page } = state;
    const checked = validatePage(definition, page.code, withFiles(page, sent), data);
    if (!checked.ok) return { ...open, errors: checked.error };
    answers = { ...answers, ...checked.value };
    passed.add(page.code);
  }
};
