import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { valueNamed, type Entry } from "@gov/services/language/evaluate.ts";
import { showNamed } from "@gov/services/language/show-value.ts";

/** The value that a rule reads under a name, as people read it; of a group, how many entries. */
export const shownNamed = (
  draft: DraftDefinition,
  name: string,
  data: CaseData,
  entry?: Entry,
): Text => {
  const { name: known, value } = valueNamed(draft, data, name, entry);
  if (value.type === "list" && value.items.every(({ type }) => type === "unknown")) {
    const count = String(value.items.length);
    return { ar: count, en: count };
  }
  return showNamed(draft, known, value);
};
