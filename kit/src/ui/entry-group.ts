import { t, type Lang, type Text } from "../text.ts";
import { fieldId, grouped, type FieldWords } from "./field-frame.ts";
import { hiddenField } from "./fields.ts";
import { button } from "./form.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { notice } from "./notice.ts";
import { entryTexts } from "./entry-texts.ts";

/** A button of the form that does something to the page and keeps all that was typed. */
export type PageButton = Readonly<{ name: string; value: string }>;

export type EntryInput = Readonly<{
  /** What it is called: `الطفل 1`. */
  title: Words;
  body: Html;
  remove?: PageButton | undefined;
}>;

export type EntryGroupInput = FieldWords &
  Readonly<{
    entries: readonly EntryInput[];
    /** What one is called: child. */
    item: Text;
    add?: PageButton | undefined;
    /** One was removed a moment ago: what it was called, and the button that brings it back. */
    removed?: Readonly<{ title: Words; undo: PageButton }> | undefined;
  }>;

const entryHtml = (group: EntryGroupInput, entry: EntryInput, index: number): Html => {
  const { lang, name } = group;
  return html`<fieldset class="entry" id="${fieldId(`${name}.${index}`)}" tabindex="-1">
    <legend>${words(entry.title, lang)}</legend>
    ${entry.body}
    ${
      entry.remove
        ? button({ ...entry.remove, text: removeWords(entry.title, lang), lang, kind: "danger" })
        : nothing
    }
  </fieldset>`;
};

const removeWords = (title: Words, lang: Lang): Html =>
  html`${t(entryTexts.remove, lang)} ${words(title, lang)}`;

/**
 * Questions asked once for each of several things. Its buttons send the form; the server adds or
 * removes an entry and shows the page again, so nothing of it needs a script. How many there are
 * stands in `name.count`.
 */
export const entryGroup = (group: EntryGroupInput): Html => {
  const { name, lang, entries, add, removed, item } = group;
  return grouped(
    group,
    html`${hiddenField(`${name}.count`, String(entries.length))}
    ${
      removed
        ? notice({
            kind: "info",
            lang,
            live: true,
            title: html`${t(entryTexts.removed, lang)} ${words(removed.title, lang)}`,
            body: button({ ...removed.undo, text: entryTexts.undo, lang, kind: "plain" }),
          })
        : nothing
    }
    ${entries.map((entry, index) => entryHtml(group, entry, index))}
    ${
      add
        ? button({ ...add, text: addText(item, entries.length), lang, kind: "secondary" })
        : nothing
    }`,
    { id: true },
  );
};

/** `طفل` as what is added: `طفلا`; names of two words and feminine ones take no letter. */
const asObject = (word: string): string => (/\s|[ةىاء]$/.test(word) ? word : `${word}ا`);

const addText = ({ ar, en }: Text, count: number): Text => {
  const another = /^\S*ة(?:\s|$)/.test(ar) ? "أخرى" : "آخر";
  return count === 0
    ? { ar: `أضف ${asObject(ar)}`, en: `Add a ${en}` }
    : { ar: `أضف ${asObject(ar)} ${another}`, en: `Add another ${en}` };
};

/** What the entry of a group is called: `الطفل 1`, `Child 1`. */
export const entryTitle = ({ ar, en }: Text, index: number): Text => ({
  ar: `${/\s|^ال/.test(ar) ? ar : `ال${ar}`} ${index + 1}`,
  en: `${en.charAt(0).toUpperCase()}${en.slice(1)} ${index + 1}`,
});
