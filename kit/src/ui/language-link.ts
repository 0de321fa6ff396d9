import { otherLang, type Lang } from "../text.ts";

/** The same page in the other language: path and query stay, `lang` is set. */
export const languageHref = (path: string, lang: Lang): string => {
  const url = new URL(path.replace(/^\/+/, "/"), "http://localhost");
  url.searchParams.set("lang", otherLang(lang));
  return `${url.pathname.replace(/^\/+/, "/")}${url.search}`;
};
