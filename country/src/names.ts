import type { Lang, Text } from "@gov/kit/text.ts";

/** The four parts of a name as the civil registry keeps them. */
export type NameParts = Readonly<{
  first: string;
  father: string;
  grandfather: string;
  family: string;
}>;

export type PersonName = Readonly<Record<Lang, NameParts>>;

const join = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter((part) => part !== "")
    .join(" ");

/** All four parts, in the order they are said; an empty part leaves no gap. */
export const fullName = ({ first, father, grandfather, family }: NameParts): string =>
  join([first, father, grandfather, family]);

/** First and family name, for greetings and narrow columns. */
export const shortName = ({ first, family }: NameParts): string => join([first, family]);

/** The full name in both languages. */
export const fullNameText = (name: PersonName): Text => ({
  ar: fullName(name.ar),
  en: fullName(name.en),
});
