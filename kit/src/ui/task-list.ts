import { t, type Lang, type Text } from "../text.ts";
import { html, safeHref, words, type Html, type Words } from "./html.ts";
import { tag, type Tone } from "./tag.ts";
import { uiTexts } from "./texts.ts";

export type TaskState = "done" | "started" | "todo" | "blocked";

export type Task = Readonly<{ title: Words; href: string; state: TaskState }>;

const states: Record<TaskState, Readonly<{ text: Text; tone: Tone }>> = {
  done: { text: uiTexts.taskDone, tone: "runs" },
  started: { text: uiTexts.taskStarted, tone: "waits" },
  todo: { text: uiTexts.taskTodo, tone: "done" },
  blocked: { text: uiTexts.taskBlocked, tone: "done" },
};

/** The parts of a long form, in any order, each with how far it has come. */
export const taskList = (tasks: readonly Task[], lang: Lang): Html =>
  html`<ul class="tasks">
    ${tasks.map(({ title, href, state }) => {
      const said = words(title, lang);
      return html`<li>
        ${state === "blocked" ? html`<span>${said}</span>` : html`<a href="${safeHref(href)}">${said}</a>`}
        ${tag(t(states[state].text, lang), states[state].tone, lang)}
      </li>`;
    })}
  </ul>`;
