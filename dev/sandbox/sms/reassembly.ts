/** One short message as it came, and its place among the parts of a long one. */
export type Segment = {
  from: string;
  to: string;
  text: string;
  part?: { reference: number; total: number; number: number };
};

/** Gives a whole text once its last part has come, in whatever order the parts came. */
export type Reassembly = { add(segment: Segment): string | undefined };

const unfinishedKept = 1_000;

export function createReassembly(): Reassembly {
  const unfinished = new Map<string, Map<number, string>>();
  return {
    add({ from, to, text, part }) {
      if (!part || part.total < 2) return text;
      const key = [from, to, part.reference, part.total].join("|");
      const parts = unfinished.get(key) ?? new Map<number, string>();
      parts.set(part.number, text);
      if (parts.size < part.total) {
        unfinished.set(key, parts);
        const oldest = unfinished.size > unfinishedKept ? unfinished.keys().next() : undefined;
        if (oldest?.value !== undefined) unfinished.delete(oldest.value);
        return undefined;
      }
      unfinished.delete(key);
      const inOrder = [...parts].toSorted(([one], [other]) => one - other);
      return inOrder.map(([, words]) => words).join("");
    },
  };
}
