import { t, type Lang, type Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { attributes, html, nothing, words, type Html, type Link } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { designPath } from "../designer-paths.ts";
import { completionScript, editorStyle } from "./editor-assets.ts";
import { editTexts as texts } from "./edit-texts.ts";
import { pathOfPart } from "./part-path.ts";
import { partAround, tabNames, tabs, type Tab } from "./parts/parts.ts";
import { placeName, titleOfPart, partsAround } from "./place-names.ts";
import type { Place } from "./place.ts";

/** What stands around every editor. */
export type EditorFrame = Readonly<{
  frame: Frame;
  draft: DraftDefinition;
  problems: readonly Problem[];
  tab: Tab;
}>;

/** Where a place of a draft is edited. */
export const editorHref = (draft: DraftDefinition, place: Place): string =>
  designPath(draft, ...pathOfPart(draft, partAround(place)));

const tabOf = ({ path }: Problem): Tab => partAround(path).tab;

/** The editors side by side, each with how much is left to do in it. */
const tabsHtml = ({ draft, problems, tab, frame: { lang } }: EditorFrame): Html =>
  html`<nav class="tabs" aria-label="${t(texts.editors, lang)}">
    <ul>
      ${tabs.map((one) => {
        const left = problems.filter((problem) => tabOf(problem) === one).length;
        const current = attributes({ "aria-current": one === tab ? "true" : undefined });
        return html`<li>
          <a href="${designPath(draft, one)}" ${current}
            >${words(tabNames[one], lang)}${
              left > 0
                ? html` <span class="left"
                    >${left}<span class="vh"> ${t(texts.missing, lang)}</span></span
                  >`
                : nothing
            }</a
          >
        </li>`;
      })}
    </ul>
  </nav>`;

/** The parts around an editor, each a link, from the service in. */
const crumbs = ({ draft, tab, frame: { lang } }: EditorFrame, place: Place): Html => {
  const around = partsAround(place).slice(0, -1);
  const links: Link[] = [
    { href: designPath(draft, tab), text: tabNames[tab] },
    ...around.map((at) => ({ href: editorHref(draft, at), text: titleOfPart(draft, at) })),
  ];
  return html`<nav class="crumbs" aria-label="${t(texts.whereYouAre, lang)}">
    <ol>
      ${links.map(({ href, text }) => html`<li><a href="${href}">${words(text, lang)}</a></li>`)}
    </ol>
  </nav>`;
};

/** What is left to do here, each a link to where it is done; or what to go on to. */
export const remaining = (
  { draft, tab, problems, frame: { lang } }: EditorFrame,
  here: readonly Problem[],
): Html => {
  if (here.length > 0) {
    const shown = here.slice(0, 12);
    const body = html`<ul>
      ${shown.map(
        ({ path, reason }) =>
          html`<li>
            <a href="${editorHref(draft, path)}">${words(placeName(draft, path), lang)}</a>:
            ${words(reason, lang)}
          </li>`,
      )}
    </ul>`;
    return html`<section class="left-here" id="left">
      <h2>${t(texts.remaining, lang)} <small>${here.length}</small></h2>
      ${body}
    </section>`;
  }
  const after = tabs.slice(tabs.indexOf(tab) + 1);
  const next = after.find((one) => problems.some((problem) => tabOf(problem) === one)) ?? after[0];
  return html`<section class="left-here" id="left">
    <h2>${t(texts.whatNext, lang)}</h2>
    <p>
      ${words(texts.nothingLeftBody, lang)}
      ${
        problems.length === 0
          ? html`${words(texts.allDone, lang)}
              <a href="${designPath(draft)}">${words(texts.overview, lang)}</a>`
          : next
            ? html`${words(texts.nextTab, lang)}
                <a href="${designPath(draft, next)}">${words(tabNames[next], lang)}</a>`
            : html`<a href="${designPath(draft)}">${words(texts.overview, lang)}</a>`
      }
    </p>
  </section>`;
};

export type EditorPage = EditorFrame &
  Readonly<{
    place: Place;
    title: Text | string;
    above?: Text | undefined;
    below?: Text | undefined;
    errors?: readonly FieldError[];
    done?: Html | undefined;
    main: Html;
    aside?: Html | undefined;
  }>;

/** A whole page of an editor. */
export const editorPage = (input: EditorPage): Html => {
  const {
    frame,
    draft,
    place,
    title,
    above,
    below,
    done = nothing,
    main,
    aside,
    errors = [],
  } = input;
  const { lang } = frame;
  return page({
    ...frame,
    title,
    wide: true,
    back: { href: designPath(draft), text: draft.title[lang] || draft.title.ar },
    errors,
    scripts: [completionScript],
    styles: [editorStyle],
    main: html`${done}${tabsHtml(input)}${place.includes(".") ? crumbs(input, place) : nothing}
      ${heading(title, lang, { above, below })}
      <div class="${aside ? "design beside" : "design"}">
        <div class="work">${main}</div>
        ${aside ?? nothing}
      </div>`,
  });
};

/** What the last act did, said once. */
export const doneNotice = (done: string | undefined, lang: Lang): Html => {
  const said = { saved: texts.saved, added: texts.added, changed: texts.changed }[done ?? ""];
  return said ? notice({ kind: "success", title: said, lang, live: true }) : nothing;
};
