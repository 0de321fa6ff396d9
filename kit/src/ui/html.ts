import { html as template, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Lang, Text } from "../text.ts";
import { isolateRuns, type Run } from "./isolate.ts";

/** Markup that is already safe: what `html` gives. */
export type Html = HtmlEscapedString;

const compacted = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** Line breaks and indentation of the source are not sent to a phone on 2G. */
const compact = (strings: TemplateStringsArray): TemplateStringsArray => {
  const known = compacted.get(strings);
  if (known) return known;
  const parts = strings.map((part) => part.replace(/\s*\n\s*/g, "\n").replaceAll("\n>", ">"));
  const short = Object.assign(parts, { raw: strings.raw });
  compacted.set(strings, short);
  return short;
};

/** A template of markup: every value is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...values: readonly unknown[]): Html => {
  const markup = template(compact(strings), ...values);
  if (markup instanceof Promise) throw new TypeError("await a value before it goes into markup");
  return markup;
};

/** What a template takes for people to read: a pair of texts, a plain string, or markup. */
export type Words = Text | string | Html;

/** A destination that people can open. */
export type Link = Readonly<{ href: string; text: Words }>;

/** Nothing to show. */
export const nothing: Html = raw("");

/** Whether these are texts in both languages, not markup or a plain string. */
export const isText = (words: Words): words is Text =>
  typeof words === "object" && "ar" in words && "en" in words;

const isolated = ({ text, foreign }: Run, lang: Lang): Html | string => {
  if (!foreign) return text;
  if (lang === "en") return html`<bdi lang="ar">${text}</bdi>`;
  return text.length > 24 || text.includes(" ")
    ? html`<bdi dir="ltr">${text}</bdi>`
    : html`<bdi dir="ltr" class="n">${text}</bdi>`;
};

/**
 * Words in the reader's language, escaped, with every identifier, number with signs and word of
 * the other script isolated, so that a plate inside Arabic text prints in its own order.
 */
export const words = (value: Words, lang: Lang): Html => {
  if (typeof value !== "string" && !isText(value)) return value;
  const text = typeof value === "string" ? value : value[lang];
  return html`${isolateRuns(text, lang).map((run) => isolated(run, lang))}`;
};

/** The same for places that take no markup (`<title>`, labels, placeholders): isolate signs. */
export const plainWords = (value: Text | string, lang: Lang): string =>
  isolateRuns(typeof value === "string" ? value : value[lang], lang)
    .map(({ text, foreign }) =>
      foreign ? `${lang === "ar" ? "\u2066" : "\u2067"}${text}\u2069` : text,
    )
    .join("");

type AttributeValue = string | number | boolean | undefined;

/** Attributes, quoted and escaped; `undefined` and `false` leave the attribute out. */
export const attributes = (values: Readonly<Record<string, AttributeValue>>): Html =>
  html`${Object.entries(values).flatMap(([name, value], index) => {
    if (value === undefined || value === false) return [];
    const gap = index === 0 ? "" : " ";
    return value === true ? html`${gap}${raw(name)}` : html`${gap}${raw(name)}="${value}"`;
  })}`;

/** A link target that can only open pages, mail or a telephone: any other scheme leads nowhere. */
export const safeHref = (href: string): string =>
  /^(?:https?:|mailto:|tel:|[/?#.]|$)/i.test(href) || !/^[^/?#]*:/.test(href) ? href : "#";
