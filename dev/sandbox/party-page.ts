import { readFileSync } from "node:fs";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
export type PageLang = "ar" | "en";
export type Says = Readonly<Record<PageLang, string>>;

/** The style of the pages on which people pretend to be payers, agents or banks. */
export const partyStyle = readFileSync(new URL("party.css", import.meta.url), "utf8");

/** The frame of every such page: whose it is, the other language, and that no money moves. */
export function partyPage(
  lang: PageLang,
  frame: Readonly<{
    title: Says;
    /** Whose page it is; the frame's first words. */
    owner: Html | string;
    stylesheet: string;
    /** The same page in the other language, up to its `lang`. */
    here?: string;
    noMoney: Says;
  }>,
  body: Html,
): Html {
  const other = lang === "ar" ? "en" : "ar";
  return html`<!doctype html>
    <html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${frame.title[lang]}</title>
        <link rel="stylesheet" href="${frame.stylesheet}" />
      </head>
      <body>
        <header>
          ${frame.owner}
          <a href="${frame.here ?? ""}?lang=${other}" lang="${other}" hreflang="${other}"
            >${other === "ar" ? "العربية" : "English"}</a
          >
        </header>
        <main>
          <p class="notice">${frame.noMoney[lang]}</p>
          ${body}
        </main>
      </body>
    </html>`;
}
