import { searchWords } from "@gov/country/search-folding.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Catalogue } from "./catalogue.ts";

/** Words of a question that say nothing about the service. */
const fillers = new Set(
  searchWords(
    "أريد بدي كيف ممكن طلب خدمة معاملة على من في عن إلى لو سمحت عندي " +
      "how to i want need my the a for of",
  ),
);

/** Drops the joined «و», «ال», «لل» and «بال» so that «للسيارة» meets «سيارة». */
const stem = (word: string): string => {
  const bare = word.replace(/^(?:وال|بال|كال|فال|لل|ال)(?=.{3})/, "");
  return bare.replace(/(?<=.{3})(?:ات|ه|ي)$/, "");
};

const trigrams = (word: string): Set<string> => {
  const padded = ` ${word} `;
  const found = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  return found;
};

/** Twice the shared trigrams over all: 1 for the same word, 0 for nothing in common. */
const likeness = (a: Set<string>, b: Set<string>): number => {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
};

type Term = Readonly<{ word: string; grams: Set<string>; weight: number }>;
type Entry = Readonly<{ service: ServiceDefinition; terms: readonly Term[] }>;

const weights = { title: 1, keyword: 0.9, context: 0.5, summary: 0.4 } as const;

const indexService = (catalogue: Catalogue, service: ServiceDefinition): Entry => {
  const best = new Map<string, number>();
  const add = (texts: readonly string[], weight: number): void => {
    for (const word of texts.flatMap(searchWords).map(stem)) {
      best.set(word, Math.max(weight, best.get(word) ?? 0));
    }
  };
  const institution = catalogue.institutions.find(({ code }) => code === service.institution);
  const events = catalogue.lifeEvents.filter(({ code }) => service.lifeEvents.includes(code));
  add([service.title.ar, service.title.en], weights.title);
  add(service.keywords, weights.keyword);
  for (const { name, synonyms } of [...events, ...(institution ? [institution] : [])]) {
    add([name.ar, name.en, ...synonyms], weights.context);
  }
  add([service.summary.ar, service.summary.en], weights.summary);
  const terms = [...best].map(([word, weight]) => ({ word, grams: trigrams(word), weight }));
  return { service, terms };
};

const indexes = new WeakMap<Catalogue, readonly Entry[]>();

const indexOf = (catalogue: Catalogue): readonly Entry[] => {
  const known = indexes.get(catalogue);
  if (known) return known;
  const fresh = catalogue.services.map((service) => indexService(catalogue, service));
  indexes.set(catalogue, fresh);
  return fresh;
};

/** How well one word of the question fits one service: the same, its beginning, or like it. */
const fit = (word: string, grams: Set<string>, terms: readonly Term[]): number => {
  let best = 0;
  for (const term of terms) {
    if (term.weight <= best) continue;
    let degree = 0;
    if (term.word === word) degree = 1;
    else if (word.length >= 2 && term.word.startsWith(word)) degree = 0.85;
    else {
      const like = word.length >= 3 ? likeness(grams, term.grams) : 0;
      degree = like >= 0.45 ? like * 0.8 : 0;
    }
    best = Math.max(best, degree * term.weight);
  }
  return best;
};

export type SearchHit = Readonly<{ service: ServiceDefinition; score: number }>;

/**
 * Finds services as people ask for them: any spelling, a word's beginning, dialect words and
 * small slips. Best first, at most 50; `lang` orders ties. An empty question finds nothing.
 */
export const searchCatalogue = (catalogue: Catalogue, query: string, lang: Lang): SearchHit[] => {
  const all = searchWords(query.slice(0, 200));
  const telling = all.filter((word) => !fillers.has(word));
  const words = (telling.length > 0 ? telling : all).slice(0, 8).map(stem);
  if (words.length === 0) return [];
  const asked = words.map((word) => ({ word, grams: trigrams(word) }));
  const hits: SearchHit[] = [];
  for (const { service, terms } of indexOf(catalogue)) {
    const fits = asked.map(({ word, grams }) => fit(word, grams, terms));
    const matched = fits.filter((each) => each > 0.15).length;
    if (matched * 2 < words.length) continue;
    hits.push({ service, score: fits.reduce((sum, each) => sum + each, 0) / words.length });
  }
  const byTitle = new Intl.Collator(lang);
  return hits
    .filter(({ score }) => score > 0.15)
    .toSorted(
      (a, b) => b.score - a.score || byTitle.compare(a.service.title[lang], b.service.title[lang]),
    )
    .slice(0, 50);
};
