/** Requests whose work is done and whose answer waits for a release. */
export type Holds = {
  wait(facts: Record<string, string>): Promise<void>;
  /** Lets every waiting answer go; gives how many. */
  release(): number;
  list(): readonly Record<string, string>[];
};

export function createHolds(): Holds {
  let waiting: { facts: Record<string, string>; go: () => void }[] = [];
  return {
    wait: (facts) => new Promise((go) => waiting.push({ facts, go })),
    release() {
      const released = waiting;
      waiting = [];
      for (const one of released) one.go();
      return released.length;
    },
    list: () => waiting.map((one) => one.facts),
  };
}
