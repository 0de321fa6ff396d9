import { t, otherLang, type Lang, type Text } from "../text.ts";
import { enhancement, favicon, styleSheet, type Asset } from "./assets.ts";
import { csrfField } from "./csrf-field.ts";
import { errorSummary, type FieldError } from "./error-summary.ts";
import { attributes, html, plainWords, safeHref, words } from "./html.ts";
import { nothing, type Html, type Link, type Words } from "./html.ts";
import { languageHref } from "./language-link.ts";
import { uiTexts } from "./texts.ts";

/** Which part of government's system a page belongs to; `office` and `console` are dense. */
export type Component = "portal" | "office" | "sso" | "pay" | "console" | "exchange" | "gallery";

export type NavItem = Link & Readonly<{ current?: boolean | undefined }>;

export type PageUser = Readonly<{
  name: string;
  /** For whom they work, where they act for an institution. */
  of?: string | undefined;
  signOutAction: string;
  csrfToken: string;
}>;

/** What stays the same around every page of a component. */
export type Frame = Readonly<{
  lang: Lang;
  /** Path and query of this page, for the link to the other language. */
  path: string;
  component: Component;
  brand: Text;
  /** Where the brand leads; `/` if not said. */
  home?: string | undefined;
  nav?: readonly NavItem[] | undefined;
  user?: PageUser | undefined;
  footer?: readonly Link[] | undefined;
  /** Under the header of every page: what must not be overlooked. */
  banner?: Html | undefined;
}>;

export type PageInput = Frame &
  Readonly<{
    title: Text | string;
    main: Html;
    back?: Link | undefined;
    /** Shown as a summary on top, linked to the fields; the title says there is an error. */
    errors?: readonly FieldError[] | undefined;
    notice?: Html | undefined;
    wide?: boolean | undefined;
    /** Scripts that this page needs besides the common one. */
    scripts?: readonly Pick<Asset, "path">[] | undefined;
    /** Style sheets that this page needs besides the common one. */
    styles?: readonly Pick<Asset, "path">[] | undefined;
    /** Opens the page again after so many seconds where no script does. */
    refreshS?: number | undefined;
  }>;

const navigation = ({ nav = [], lang }: Frame): Html =>
  nav.length === 0
    ? nothing
    : html`<nav aria-label="${t(uiTexts.mainMenu, lang)}">
        <ul>
          ${nav.map(
            ({ href, text, current }) =>
              html`<li>
                <a
                  href="${safeHref(href)}"
                  ${attributes({
                    "aria-current": current ? "page" : undefined,
                  })}
                  >${words(text, lang)}</a
                >
              </li>`,
          )}
        </ul>
      </nav>`;

/** Each part in a box of its own: too long, it is cut where it ends in its own direction. */
const whoIs = ({ name, of }: PageUser): Html =>
  html`<span class="is"
    ><bdi>${name}</bdi>${
      of === undefined ? nothing : html` <span aria-hidden="true">·</span> <bdi>${of}</bdi>`
    }</span
  >`;

const account = ({ user, lang }: Frame): Html =>
  user === undefined
    ? nothing
    : html`<form class="who" method="post" action="${safeHref(user.signOutAction)}">
        ${csrfField(user.csrfToken)}${whoIs(user)}
        <button>${t(uiTexts.signOut, lang)}</button>
      </form>`;

const languageLink = ({ path, lang }: Frame): Html => {
  const other = otherLang(lang);
  return html`<a class="lang" lang="${other}" hreflang="${other}" href="${languageHref(path, lang)}"
    >${uiTexts.language[other]}</a
  >`;
};

const header = (frame: Frame): Html =>
  html`<header class="top">
    <div class="in">
      <a class="brand" href="${safeHref(frame.home ?? "/")}">${words(frame.brand, frame.lang)}</a
      >${navigation(frame)}
      <div class="end">${account(frame)}${languageLink(frame)}</div>
    </div>
  </header>`;

const footer = ({ brand, footer: links = [], lang }: Frame): Html =>
  html`<footer class="foot">
    <div class="in">
      <p>${words(brand, lang)} · ${t(uiTexts.official, lang)}</p>
      ${
        links.length === 0
          ? nothing
          : html`<ul>
              ${links.map(
                ({ href, text }) =>
                  html`<li><a href="${safeHref(href)}">${words(text, lang)}</a></li>`,
              )}
            </ul>`
      }
    </div>
  </footer>`;

const documentTitle = ({ title, errors = [], brand, lang }: PageInput): string =>
  [
    errors.length > 0 ? t(uiTexts.errorTitle, lang) : "",
    `${plainWords(title, lang)} · ${plainWords(brand, lang)}`,
  ].join("");

const head = (input: PageInput): Html =>
  html`<head>
    <meta charset="utf-8" />
    <title>${documentTitle(input)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#1F5B3F" />
    <link rel="stylesheet" href="${styleSheet.path}" />
    ${(input.styles ?? []).map(({ path }) => html`<link rel="stylesheet" href="${path}" />`)}
    <link rel="icon" type="image/svg+xml" href="${favicon.path}" />
    ${input.refreshS === undefined ? nothing : html`<noscript><meta http-equiv="refresh" content="${input.refreshS}" /></noscript>`}
    <script type="module" src="${enhancement.path}"></script>
    ${(input.scripts ?? []).map(({ path }) => html`<script type="module" src="${path}"></script>`)}
  </head>`;

const backLink = ({ href, text }: Link, lang: Lang): Html =>
  html`<nav aria-label="${t(uiTexts.whereYouAre, lang)}">
    <a class="back" href="${safeHref(href)}">${words(text, lang)}</a>
  </nav>`;

/** A whole page: frame, language link, tatreez band, errors on top, main content, footer. */
export const page = (input: PageInput): Html => {
  const { lang, component, back, errors = [], notice = nothing, main, wide } = input;
  const { banner = nothing } = input;
  return html`<!doctype html>
    <html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">
      ${head(input)}
      <body class="${component}${wide ? " wide" : ""}">
        <a class="skip" href="#main">${t(uiTexts.skip, lang)}</a>${header(input)}${banner}
        <div class="in">
          ${back ? backLink(back, lang) : nothing}
          <main id="main" tabindex="-1">${errorSummary(errors, lang)}${notice}${main}</main>
        </div>
        ${footer(input)}
      </body>
    </html>`;
};

export type HeadingParts = Readonly<{
  /** The service or step it belongs to. */
  above?: Words | undefined;
  /** What the page is for, in a sentence. */
  below?: Words | undefined;
  /** Where the thing stands. */
  tag?: Html | undefined;
}>;

/** The page's one big heading. */
export const heading = (text: Words, lang: Lang, { above, below, tag }: HeadingParts = {}): Html =>
  html`<div class="title">
    ${above === undefined ? nothing : html`<p class="above">${words(above, lang)}</p>`}${tag}
    <h1>${words(text, lang)}</h1>
    ${below === undefined ? nothing : html`<p class="lede">${words(below, lang)}</p>`}
  </div>`;
