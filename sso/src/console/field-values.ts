import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import type { ClientMetadata } from "#src/client/client.ts";
import type { RegistrationField } from "./client-version.ts";
import { fieldNames, formTexts, scopeNames } from "./console-texts.ts";

const yes: Text = { ar: "نعم", en: "Yes" };
const no: Text = { ar: "لا", en: "No" };

const named: Readonly<Record<string, Text>> = {
  ...scopeNames,
  web: formTexts.web,
  app: formTexts.app,
  company: formTexts.company,
  child: formTexts.child,
  attorney: formTexts.attorney,
  pairwise: formTexts.pairwiseYes,
  public: formTexts.pairwiseNo,
  machine: { ar: "نظام بلا شخص", en: "A system without a person" },
  citizens: { ar: "المواطنون", en: "Citizens" },
  staff: { ar: "الموظفون", en: "Employees" },
  standard: { ar: "العادي", en: "Standard" },
};

const isText = (value: object): value is Text => "ar" in value && "en" in value;

/** Each on its own line; without bullets, for which a cell on a phone has no room. */
const list = (items: readonly Html[]): Html =>
  items.length === 0 ? html`—` : html`${items.map((item) => html`<div>${item}</div>`)}`;

const one = (value: unknown, lang: Lang): Html => {
  if (value === undefined || value === null) return html`—`;
  if (typeof value === "boolean") return words(value ? yes : no, lang);
  if (typeof value === "string") {
    const name = Object.hasOwn(named, value) ? named[value] : undefined;
    return name ? words(name, lang) : html`<span class="code">${bdi(value, "latin")}</span>`;
  }
  if (Array.isArray(value)) return list(value.map((item: unknown) => one(item, lang)));
  if (typeof value !== "object") return nothing;
  if (isText(value)) return html`${value.ar} · <bdi lang="en">${value.en}</bdi>`;
  if ("kty" in value) return key(value);
  return list(
    Object.entries(value).map(([name, part]) => html`${one(name, lang)}: ${one(part, lang)}`),
  );
};

/** A key by its name and the beginning of what tells it from others. */
const key = (jwk: Readonly<{ kty?: unknown; kid?: unknown; x?: unknown; n?: unknown }>): Html => {
  const mark = (part: unknown): string => (typeof part === "string" ? part : "");
  const begin = mark(jwk.x ?? jwk.n).slice(0, 12);
  return bdi([mark(jwk.kty), mark(jwk.kid), `${begin}…`].filter(Boolean).join(" "), "latin");
};

/** A field's value as people read it. */
export const fieldValue = (_field: RegistrationField, value: unknown, lang: Lang): Html =>
  one(value, lang);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  value === "standard" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** The fields of a registration that say something, in the order of the form. */
export const shownFields = (metadata: ClientMetadata): { field: RegistrationField; name: Text }[] =>
  (Object.keys(fieldNames) as RegistrationField[])
    .filter((field) => field !== "name" && !isEmpty(metadata[field]))
    .map((field) => ({ field, name: fieldNames[field] }));
