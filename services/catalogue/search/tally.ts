/**
 * Numbers by slot, for one question at a time: an array that is written over, and the places
 * written, so that nothing is made or wiped for services the question does not touch.
 */
export type Tally = Readonly<{
  at: (slot: number) => number;
  /** Keeps the greater of what stood there and this. */
  raise: (slot: number, value: number) => void;
  add: (slot: number, value: number) => void;
  /** Each slot touched with its number; empties the tally. */
  drain: (see: (slot: number, value: number) => void) => void;
}>;

export const createTally = (): Tally => {
  let values = new Float64Array(64);
  const touched: number[] = [];

  const touch = (slot: number): void => {
    if (slot >= values.length) {
      const wider = new Float64Array(2 * slot + 1);
      wider.set(values);
      values = wider;
    }
    if (values[slot] === 0) touched.push(slot);
  };

  return {
    at: (slot) => values[slot] ?? 0,
    raise: (slot, value) => {
      touch(slot);
      if (value > (values[slot] ?? 0)) values[slot] = value;
    },
    add: (slot, value) => {
      touch(slot);
      values[slot] = (values[slot] ?? 0) + value;
    },
    drain: (see) => {
      for (const slot of touched) {
        const value = values[slot] ?? 0;
        values[slot] = 0;
        see(slot, value);
      }
      touched.length = 0;
    },
  };
};
