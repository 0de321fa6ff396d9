import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { editTexts as texts } from "./edit-texts.ts";
import { inputHtml, type FormView } from "./input-html.ts";
import type { Input, ListSpec, PartContext } from "./inputs.ts";
import { itemsOf } from "./part-form.ts";
import { inside, type Place } from "./place.ts";
import { titleOfPart } from "./place-names.ts";

/** What a list is drawn with. */
export type ListView = Readonly<{
  form: FormView;
  context: PartContext;
  /** Where the page's forms are sent, and what each carries. */
  action: string;
  carried: Html;
  hrefOf: (place: Place) => string;
  /** How much is left to do within a place. */
  leftIn: (place: Place) => number;
  /** A few words beside a thing: a question's kind, where a transition leads. */
  besideOf: (item: unknown, place: Place) => Text | undefined;
  /** What belongs to a thing and is read with it: what leads out of a state. */
  underOf: (item: unknown, place: Place) => Html;
}>;

/** What every form of the editors carries: where it came from, and which revision was seen. */
export const carriedFields = (csrfToken: string, revision: number): Html =>
  html`${csrfField(csrfToken)}${hiddenField("revision", String(revision))}`;

type ItemAct = "up" | "down" | "remove";

/** A small button for one thing of a list; its name says which for those who only hear it. */
const actButton = (act: ItemAct, list: ListSpec, index: number, what: string, lang: Lang): Html => {
  const marks = attributes({
    class: `mini ${act}`,
    name: "act",
    value: `${act}:${list.name}.${index}`,
    title: t(texts[act], lang),
    "aria-label": `${t(texts[act], lang)}: ${what}`,
  });
  return html`<button ${marks}>${act === "remove" ? t(texts.remove, lang) : nothing}</button>`;
};

const actButtons = (
  list: ListSpec,
  { index, at, of }: Readonly<{ index: number; at: number; of: number }>,
  what: string,
  lang: Lang,
): Html =>
  html`<span class="acts"
    >${at > 0 ? actButton("up", list, index, what, lang) : nothing}${
      at < of - 1 ? actButton("down", list, index, what, lang) : nothing
    }${actButton("remove", list, index, what, lang)}</span
  >`;

const listHead = (list: ListSpec, lang: Lang): Html =>
  html`<h2>${words(list.title, lang)}</h2>
    ${list.about ? html`<p class="hint">${words(list.about, lang)}</p>` : nothing}`;

/** Whether a row's inputs are all small, so that rows stand under each other as a table. */
const isNarrow = (inputs: readonly Input[]): boolean =>
  inputs.every(({ kind }) => kind !== "texts") ||
  (inputs.length <= 2 &&
    inputs.every((input) => input.kind !== "rule" && !("long" in input && input.long)));

/** A list whose rows are edited where they stand, within the page's one form. */
export const rowsHtml = (view: ListView, list: ListSpec): Html => {
  const { form, context } = view;
  const { lang } = form;
  const inputs = list.row?.(context) ?? [];
  const items = itemsOf(context.draft, context.place, list);
  const wrong = (index: number): Html => {
    const error = form.errorAt(`${list.name}.${index}`);
    return error ? html`<p class="error">${words(error, lang)}</p>` : nothing;
  };
  return html`<section class="part rows" id="${list.name}">
    ${listHead(list, lang)}
    ${
      items.length === 0
        ? html`<p class="none">${t(texts.empty, lang)}</p>`
        : html`<ol class="${isNarrow(inputs) ? "narrow" : "broad"}">
            ${items.map(({ index }, at) => {
              const what = `${t(list.called, lang)} ${at + 1}`;
              return html`<li>
                <p class="row-head">
                  <b>${words(list.called, lang)} ${at + 1}</b>${actButtons(
                    list,
                    { index, at, of: items.length },
                    what,
                    lang,
                  )}
                </p>
                ${wrong(index)}
                <div class="row-inputs">
                  ${inputs.map((input) => inputHtml(form, input, inside(list.name, index)))}
                </div>
              </li>`;
            })}
          </ol>`
    }
    ${
      items.length < list.most
        ? html`<button class="btn secondary" name="act" value="add:${list.name}">
            ${words(list.add, lang)}
          </button>`
        : nothing
    }
  </section>`;
};

const addForm = (view: ListView, list: ListSpec, open: boolean): Html => {
  const { form, action, carried } = view;
  const { lang } = form;
  return html`<details class="add" ${open ? html`open` : nothing}>
    <summary>${words(list.add, lang)}</summary>
    <form class="form" method="post" action="${action}" novalidate>
      ${carried}${(list.asked ?? []).map((input) => inputHtml(form, input, `new.${list.name}`))}
      <div class="row">
        <button class="btn" name="act" value="add:${list.name}">${words(list.add, lang)}</button>
      </div>
    </form>
  </details>`;
};

/** A list of things that have a page of their own: open, move, remove, add. */
export const linksHtml = (view: ListView, list: ListSpec): Html => {
  const { form, context, action, carried, hrefOf, leftIn, besideOf, underOf } = view;
  const { lang } = form;
  const items = itemsOf(context.draft, context.place, list);
  const asking = (list.asked ?? []).some((input) => {
    const name = inside(`new.${list.name}`, input.name);
    return form.errorAt(name) !== undefined;
  });
  return html`<section class="part things" id="${list.name}">
    ${listHead(list, lang)}
    ${
      items.length === 0
        ? html`<p class="none">${t(texts.empty, lang)}</p>`
        : html`<form method="post" action="${action}">
            ${carried}
            <ol>
              ${items.map(({ index, item, place }, at) => {
                const title = titleOfPart(context.draft, place)[lang];
                const beside = besideOf(item, place);
                const error = form.errorAt(`${list.name}.${index}`);
                return html`<li>
                  <a href="${hrefOf(place)}">${words(title, lang)}</a>${
                    beside ? html` <small>${words(beside, lang)}</small>` : nothing
                  }${leftIn(place) > 0 ? tag(texts.missing, "waits", lang) : nothing}${actButtons(
                    list,
                    { index, at, of: items.length },
                    title,
                    lang,
                  )}${error ? html`<p class="error">${words(error, lang)}</p>` : nothing}${underOf(
                    item,
                    place,
                  )}
                </li>`;
              })}
            </ol>
          </form>`
    }
    ${items.length < list.most ? addForm(view, list, items.length === 0 || asking) : nothing}
  </section>`;
};
