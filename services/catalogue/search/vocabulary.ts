import { synonymsOf } from "./synonyms.ts";
import { trigramsOf } from "./words.ts";

/** A word of the catalogue: where it stands, with how much it says about each service. */
export type Term = Readonly<{
  word: string;
  gramCount: number;
  /** The services' slots, and at the same place in `weights` how much it says about each. */
  slots: number[];
  weights: number[];
}>;

export type Match = Readonly<{ term: Term; degree: number }>;

export type Vocabulary = Readonly<{
  /** Notes a service's words; the heavier weight of a word counts. */
  add: (slot: number, weights: ReadonlyMap<string, number>) => void;
  remove: (slot: number, words: Iterable<string>) => void;
  /** The catalogue's words that fit a word asked for: the same, another for it, like it. */
  matches: (word: string) => Match[];
}>;

/** As pg_trgm's default for words: below it, likeness is chance. */
const leastLikeness = 0.42;
const degrees = { same: 1, synonym: 0.85, beginning: 0.85, like: 0.8 } as const;

/**
 * Every word of the catalogue, found by its trigrams: only words that share some with the word
 * asked for are looked at, and words that stand in no service any more are forgotten.
 */
export const createVocabulary = (): Vocabulary => {
  const terms = new Map<string, Term>();
  const byGram = new Map<string, Set<Term>>();

  const learn = (word: string): Term => {
    const grams = trigramsOf(word);
    const term: Term = { word, gramCount: grams.length, slots: [], weights: [] };
    terms.set(word, term);
    for (const gram of grams) {
      const known = byGram.get(gram);
      if (known) known.add(term);
      else byGram.set(gram, new Set([term]));
    }
    return term;
  };

  const forget = (term: Term): void => {
    terms.delete(term.word);
    for (const gram of trigramsOf(term.word)) {
      const known = byGram.get(gram);
      known?.delete(term);
      if (known?.size === 0) byGram.delete(gram);
    }
  };

  /** Twice the shared trigrams over all: 1 for the same word, 0 for nothing in common. */
  const alike = (word: string): Match[] => {
    const grams = trigramsOf(word);
    const shared = new Map<Term, number>();
    for (const gram of grams) {
      for (const term of byGram.get(gram) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1);
    }
    return [...shared].flatMap(([term, count]) => {
      const likeness = (2 * count) / (grams.length + term.gramCount);
      return likeness >= leastLikeness ? [{ term, degree: likeness * degrees.like }] : [];
    });
  };

  /** Words that begin so; the first two letters are a trigram with the mark before them. */
  const begun = (word: string): Match[] =>
    [...(byGram.get(` ${word.slice(0, 2)}`) ?? [])]
      .filter((term) => term.word.startsWith(word))
      .map((term) => ({ term, degree: degrees.beginning }));

  return {
    add: (slot, weights) => {
      for (const [word, weight] of weights) {
        const term = terms.get(word) ?? learn(word);
        term.slots.push(slot);
        term.weights.push(weight);
      }
    },
    remove: (slot, words) => {
      for (const word of words) {
        const term = terms.get(word);
        const place = term?.slots.indexOf(slot) ?? -1;
        if (!term || place === -1) continue;
        term.slots.splice(place, 1);
        term.weights.splice(place, 1);
        if (term.slots.length === 0) forget(term);
      }
    },
    matches: (word) => {
      const best = new Map<Term, number>();
      const note = ({ term, degree }: Match): void => {
        best.set(term, Math.max(degree, best.get(term) ?? 0));
      };
      if (word.length >= 3) for (const match of [...alike(word), ...begun(word)]) note(match);
      for (const other of synonymsOf(word)) {
        const term = terms.get(other);
        if (term) note({ term, degree: degrees.synonym });
      }
      const same = terms.get(word);
      if (same) note({ term: same, degree: degrees.same });
      return [...best].map(([term, degree]) => ({ term, degree }));
    },
  };
};
