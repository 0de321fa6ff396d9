import type { Lang, Text } from "@gov/kit/text.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import type { Html } from "@gov/kit/ui/html.ts";

/** A page of ours as the overview of its part lists it. */
export type PageLink = Readonly<{ href: string; title: Text; text: Text }>;

/** The pages that one can go on to, as cards. */
export const pageLinks = (links: readonly PageLink[], lang: Lang): Html =>
  cardGrid(links.map(({ href, title, text }) => card({ href, title, text, lang, level: 2 })));
