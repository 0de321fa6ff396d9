/**
 * The cross-stitch band: the one ornament, under the header and on documents.
 * One repeat of 14 × 7 stitches, two pixels a stitch; `#` the first thread, `+` the second.
 */
const chart = [
  "...#......+...",
  "..###....+.+..",
  ".##+##..+.#.+.",
  "##+#+##+.###.+",
  ".##+##..+.#.+.",
  "..###....+.+..",
  "...#......+...",
];

const stitch = 2;

const thread = (sign: string, colour: string): string => {
  const stitches = chart.flatMap((row, y) =>
    row
      .split("")
      .flatMap((cell, x) => (cell === sign ? [`M${x * stitch} ${y * stitch}h2v2h-2z`] : [])),
  );
  return `<path fill="${colour}" d="${stitches.join("")}"/>`;
};

/** One repeat of the band as an SVG picture of 28 × 14, in two colours. */
export const tatreezSvg = (first: string, second: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="14" viewBox="0 0 28 14">` +
  `${thread("#", first)}${thread("+", second)}</svg>`;

/** The same for a style sheet, in double quotes there. */
export const tatreezDataUri = (first: string, second: string): string =>
  `data:image/svg+xml,${tatreezSvg(first, second).replaceAll('"', "'").replaceAll("#", "%23")}`
    .replaceAll("<", "%3C")
    .replaceAll(">", "%3E");
