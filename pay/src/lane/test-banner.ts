import type { Lang, Text } from "@gov/kit/text.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";

const text: Text = {
  ar: "تجربة: لا مال هنا، ولا شيء من هذا يدخل الحسابات.",
  en: "Test: there is no money here, and nothing of this enters the books.",
};

const name: Text = { ar: "تجربة", en: "Test" };

/** Stands under the header of every page that shows test bills. */
export const testBanner = (lang: Lang, more?: Html): Html =>
  html`<section class="testing" aria-label="${name[lang]}">
    <div class="in">
      <p><strong>${words(text, lang)}</strong></p>
      ${more}
    </div>
  </section>`;
