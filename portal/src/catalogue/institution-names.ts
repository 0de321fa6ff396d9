import type { Lang, Text } from "@gov/kit/text.ts";
import type { Catalogue, Institution } from "@gov/services/catalogue/catalogue.ts";

/** An institution by its code, or undefined. */
export const findInstitution = (catalogue: Catalogue, code: string): Institution | undefined =>
  catalogue.institutions.find((institution) => institution.code === code);

/** What people call an institution; its code where the catalogue no longer has it. */
export const institutionName = (catalogue: Catalogue, code: string): Text =>
  findInstitution(catalogue, code)?.name ?? { ar: code, en: code };

const listed = (names: readonly Text[], lang: Lang): string =>
  new Intl.ListFormat(lang, { type: "conjunction" }).format(names.map((name) => name[lang]));

/** `س وص` in Arabic, `x, y and z` in English. */
export const listedNames = (names: readonly Text[]): Text => ({
  ar: listed(names, "ar"),
  en: listed(names, "en"),
});
