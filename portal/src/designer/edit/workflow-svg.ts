import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { boxSize, layoutWorkflow, type Edge, type Layout } from "./workflow-layout.ts";

const texts = {
  title: { ar: "رسم سير العمل", en: "The workflow, drawn" },
  desc: {
    ar: "الحالات مربعات والخطوات أسهم بينها. القائمة تحت الرسم تقول الشيء نفسه.",
    en: "States are boxes, steps are arrows between them. The list below says the same.",
  },
} as const satisfies Record<string, Text>;

const onBoxLine = 16;
const onWayLine = 13;

/** Words on at most two lines; what is longer ends in an ellipsis. */
const linesOf = (text: string, most: number): string[] => {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (longer.length <= most || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length <= 2 ? lines : [lines[0] ?? "", `${lines[1] ?? ""}…`];
};

type Point = Readonly<{ x: number; y: number }>;

/** How a line runs, and where its words stand, in the direction of reading. */
type Line = Readonly<{ points: readonly Point[]; words: Point }>;

const side = { x: boxSize.width, y: boxSize.height / 2 } as const;

/** Straight to the next column; other ways run above the boxes, each in its own lane. */
const lineOf = ({ from, to, lane }: Edge, top: number): Line => {
  const start = { x: from.x + side.x, y: from.y + side.y };
  const end = { x: to.x - 4, y: to.y + side.y };
  if (lane === 0 && from.rank === to.rank) {
    // Down on one side and up on the other, so that there and back are two lines.
    const down = to.y > from.y;
    const x = from.x + side.x / 2 + (down ? 14 : -14);
    const [y, into] = down
      ? [from.y + boxSize.height, to.y - 4]
      : [from.y, to.y + boxSize.height + 4];
    return {
      points: [
        { x, y },
        { x, y: into },
      ],
      words: { x, y: (y + into) / 2 },
    };
  }
  if (lane === 0) {
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    return { points: [start, end], words: middle };
  }
  const y = top - lane * 30;
  const out = start.x + 10 + ((lane * 7) % 42);
  const into = to.x - 14 - ((lane * 7) % 42);
  return {
    points: [
      start,
      { x: out, y: start.y },
      { x: out, y },
      { x: into, y },
      { x: into, y: end.y },
      end,
    ],
    words: { x: (out + into) / 2, y },
  };
};

/** A path through points, its corners rounded; two points make a gentle curve. */
const pathOf = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  if (rest.length === 1) {
    const bend = (last.x - first.x) / 2;
    return `M${first.x} ${first.y}C${first.x + bend} ${first.y} ${last.x - bend} ${last.y} ${last.x} ${last.y}`;
  }
  const corners = rest.slice(0, -1).map((corner, index) => {
    const before = points[index] as Point;
    const after = points[index + 2] as Point;
    const towards = (end: Point): Point => {
      const far = Math.hypot(end.x - corner.x, end.y - corner.y);
      const reach = Math.min(8, far / 2) / (far || 1);
      return { x: corner.x + (end.x - corner.x) * reach, y: corner.y + (end.y - corner.y) * reach };
    };
    const [a, b] = [towards(before), towards(after)];
    return `L${a.x} ${a.y}Q${corner.x} ${corner.y} ${b.x} ${b.y}`;
  });
  return `M${first.x} ${first.y}${corners.join("")}L${last.x} ${last.y}`;
};

/** Words of lines, moved down until none covers another. */
const placeWords = (lines: readonly Line[]): Point[] => {
  const placed: Point[] = [];
  for (const { words } of lines) {
    let { y } = words;
    while (placed.some((one) => Math.abs(one.x - words.x) < 100 && Math.abs(one.y - y) < 18))
      y += 18;
    placed.push({ x: words.x, y });
  }
  return placed;
};

const edgeWords = ({ transitions }: Edge, lang: Lang): string =>
  transitions
    .map(({ label, when }) => {
      const condition = lang === "ar" ? " (بشرط)" : " (if)";
      return `${t(label, lang)}${when === undefined ? "" : condition}`;
    })
    .join(lang === "ar" ? "، " : ", ");

/** A way's words: in one line where it runs above the boxes, in two in the narrow gap. */
const sayHtml = (edge: Edge, at: Point, lang: Lang): Html => {
  const words = edgeWords(edge, lang);
  const lines = linesOf(words, edge.lane === 0 ? onWayLine : 30);
  return html`${lines.map(
    (line, index) =>
      html`<text class="say" x="${at.x}" y="${at.y + 4 + (index - (lines.length - 1) / 2) * 16}"
        >${line}</text
      >`,
  )}`;
};

const boxHtml = (
  layout: Layout,
  draft: DraftDefinition,
  mirror: (x: number) => number,
  lang: Lang,
): Html[] =>
  layout.boxes.flatMap((box) => {
    const state = draft.workflow.states.find(({ code }) => code === box.code);
    if (!state) return [];
    const x = lang === "ar" ? mirror(box.x + boxSize.width) : box.x;
    const lines = linesOf(t(state.text, lang) || state.code, onBoxLine);
    const center = x + boxSize.width / 2;
    const first = box.y + boxSize.height / 2 + 5 - (lines.length - 1) * 10;
    return [
      html`<g class="state ${state.kind} ${state.outcome ?? ""}">
        <rect x="${x}" y="${box.y}" width="${boxSize.width}" height="${boxSize.height}" rx="8" />
        ${lines.map(
          (line, index) => html`<text x="${center}" y="${first + index * 20}">${line}</text>`,
        )}
      </g>`,
    ];
  });

/**
 * The workflow as a picture: columns from the start in the direction of reading, boxes by whom we
 * wait for. The list of states is its text alternative.
 */
export const workflowSvg = (draft: DraftDefinition, lang: Lang): Html => {
  const layout = layoutWorkflow(draft.workflow);
  if (layout.boxes.length === 0) return nothing;
  const mirror = (x: number): number => (lang === "ar" ? layout.width - x : x);
  const top = Math.min(...layout.boxes.map(({ y }) => y));
  const lines = layout.edges.map((edge) => lineOf(edge, top));
  const words = placeWords(lines);
  const shown = (points: readonly Point[]): Point[] =>
    points.map(({ x, y }) => ({ x: mirror(x), y }));
  return html`<div class="diagram" tabindex="0" role="region" aria-label="${t(texts.title, lang)}">
    <svg
      role="img"
      aria-labelledby="flow-title flow-desc"
      direction="${lang === "ar" ? "rtl" : "ltr"}"
      width="${layout.width}"
      height="${layout.height}"
      viewBox="0 0 ${layout.width} ${layout.height}"
    >
      <title id="flow-title">${t(texts.title, lang)}</title>
      <desc id="flow-desc">${t(texts.desc, lang)}</desc>
      <defs>
        <marker
          id="flow-end"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      ${layout.edges.map(
        (edge, index) =>
          html`<path
            class="way ${edge.transitions[0]?.event ?? ""}"
            d="${pathOf(shown(lines[index]?.points ?? []))}"
            marker-end="url(#flow-end)"
          />`,
      )}
      ${boxHtml(layout, draft, mirror, lang)}
      ${layout.edges.map((edge, index) => {
        const { x, y } = words[index] ?? { x: 0, y: 0 };
        return sayHtml(edge, { x: mirror(x), y }, lang);
      })}
    </svg>
  </div>`;
};
