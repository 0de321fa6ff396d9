import { createTally } from "./tally.ts";
import { createVocabulary, type Match } from "./vocabulary.ts";

/** What a service is found by: the heavier of a word's weights counts, phrases lift it. */
export type Findable = Readonly<{
  words: ReadonlyMap<string, number>;
  /** Its title and keywords, each as its words. */
  phrases: readonly (readonly string[])[];
}>;

export type Found = Readonly<{ code: string; score: number }>;

export type SearchIndex = Readonly<{
  /** Notes a service, in the place of what was known of it. */
  put: (code: string, findable: Findable) => void;
  remove: (code: string) => void;
  /** The services that fit, best first, at most `most`. */
  find: (words: readonly string[], most: number) => Found[];
}>;

const leastScore = 0.2;
/** A word that fits less adds to a service's score, but does not count as one of its words. */
const leastFit = 0.15;
/** How much each word of a phrase of the service's own, found in the question, lifts it. */
const phraseLift = 0.12;
const longestPhrase = 4;

/**
 * The more services a word stands in, the less it tells one from another; a word that stands in
 * none says as little as one that stands in all.
 */
const telling = (standsIn: number, services: number): number =>
  Math.log(1 + services / (standsIn === 0 ? services : standsIn));

/** In how many services the words stand that fit a word best. */
const standsIn = (matches: readonly Match[]): number => {
  let closest = 0;
  let most = 0;
  for (const { term, degree } of matches) {
    if (degree > closest) most = 0;
    closest = Math.max(closest, degree);
    if (degree === closest) most = Math.max(most, term.slots.length);
  }
  return most;
};

/** How much the phrases of a service that the question holds lift it: the longest counts. */
const liftOf = ({ phrases }: Findable, asked: ReadonlySet<string>): number => {
  let most = 0;
  for (const phrase of phrases) {
    if (phrase.length > most && phrase.every((word) => asked.has(word))) most = phrase.length;
  }
  return phraseLift * Math.min(most, longestPhrase);
};

/**
 * An index in memory that follows publications service by service. A question costs by the words
 * that are like its own, not by the number of services.
 */
export const createSearchIndex = (): SearchIndex => {
  const vocabulary = createVocabulary();
  const slots: (Readonly<{ code: string; findable: Findable }> | undefined)[] = [];
  const free: number[] = [];
  const slotOf = new Map<string, number>();
  const fit = createTally();
  const score = createTally();
  const matched = createTally();

  const remove = (code: string): void => {
    const slot = slotOf.get(code);
    if (slot === undefined) return;
    vocabulary.remove(slot, slots[slot]?.findable.words.keys() ?? []);
    slots[slot] = undefined;
    free.push(slot);
    slotOf.delete(code);
  };

  /** Adds to each service's score how well one word fits it, at best; gives what it tells. */
  const addWord = (word: string): Readonly<{ tells: number; known: boolean }> => {
    const matches = vocabulary.matches(word);
    const tells = telling(standsIn(matches), slotOf.size);
    for (const { term, degree } of matches) {
      for (let i = 0; i < term.slots.length; i++) {
        fit.raise(term.slots[i] ?? 0, degree * (term.weights[i] ?? 0));
      }
    }
    fit.drain((slot, value) => {
      score.add(slot, tells * value);
      if (value > leastFit) matched.add(slot, tells);
    });
    return { tells, known: matches.length > 0 };
  };

  return {
    put: (code, findable) => {
      remove(code);
      const slot = free.pop() ?? slots.length;
      slots[slot] = { code, findable };
      slotOf.set(code, slot);
      vocabulary.add(slot, findable.words);
    },
    remove,
    find: (words, most) => {
      const heard = words.map(addWord);
      const sumOf = (list: typeof heard): number => list.reduce((sum, { tells }) => sum + tells, 0);
      const whole = sumOf(heard);
      const known = sumOf(heard.filter((word) => word.known));
      const asked = new Set(words);
      const found: Found[] = [];
      score.drain((slot, sum) => {
        const service = slots[slot];
        if (!service || matched.at(slot) * 2 < known) return;
        const total = sum / whole + liftOf(service.findable, asked);
        if (total > leastScore) found.push({ code: service.code, score: total });
      });
      matched.drain(() => undefined);
      return found.toSorted((a, b) => b.score - a.score).slice(0, most);
    },
  };
};
