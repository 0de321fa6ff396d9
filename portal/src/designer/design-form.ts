import type { AppContext } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import { checkWords } from "#src/case/case.ts";
import { draftKey, type DraftKey } from "./draft.ts";

type Form = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The service that an address names, whoever asks. */
export const keyOf = (c: AppContext): DraftKey =>
  draftKey(c.req.param("institution") ?? "", c.req.param("service") ?? "");

/** The revision that a form was made for; 0, which no draft has, where it says none. */
export const revisionOf = (form: Form): number => {
  const typed = textOf(form["revision"]);
  return /^[1-9][0-9]{0,8}$/.test(typed) ? Number(typed) : 0;
};

/** The words that go with an act: trimmed, bounded. */
export const wordsOf = (form: Form): Result<string, "textMissing" | "textTooLong"> =>
  checkWords(textOf(form["words"]));

export const typedOf = (form: Form, name: string): string => textOf(form[name]).slice(0, 4000);
