/** Languages people are served in. Arabic is the first. */
export type Lang = "ar" | "en";

/** A text for people; both languages are required, so a missing one does not compile. */
export type Text = Readonly<{ ar: string; en: string }>;

/** The text in the reader's language. */
export const t = (text: Text, lang: Lang): string => text[lang];

/** Texts of one slice, typed so that keys are checked where they are used. */
export const defineTexts = <const T extends Readonly<Record<string, Text>>>(texts: T): T => texts;

/** The other language, for the link that switches. */
export const otherLang = (lang: Lang): Lang => (lang === "ar" ? "en" : "ar");
