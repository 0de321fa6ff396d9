import { t, type Lang, type Text } from "../text.ts";
import { dateTime } from "./date-time.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type TimelineState = "done" | "now" | "waiting" | "failed";

export type TimelineEvent = Readonly<{
  title: Words;
  detail?: Words | undefined;
  at?: Date | undefined;
  state: TimelineState;
}>;

const stateTexts: Record<TimelineState, Text> = {
  done: uiTexts.stateDone,
  now: uiTexts.stateNow,
  waiting: uiTexts.stateWaiting,
  failed: uiTexts.stateFailed,
};

/** What happened, what happens now and what is still to come, in order, with dates. */
export const timeline = (events: readonly TimelineEvent[], lang: Lang): Html =>
  html`<ol class="timeline">
    ${events.map(
      ({ title, detail, at, state }) =>
        html`<li class="${state}">
          <p class="what">
            <span class="vh">${t(stateTexts[state], lang)}: </span>${words(title, lang)}
          </p>
          ${
            detail === undefined ? nothing : html`<p>${words(detail, lang)}</p>`
          }${at === undefined ? nothing : html`<p>${dateTime(at, lang)}</p>`}
        </li>`,
    )}
  </ol>`;
