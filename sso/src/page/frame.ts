import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { portalLink } from "@gov/kit/portal-link.ts";
import type { Frame } from "@gov/kit/ui/page.ts";

const texts = defineTexts({
  brand: { ar: "الدخول الموحد", en: "Government sign-in" },
});

/** The frame around every page of the sign-in. `path` is the page's own, for the language link. */
export const signInFrame = (lang: Lang, path: string): Frame => ({
  lang,
  path,
  component: "sso",
  brand: texts.brand,
  home: "/account",
  footer: [portalLink],
});
