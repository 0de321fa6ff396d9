import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { selectField } from "@gov/kit/ui/choice-fields.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Edit } from "./edit.ts";
import { inside, type Place } from "./place.ts";

const texts = {
  to: { ar: "انقل السؤال إلى صفحة أخرى", en: "Move the question to another page" },
  page: { ar: "الصفحة", en: "Page" },
  move: { ar: "انقل", en: "Move" },
} as const satisfies Record<string, Text>;

const questionPlace = /^pages\.(\d+)\.fields\.\d+$/;

/** The button's value with which the form below is sent. */
export const transferAct = "transfer";

/** A form that moves a question to another page; nothing for other parts, or with a single page. */
export const transferForm = (
  draft: DraftDefinition,
  place: Place,
  { action, carried, lang }: Readonly<{ action: string; carried: Html; lang: Lang }>,
): Html => {
  const here = questionPlace.exec(place)?.[1];
  if (here === undefined || draft.pages.length < 2) return nothing;
  const options = draft.pages.flatMap(({ title }, index) =>
    String(index) === here ? [] : [{ value: String(index), label: title }],
  );
  return html`<details class="add">
    <summary>${t(texts.to, lang)}</summary>
    <form class="form" method="post" action="${action}" novalidate>
      ${carried}${selectField({ name: "to", lang, label: texts.page, options })}
      <div class="row">
        <button class="btn secondary" name="act" value="${transferAct}">
          ${t(texts.move, lang)}
        </button>
      </div>
    </form>
  </details>`;
};

/** The change that the form asks for, and where the question then stands. */
export const transferEdit = (
  draft: DraftDefinition,
  place: Place,
  to: string,
): Readonly<{ edit: Edit; moved: Place }> | undefined => {
  const page = /^\d{1,3}$/.test(to) ? draft.pages[Number(to)] : undefined;
  if (!page || !questionPlace.test(place)) return undefined;
  const list = inside("pages", to, "fields");
  return { edit: { act: "transfer", place, list }, moved: inside(list, page.fields.length) };
};
