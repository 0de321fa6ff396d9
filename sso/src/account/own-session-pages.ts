import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";

const texts = defineTexts({
  title: { ar: "هذه الصفحة ليست لهذا الحساب", en: "This page is not for this account" },
  citizens: {
    ar: "هذه الصفحة للمواطنين. اخرج، ثم ادخل برقم هويتك.",
    en: "This page is for citizens. Sign out, then sign in with your identity number.",
  },
  staff: {
    ar: "هذه الصفحة لموظفي المؤسسات. اخرج، ثم ادخل باسم المستخدم.",
    en: "This page is for employees of institutions. Sign out, then sign in with your username.",
  },
  role: {
    ar: "ليس لك هذا الدور في مؤسستك. راجع المسؤول عن حسابات الموظفين فيها.",
    en: "You do not have this role in your institution. See the administrator of its accounts.",
  },
  "too-weak": {
    ar: "تحتاج هذه الصفحة إلى دخول أحدث أو أقوى. اخرج، ثم ادخل من جديد.",
    en: "This page needs a newer or stronger sign-in. Sign out, then sign in again.",
  },
  signOut: { ar: "اخرج", en: "Sign out" },
});

/** Signed in, but not as this page needs it; says what would do. */
export const notForYouPage = (
  lang: Lang,
  path: string,
  reason: "citizens" | "staff" | "role" | "too-weak",
): Html => {
  const body: Text = texts[reason];
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    main: html`${heading(texts.title, lang)}
      <p class="measure">${words(body, lang)}</p>
      ${linkButton({ href: "/session/end", text: texts.signOut, lang, kind: "secondary" })}`,
  });
};
