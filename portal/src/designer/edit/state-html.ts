import type { Lang, Text } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { State } from "@gov/services/language/workflow-schema.ts";
import { actorNames } from "./parts/workflow-words.ts";

const texts = {
  then: { ar: "، فتصير الحالة:", en: ", then:" },
  where: { ar: "إذا", en: "where" },
  nowhere: { ar: "حالة لم تعد موجودة", en: "a state that is gone" },
  asks: { ar: "تُسأل", en: "Asks" },
  hours: { ar: "ساعة عمل", en: "working hours" },
} as const satisfies Record<string, Text>;

/** What leads out of a state and whom it asks, in a sentence each: the drawing in words. */
export const stateHtml = (
  draft: DraftDefinition,
  { code, checks = [] }: State,
  nameOf: (institution: string) => Text,
  lang: Lang,
): Html => {
  const out = draft.workflow.transitions.filter(({ from }) => from === code);
  if (out.length === 0 && checks.length === 0) return nothing;
  return html`<ul class="under">
    ${checks.map(
      ({ institution, title, slaWorkingHours }) =>
        html`<li>
          ${words(texts.asks, lang)} ${words(nameOf(institution), lang)}: ${words(title, lang)}
          (${slaWorkingHours} ${words(texts.hours, lang)})
        </li>`,
    )}${out.map(({ to, by, label, when }) => {
      const state = draft.workflow.states.find((one) => one.code === to);
      return html`<li>
        ${words(actorNames[by], lang)}: ${words(label, lang)}${words(texts.then, lang)}
        <b>${words(state?.text ?? texts.nowhere, lang)}</b>${
          when === undefined
            ? nothing
            : html` ${words(texts.where, lang)} <code dir="auto">${when}</code>`
        }
      </li>`;
    })}
  </ul>`;
};
