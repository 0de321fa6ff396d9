import type { Lang, Text } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { Tone } from "@gov/kit/ui/tag.ts";
import {
  differenceParts,
  type Difference,
  type DifferencePart,
} from "@gov/services/language/diff-definitions.ts";
import { reviewTexts } from "./review-texts.ts";

const partTexts = {
  service: { ar: "الخدمة", en: "The service" },
  registry: { ar: "السجلات", en: "Registries" },
  page: { ar: "الصفحات", en: "Pages" },
  field: { ar: "الأسئلة", en: "Questions" },
  rule: { ar: "القواعد", en: "Rules" },
  fee: { ar: "الرسوم", en: "Fees" },
  workflow: { ar: "سير العمل", en: "Workflow" },
  document: { ar: "الوثائق", en: "Documents" },
  message: { ar: "الرسائل", en: "Messages" },
} as const satisfies Record<DifferencePart, Text>;

const changeTags = {
  added: { text: { ar: "أضيف", en: "Added" }, tone: "runs" },
  removed: { text: { ar: "حذف", en: "Removed" }, tone: "late" },
  changed: { text: { ar: "تغيّر", en: "Changed" }, tone: "waits" },
  moved: { text: { ar: "نُقل", en: "Moved" }, tone: "done" },
} as const satisfies Record<Difference["change"], Readonly<{ text: Text; tone: Tone }>>;

const mostShown = 300;

/** What one version changes in another, in words, part by part. */
export const differenceHtml = (all: readonly Difference[], lang: Lang): Html => {
  if (all.length === 0) return html`<p>${words(reviewTexts.changesNone, lang)}</p>`;
  const shown = all.slice(0, mostShown);
  const parts = differenceParts.map((part) => ({
    part,
    found: shown.filter((each) => each.part === part),
  }));
  return html`${parts.map(({ part, found }) =>
    found.length === 0
      ? nothing
      : html`<h3>${words(partTexts[part], lang)}</h3>
          <ul class="problems">
            ${found.map(({ change, text }) => {
              const { text: said, tone } = changeTags[change];
              return html`<li>${tag(said, tone, lang)} ${words(text, lang)}</li>`;
            })}
          </ul>`,
  )}
  ${
    all.length > mostShown
      ? html`<p>
          ${words({ ar: `و${all.length - mostShown} غيرها.`, en: `And ${all.length - mostShown} more.` }, lang)}
        </p>`
      : nothing
  }`;
};
