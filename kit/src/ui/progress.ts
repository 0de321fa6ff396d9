import type { Lang } from '../text.ts';
import { html, nothing, words, type Html, type Words } from './html.ts';
import { stepText } from './texts.ts';

export type ProgressInput = Readonly<{
  step: number;
  of: number;
  lang: Lang;
  /** What the steps lead to: `تجديد رخصة مركبة`. */
  name?: Words | undefined;
}>;

/** `تجديد رخصة مركبة · الخطوة 2 من 5`, with a bar for the eye. */
export const progress = ({ step, of, lang, name }: ProgressInput): Html =>
  html`<div class="progress">
    <p>
      ${
        name === undefined ? nothing : html`${words(name, lang)} · `
      }${words(stepText(step, of), lang)}
    </p>
    <progress value="${step}" max="${of}" aria-hidden="true"></progress>
  </div>`;
