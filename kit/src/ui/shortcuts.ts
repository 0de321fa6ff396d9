import { t, type Lang } from "../text.ts";
import { html, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type Shortcut = Readonly<{ key: string; does: Words }>;

/**
 * The keys of a desk, and the switch that turns them off (WCAG 2.1.4). Hidden without script.
 * A key presses, opens or enters the element whose `data-key` names it.
 */
export const shortcutList = (shortcuts: readonly Shortcut[], lang: Lang): Html =>
  html`<details class="keys" data-shortcuts hidden>
    <summary>${t(uiTexts.shortcuts, lang)}</summary>
    <dl>
      ${shortcuts.map(
        ({ key, does }) =>
          html`<div>
            <dt><kbd dir="ltr">${key.toUpperCase()}</kbd></dt>
            <dd>${words(does, lang)}</dd>
          </div>`,
      )}
    </dl>
    <div class="choice">
      <input type="checkbox" id="f-shortcuts" checked /><label for="f-shortcuts"
        >${t(uiTexts.shortcutsOn, lang)}</label
      >
    </div>
  </details>`;
