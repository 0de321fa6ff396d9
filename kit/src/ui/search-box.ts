import { t, type Lang, type Text } from "../text.ts";
import { fieldId } from "./field-frame.ts";
import { hiddenField } from "./fields.ts";
import { attributes, html, words, type Html, type Words } from "./html.ts";
import { plainWords } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type SearchBoxInput = Readonly<{
  action: string;
  lang: Lang;
  label: Words;
  name?: string | undefined;
  value?: string | undefined;
  /** Examples of what can be asked: `رخصة، جواز، تأمين`. */
  placeholder?: Text | undefined;
  /** The label is for those who listen; the heading above says it to the eye. */
  labelHidden?: boolean | undefined;
  /** What the search keeps: filters that are on. */
  keep?: Readonly<Record<string, string>> | undefined;
  /** The key that leads into the box, where shortcuts are on. */
  key?: string | undefined;
}>;

/** One box and one button; works as a link, so a result can be kept and sent on. */
export const searchBox = (input: SearchBoxInput): Html => {
  const { action, lang, label, name = "q", value = "", placeholder, keep = {}, key } = input;
  const box = attributes({
    type: "search",
    id: fieldId(name),
    name,
    value,
    maxlength: 200,
    placeholder: placeholder && plainWords(placeholder, lang),
    "data-key": key,
  });
  return html`<form class="search" role="search" action="${action}">
    <label for="${fieldId(name)}" ${attributes({ class: input.labelHidden ? "vh" : undefined })}
      >${words(label, lang)}</label
    >${Object.entries(keep).map(([kept, text]) => hiddenField(kept, text))}
    <div><input ${box} /><button class="btn">${t(uiTexts.search, lang)}</button></div>
  </form>`;
};
