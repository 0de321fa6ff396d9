import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";

const texts = defineTexts({
  noAccount: { ar: "ليس لديك حساب؟ افتح حسابا", en: "No account? Open one" },
  forgot: { ar: "نسيت كلمة السر", en: "I forgot the password" },
});

/** Ways on for those who cannot sign in; both come back to the sign-in that waits. */
export const newcomerLinks = (lang: Lang, interactionId: string): Html =>
  html`<p><a href="/register?for=${interactionId}">${words(texts.noAccount, lang)}</a></p>
    <p><a href="/recover?for=${interactionId}">${words(texts.forgot, lang)}</a></p>`;
