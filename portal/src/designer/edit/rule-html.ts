import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { describedBy, fieldId, labelled, type FieldWords } from "@gov/kit/ui/field-frame.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import type { RuleCheck } from "./check-rule.ts";
import { editTexts as texts } from "./edit-texts.ts";
import { typedIn, type Typed } from "./typed.ts";

/** What is known about the rule in a box: what is wrong with it, or what checking it told. */
export type RuleView = Readonly<{ problems: readonly Problem[]; check?: RuleCheck }>;

/** The rule as it was written, with the place of the error marked. */
const marked = (source: string, { span, reason }: Problem, lang: Lang): Html => {
  const place =
    span === undefined
      ? nothing
      : html`<p class="marked" dir="auto" aria-hidden="true">
          ${source.slice(0, span.start)}<mark>${source.slice(span.start, span.end) || "…"}</mark>${source.slice(span.end)}
        </p>`;
  return html`${place}
    <p class="error">${words(reason, lang)}</p>`;
};

const told = (check: Exclude<RuleCheck, { problems: unknown }>, lang: Lang): Html =>
  html`<div class="told" role="status">
    <p><b>${t(texts.ruleSays, lang)}:</b> ${words(check.words, lang)}</p>
    <p><b>${t(texts.ruleGives, lang)}:</b> ${words(check.type, lang)}</p>
    ${table({
      caption: texts.ruleTries,
      lang,
      dense: true,
      columns: [{ head: texts.tryValues }, { head: texts.tryGives }],
      rows: check.tries.map(({ values, gives }) => ({
        cells: [
          values.length === 0
            ? texts.anyValues
            : html`${values.map(
                ({ label, value }) =>
                  html`<span class="one">${words(label, lang)}: ${words(value, lang)}</span> `,
              )}`,
          html`<b>${words(gives, lang)}</b>`,
        ],
      })),
    })}
  </div>`;

/** A box for a rule: errors marked in place under it, and a button that reads it back in words. */
export const ruleBox = (
  view: Readonly<{ lang: Lang; typed: Typed }>,
  field: FieldWords,
  { problems, check }: RuleView,
): Html => {
  const { lang } = view;
  const source = typedIn(view.typed, field.name);
  const found =
    check && "problems" in check ? check.problems : source.trim() === "" ? [] : problems;
  const id = fieldId(field.name);
  const described = [describedBy(field), found.length > 0 ? `${id}-wrong` : undefined];
  const control = attributes({
    id,
    name: field.name,
    rows: Math.min(6, Math.max(1, Math.ceil(source.length / 56))),
    dir: "auto",
    spellcheck: "false",
    autocomplete: "off",
    "data-rule": "",
    "aria-invalid": found.length > 0 ? "true" : undefined,
    "aria-describedby": described.filter(Boolean).join(" ") || undefined,
  });
  const label: Text | undefined =
    typeof field.label === "object" && "ar" in field.label ? field.label : undefined;
  return labelled(
    field,
    html`<div class="rule-box">
      <textarea ${control}>${source}</textarea>
      <button class="btn plain" name="act" value="check:${field.name}">
        ${t(texts.checkRule, lang)}${label ? html`<span class="vh">: ${t(label, lang)}</span>` : nothing}</button
      >${
        found.length > 0
          ? html`<div class="wrong" id="${id}-wrong">
              ${found.map((problem) => marked(source, problem, lang))}
            </div>`
          : nothing
      }${check && !("problems" in check) ? told(check, lang) : nothing}
    </div>`,
  );
};
