import { searchWords } from "@gov/country/search-folding.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { createSearchIndex, type Findable, type SearchIndex } from "./search/search-index.ts";
import { questionWords, stem } from "./search/words.ts";

/** What a service is found by; the phone's app holds no more of it than that. */
export type Searchable = Readonly<{
  code: string;
  institution: string;
  title: Text;
  summary: Text;
  keywords: readonly string[];
  lifeEvents: readonly string[];
}>;

type Named = Readonly<{ code: string; name: Text; synonyms: readonly string[] }>;

export type SearchableCatalogue<S extends Searchable> = Readonly<{
  institutions: readonly Named[];
  lifeEvents: readonly Named[];
  services: readonly S[];
}>;

type Catalogue = SearchableCatalogue<Searchable>;

const weights = { title: 1, keyword: 0.9, context: 0.4, summary: 0.4 } as const;
const mostWords = 8;
const mostFound = 50;

const wordsOf = (text: string): string[] => searchWords(text).map(stem);

/** Words by what stands behind them: an institution or life event is read once, not by service. */
type Context = Map<string, readonly string[]>;

const contextWords = (catalogue: Catalogue, service: Searchable, context: Context) => {
  const { institutions, lifeEvents } = catalogue;
  const around = [
    ...institutions.filter(({ code }) => code === service.institution),
    ...lifeEvents.filter(({ code }) => service.lifeEvents.includes(code)),
  ];
  return around.flatMap(({ name, synonyms }) => {
    const known = context.get(name.en);
    if (known) return known;
    const words = [name.ar, name.en, ...synonyms].flatMap(wordsOf);
    context.set(name.en, words);
    return words;
  });
};

/** What a service is found by: its own texts, and those of its institution and life events. */
const findable = (catalogue: Catalogue, service: Searchable, context: Context): Findable => {
  const words = new Map<string, number>();
  const add = (found: readonly string[], weight: number): void => {
    for (const word of found) words.set(word, Math.max(weight, words.get(word) ?? 0));
  };
  const { title, keywords, summary } = service;
  const titles = [title.ar, title.en].map(wordsOf);
  const others = keywords.map(wordsOf);
  add(titles.flat(), weights.title);
  add(others.flat(), weights.keyword);
  add(contextWords(catalogue, service, context), weights.context);
  add([summary.ar, summary.en].flatMap(wordsOf), weights.summary);
  return { words, phrases: [...titles, ...others] };
};

type Kept = {
  index: SearchIndex;
  services: Map<string, Searchable>;
  context: Context;
  of: Catalogue;
};

/** One index for a country's institutions; catalogues come and go as services are published. */
const kept = new WeakMap<Catalogue["institutions"], Kept>();

/** The index, brought to what the catalogue offers now: only what was published is read anew. */
const indexOf = (catalogue: Catalogue): Kept => {
  const known = kept.get(catalogue.institutions) ?? {
    index: createSearchIndex(),
    services: new Map<string, Searchable>(),
    context: new Map<string, readonly string[]>(),
    of: { ...catalogue, services: [] },
  };
  kept.set(catalogue.institutions, known);
  if (known.of === catalogue) return known;
  const gone = new Set(known.services.keys());
  for (const service of catalogue.services) {
    gone.delete(service.code);
    if (known.services.get(service.code) === service) continue;
    known.services.set(service.code, service);
    known.index.put(service.code, findable(catalogue, service, known.context));
  }
  for (const code of gone) {
    known.services.delete(code);
    known.index.remove(code);
  }
  known.of = catalogue;
  return known;
};

export type SearchHit<S extends Searchable> = Readonly<{ service: S; score: number }>;

/**
 * Finds services as people ask for them: any spelling, a word's beginning, dialect words and
 * small slips. Best first, at most 50; `lang` orders ties. An empty question finds nothing.
 */
export const searchCatalogue = <S extends Searchable>(
  catalogue: SearchableCatalogue<S>,
  query: string,
  lang: Lang,
): SearchHit<S>[] => {
  const words = questionWords(query, mostWords);
  if (words.length === 0) return [];
  const { index, services } = indexOf(catalogue);
  const byTitle = new Intl.Collator(lang);
  return index
    .find(words, mostFound)
    .flatMap(({ code, score }) => {
      // The index was just brought to this very catalogue.
      const service = services.get(code) as S | undefined;
      return service ? [{ service, score }] : [];
    })
    .toSorted(
      (a, b) => b.score - a.score || byTitle.compare(a.service.title[lang], b.service.title[lang]),
    );
};
