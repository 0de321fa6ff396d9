import type { Lang } from "../text.ts";
import { html, words, type Html, type Words } from "./html.ts";

/** Amber waits, green runs, red is late, grey is over. */
export type Tone = "waits" | "runs" | "late" | "done";

/** A pill that says where a thing stands; the words say it too, never the colour alone. */
export const tag = (text: Words, tone: Tone, lang: Lang): Html =>
  html`<span class="tag ${tone}">${words(text, lang)}</span>`;
