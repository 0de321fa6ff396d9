import type { Workflow } from "@gov/services/language/workflow-schema.ts";

/** Where a state's box stands: its rank from the start, and its row within the rank. */
export type Box = Readonly<{ code: string; rank: number; x: number; y: number }>;
export type Edge = Readonly<{
  from: Box;
  to: Box;
  /** Several ways between the same two states share one line. */
  transitions: readonly Workflow["transitions"][number][];
  /** The height of the line's outward arc, for ways back and ways that pass a rank; 0 for straight. */
  lane: number;
}>;
export type Layout = Readonly<{
  boxes: readonly Box[];
  edges: readonly Edge[];
  width: number;
  height: number;
}>;

export const boxSize = { width: 128, height: 64 } as const;
const gap = { rank: 84, row: 40, lane: 30, margin: 12 } as const;

type Shape = Pick<Workflow, "initial" | "states" | "transitions">;

/** How many steps each state is from the start; what no step reaches stands after all others. */
const ranksOf = ({ initial, states, transitions }: Shape): Map<string, number> => {
  const ranks = new Map<string, number>();
  let wave = states.some(({ code }) => code === initial) ? [initial] : [];
  for (let rank = 0; wave.length > 0; rank++) {
    for (const code of wave) ranks.set(code, rank);
    wave = [
      ...new Set(transitions.filter(({ from }) => wave.includes(from)).map(({ to }) => to)),
    ].filter((code) => !ranks.has(code) && states.some((state) => state.code === code));
  }
  const last = Math.max(-1, ...ranks.values());
  for (const { code } of states) if (!ranks.has(code)) ranks.set(code, last + 1);
  return ranks;
};

const middle = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rows within each rank, near the states that lead there, so that fewer lines cross. */
const rowsOf = ({ states, transitions }: Shape, ranks: ReadonlyMap<string, number>) => {
  const rows = new Map<string, number>();
  const most = Math.max(0, ...ranks.values());
  for (let rank = 0; rank <= most; rank++) {
    const here = [...new Set(states.map(({ code }) => code))].filter((c) => ranks.get(c) === rank);
    const wish = (code: string): number =>
      middle(
        transitions
          .filter(({ to, from }) => to === code && (ranks.get(from) ?? 0) < rank)
          .map(({ from }) => rows.get(from) ?? 0),
      );
    const order = here.toSorted((a, b) => wish(a) - wish(b) || here.indexOf(a) - here.indexOf(b));
    for (const [row, code] of order.entries()) rows.set(code, row);
  }
  return rows;
};

type Pair = Readonly<{ from: string; to: string; transitions: Workflow["transitions"] }>;

const pairsOf = ({ transitions }: Shape): Pair[] => {
  const pairs = new Map<string, Pair>();
  for (const transition of transitions) {
    const { from, to } = transition;
    const known = pairs.get(`${from} ${to}`);
    pairs.set(`${from} ${to}`, {
      from,
      to,
      transitions: [...(known?.transitions ?? []), transition],
    });
  }
  return [...pairs.values()];
};

/** To the next column, or to the next row of the same one. */
const isStraight = ({ from, to }: Omit<Edge, "lane">): boolean =>
  to.rank - from.rank === 1 ||
  (to.rank === from.rank && Math.abs(to.y - from.y) === boxSize.height + gap.row);

/** Lines that pass over others take a lane each above the boxes; the shortest lie lowest. */
const withLanes = (edges: readonly Omit<Edge, "lane">[]): Edge[] => {
  const span = ({ from, to }: Omit<Edge, "lane">): number => Math.abs(to.rank - from.rank);
  const curved = edges.filter((edge) => !isStraight(edge)).toSorted((a, b) => span(a) - span(b));
  return edges.map((edge) => ({ ...edge, lane: isStraight(edge) ? 0 : curved.indexOf(edge) + 1 }));
};

/**
 * Places states in columns by their distance from the start. No two boxes overlap; `x` grows in
 * the direction of reading, which the drawing mirrors for Arabic.
 */
export const layoutWorkflow = (workflow: Shape): Layout => {
  const ranks = ranksOf(workflow);
  const rows = rowsOf(workflow, ranks);
  const codes = [...new Set(workflow.states.map(({ code }) => code))];
  const pairs = pairsOf(workflow).filter(
    ({ from, to }) => codes.includes(from) && codes.includes(to),
  );
  const curved = pairs.filter(
    ({ from, to }) => (ranks.get(to) ?? 0) - (ranks.get(from) ?? 0) !== 1,
  ).length;
  const top = gap.margin + curved * gap.lane;
  const boxes = codes.map((code): Box => {
    const [rank, row] = [ranks.get(code) ?? 0, rows.get(code) ?? 0];
    const x = gap.margin + rank * (boxSize.width + gap.rank);
    return { code, rank, x, y: top + row * (boxSize.height + gap.row) };
  });
  const byCode = new Map(boxes.map((box) => [box.code, box]));
  const edges = pairs.flatMap(({ from, to, transitions }) => {
    const [start, end] = [byCode.get(from), byCode.get(to)];
    return start && end ? [{ from: start, to: end, transitions }] : [];
  });
  const right = Math.max(0, ...boxes.map(({ x }) => x + boxSize.width));
  const bottom = Math.max(0, ...boxes.map(({ y }) => y + boxSize.height));
  return {
    boxes,
    edges: withLanes(edges),
    width: right + gap.margin,
    height: bottom + gap.margin,
  };
};
