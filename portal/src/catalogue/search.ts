import { foldForSearch, searchWords } from "@gov/country/search-folding.ts";
import type { ServiceDefinition } from "./definition-queries.ts";

/** Words people add that name no service. */
const ignored = new Set(["ال", "في", "من", "على", "عن", "the", "a", "of", "for", "to", "my"]);

const withoutArticle = (word: string): string => word.replace(/^(?:وال|بال|لل|ال)(?=..)/, "");

const stems = (text: string): string[] =>
  searchWords(text)
    .filter((word) => !ignored.has(word))
    .map(withoutArticle);

/** How well one word of the question fits a text's words: whole, beginning, within, not. */
const fit = (asked: string, words: readonly string[]): number => {
  if (words.includes(asked)) return 3;
  if (asked.length < 2) return 0;
  if (words.some((word) => word.startsWith(asked) || (word.length > 3 && asked.startsWith(word)))) {
    return 2;
  }
  return asked.length > 2 && words.some((word) => word.includes(asked)) ? 1 : 0;
};

const scoreOf = (definition: ServiceDefinition, asked: readonly string[]): number => {
  const parts = [
    { weight: 5, words: stems(`${definition.title.ar} ${definition.title.en}`) },
    { weight: 4, words: stems(definition.keywords.join(" ")) },
    { weight: 1, words: stems(`${definition.summary.ar} ${definition.summary.en}`) },
  ];
  let score = 0;
  for (const word of asked) {
    const best = Math.max(...parts.map(({ weight, words }) => weight * fit(word, words)));
    // Every word must be found somewhere: more words narrow the result.
    if (best === 0) return 0;
    score += best;
  }
  return score;
};

const maxWords = 8;

/** The services that fit what was typed, the best first; all of them when nothing was. */
export const searchServices = (
  definitions: readonly ServiceDefinition[],
  typed: string,
): ServiceDefinition[] => {
  const asked = stems(foldForSearch(typed.slice(0, 200))).slice(0, maxWords);
  if (asked.length === 0) return typed.trim() === "" ? [...definitions] : [];
  return definitions
    .map((definition) => ({ definition, score: scoreOf(definition, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ definition }) => definition);
};
