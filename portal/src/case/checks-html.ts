import type { Lang, Text } from "@gov/kit/text.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { findState } from "@gov/services/language/workflow.ts";
import { checkTexts } from "./check-texts.ts";
import { isOpen, type CaseCheck } from "./check.ts";

const standing = (check: CaseCheck, lang: Lang): Html => {
  if (isOpen(check)) return tag(checkTexts.waiting, "runs", lang);
  if (check.answer === "clear") return tag(checkTexts.isClear, "done", lang);
  if (check.answer === "objection") return tag(checkTexts.isObjection, "late", lang);
  return tag(checkTexts.notNeeded, "done", lang);
};

const detail = ({ reason, words: said }: CaseCheck, lang: Lang): Html =>
  html`${reason ? html`<br />${words(reason.text, lang)}` : nothing}${
    said === undefined ? nothing : html`<br /><bdi>${said}</bdi>`
  }`;

/** What other institutions were asked about a case and how each answered; nothing for none. */
export const checksHtml = (input: {
  checks: readonly CaseCheck[];
  definition: ServiceDefinition;
  institutionName: (code: string) => Text;
  lang: Lang;
}): Html => {
  const { checks, definition, institutionName, lang } = input;
  if (checks.length === 0) return nothing;
  const rows = checks.map((check) => {
    const asked = findState(definition, check.state)?.checks?.find((c) => c.code === check.code);
    return {
      key: institutionName(check.askedInstitution),
      value: html`${asked ? html`${words(asked.title, lang)}<br />` : nothing}${standing(
        check,
        lang,
      )}${detail(check, lang)}`,
      source: dateTime(check.answeredAt ?? check.askedAt, lang),
    };
  });
  return section(checkTexts.checks, lang, summaryList(rows, lang, { boxed: true }));
};
