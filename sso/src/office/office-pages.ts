import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { Staff } from "#src/account/account.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageLinks } from "#src/page/page-link.ts";
import { officeLinksFor } from "./office-links.ts";

const texts = defineTexts({
  title: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  nothing: { ar: "لا عمل لك هنا", en: "There is nothing for you here" },
  nothingBody: {
    ar: "ليس لحسابك دور في هذا المكتب. راجع المسؤول عن حسابات الموظفين في مؤسستك.",
    en: "Your account has no role in this office. See the administrator of your institution's accounts.",
  },
});

/** What an employee can do at the sign-in, by their roles. */
export const officePage = (lang: Lang, path: string, staff: Staff): Html => {
  const links = officeLinksFor(staff);
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    main: html`${heading(texts.title, lang)}${
      links.length === 0
        ? emptyState({ title: texts.nothing, body: texts.nothingBody, lang })
        : pageLinks(links, lang)
    }`,
  });
};
