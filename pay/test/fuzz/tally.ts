type Counts = { requests: number; statuses: Map<number, number> };

/** What was sent and answered, by operation. */
export type Tally = Readonly<{
  count: (operation: string, status: number) => void;
  fault: (operation: string, what: string, request: string) => void;
  isReached: (operation: string) => boolean;
  unreached: () => string[];
  /** Each kind of fault of an operation once, with the first request that showed it. */
  faults: () => readonly string[];
  requests: () => number;
  /** A line for each operation: requests, and how many of them got which status. */
  table: () => string;
}>;

/**
 * Operations that only a story of their own carries out: a bank's inquiry, its float and its
 * customer's money must fit together. Those stories are `pay/test/govstack/*.feature`.
 */
const carriedOutElsewhere = /^\w+ \/govstack\//;

export const createTally = (operations: readonly string[]): Tally => {
  const all = new Map<string, Counts>(
    operations.map((id) => [id, { requests: 0, statuses: new Map() }]),
  );
  const faults = new Map<string, string>();
  const isReached = (id: string): boolean =>
    carriedOutElsewhere.test(id) ||
    [...(all.get(id)?.statuses.keys() ?? [])].some((status) => status < 300);
  const row = ([id, { requests, statuses }]: [string, Counts]): string => {
    const counts = [...statuses].toSorted(([a], [b]) => a - b);
    const said = counts.map(([status, count]) => `${status}×${count}`).join(" ");
    return `${id.padEnd(68)}${String(requests).padStart(6)}  ${said}`;
  };
  return {
    count: (id, status) => {
      const counts = all.get(id);
      if (!counts) throw new Error(`no operation ${id}`);
      counts.requests += 1;
      counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
    },
    fault: (id, what, request) => {
      const kind = `${id}: ${what.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\[\d+\]/g, "…")}`;
      if (!faults.has(kind)) faults.set(kind, `${id}: ${what}\n    ${request}`);
    },
    isReached,
    unreached: () => operations.filter((id) => !isReached(id)),
    faults: () => [...faults.values()],
    requests: () => [...all.values()].reduce((sum, { requests }) => sum + requests, 0),
    table: () => [...all].map(row).join("\n"),
  };
};
