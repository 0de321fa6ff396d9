import { t, type Text } from "@gov/kit/text.ts";
import type { Lang } from "@gov/kit/text.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { fieldId } from "@gov/kit/ui/field-frame.ts";
import { editTexts as texts } from "./edit-texts.ts";
import type { Edit } from "./edit.ts";
import { textsOf, type PlacedText } from "./expression-places.ts";
import { partAround, tabNames, tabs, type Tab } from "./parts/parts.ts";
import { placeName } from "./place-names.ts";
import { typedIn, type Typed } from "./typed.ts";

export const textsEditorTexts = {
  about: {
    ar: "كل ما يقرؤه الناس في هذه الخدمة، بالعربية وبجانبه الإنجليزية. الناقص معلّم.",
    en: "Everything people read in this service, Arabic with English beside it. Gaps are marked.",
  },
  onlyMissing: { ar: "اعرض الناقص وحده", en: "Show only what is missing" },
  all: { ar: "اعرض النصوص كلها", en: "Show every text" },
  none: { ar: "لا نص ناقص.", en: "No text is missing." },
  count: { ar: "ناقص من", en: "missing of" },
} as const satisfies Record<string, Text>;

/** Whether a text lacks one of its languages. */
export const isMissing = ({ ar, en }: Readonly<{ ar: string; en: string }>): boolean =>
  ar.trim() === "" || en.trim() === "";

const cell = (text: PlacedText, lang: Lang, typed: Typed, what: string): Html => {
  const name = `${text.place}.${lang}`;
  const value = name in typed ? typedIn(typed, name) : text[lang];
  const marks = attributes({
    id: lang === "ar" ? fieldId(text.place) : `${fieldId(text.place)}.en`,
    name,
    lang,
    dir: lang === "ar" ? "rtl" : "ltr",
    "aria-label": what,
    rows: Math.min(6, Math.max(1, Math.ceil(value.length / 42))),
    class: value.trim() === "" ? "gap" : undefined,
  });
  return html`<textarea ${marks}>${value}</textarea>`;
};

const row = (draft: DraftDefinition, text: PlacedText, typed: Typed, lang: Lang): Html => {
  const name = placeName(draft, text.place);
  const short = {
    ar: name.ar.split(" › ").slice(1).join(" › ") || name.ar,
    en: name.en.split(" › ").slice(1).join(" › ") || name.en,
  };
  const said = (of: Lang): string =>
    `${short[lang]}: ${t(of === "ar" ? texts.arabic : texts.english, lang)}`;
  return html`<div class="text-row">
    <p>
      ${words(short, lang)}${
        isMissing(text) ? html` <span class="tag waits">${t(texts.missing, lang)}</span>` : nothing
      }
    </p>
    ${cell(text, "ar", typed, said("ar"))}${cell(text, "en", typed, said("en"))}
  </div>`;
};

/** Every text of the draft by the part that it belongs to, both languages beside each other. */
export const textsForm = (
  input: Readonly<{
    draft: DraftDefinition;
    typed: Typed;
    onlyMissing: boolean;
    action: string;
    carried: Html;
    lang: Lang;
  }>,
): Html => {
  const { draft, typed, onlyMissing, action, carried, lang } = input;
  const all = textsOf(draft);
  const missing = all.filter(isMissing);
  const shown = onlyMissing ? missing : all;
  const byTab = new Map<Tab, PlacedText[]>(tabs.map((tab) => [tab, []]));
  for (const text of shown) byTab.get(partAround(text.place).tab)?.push(text);
  const other = onlyMissing
    ? html`<a href="${action}">${t(textsEditorTexts.all, lang)}</a>`
    : html`<a href="${action}?missing=1">${t(textsEditorTexts.onlyMissing, lang)}</a>`;
  return html`<p>
      <b>${missing.length}</b> ${t(textsEditorTexts.count, lang)} <b>${all.length}</b> · ${other}
    </p>
    ${
      shown.length === 0
        ? html`<p class="none">${t(textsEditorTexts.none, lang)}</p>`
        : html`<form
            class="edit"
            method="post"
            action="${action}${onlyMissing ? "?missing=1" : ""}"
            novalidate
          >
            ${carried}
            ${[...byTab].map(([tab, rows]) =>
              rows.length === 0
                ? nothing
                : html`<section class="part texts">
                    <h2>${words(tabNames[tab], lang)}</h2>
                    ${rows.map((text) => row(draft, text, typed, lang))}
                  </section>`,
            )}
            <div class="save">
              <button class="btn" name="act" value="save">${t(texts.save, lang)}</button>
            </div>
          </form>`
    }`;
};

/** The changes that a sent form of texts makes: only what it holds and what differs. */
export const textEdits = (draft: DraftDefinition, typed: Typed): Edit[] =>
  textsOf(draft).flatMap((text): Edit[] => {
    const now = (lang: Lang): string => {
      const name = `${text.place}.${lang}`;
      return name in typed ? typedIn(typed, name).replaceAll("\r\n", "\n").trim() : text[lang];
    };
    const value = { ar: now("ar"), en: now("en") };
    const same = value.ar === text.ar && value.en === text.en;
    return same ? [] : [{ act: "set", place: text.place, value }];
  });
