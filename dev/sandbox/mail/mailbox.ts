/** A letter as it arrived at its reader. */
export type Letter = {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  at: string;
};

export type Mailbox = {
  add(letter: Omit<Letter, "id">): void;
  /** Newest last; of one address or of all. */
  list(to?: string): readonly Letter[];
  find(id: string): Letter | undefined;
  clear(): void;
};

const lettersKept = 1_000;

/** Every letterbox of the country in one list; the oldest go when there are too many. */
export function createMailbox(): Mailbox {
  let letters: Letter[] = [];
  let last = 0;
  return {
    add(letter) {
      last += 1;
      letters.push({ ...letter, id: String(last) });
      if (letters.length > lettersKept * 1.1) letters = letters.slice(-lettersKept);
    },
    list: (to) =>
      letters.slice(-lettersKept).filter((letter) => to === undefined || letter.to === to),
    find: (id) => letters.find((letter) => letter.id === id),
    clear: () => {
      letters = [];
    },
  };
}
