import type { Lang } from "../text.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { stepText } from "./texts.ts";

const maxStitches = 12;

export type ProgressInput = Readonly<{
  step: number;
  of: number;
  lang: Lang;
  /** What the steps lead to: `تجديد رخصة مركبة`. */
  name?: Words | undefined;
}>;

/** `تجديد رخصة مركبة · الخطوة 2 من 5`; for the eye, a row of stitches. */
export const progress = ({ step, of, lang, name }: ProgressInput): Html =>
  html`<div class="progress">
    <p>
      ${name === undefined ? nothing : html`${words(name, lang)} · `}${words(
        stepText(step, of),
        lang,
      )}
    </p>
    <p class="stitches" aria-hidden="true">
      ${Array.from({ length: Math.min(of, maxStitches) }, (_, index) =>
        index < step ? html`<i class="on"></i>` : html`<i></i>`,
      )}
    </p>
  </div>`;
