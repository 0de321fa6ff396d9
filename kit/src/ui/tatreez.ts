/**
 * The cross-stitch band: the one ornament, under the header and on documents.
 * One repeat of 14 × 7 stitches, two pixels a stitch; `#` the first thread, `+` the second.
 */
const chart = [
  '...#......#...',
  '..###.+..###..',
  '.#.#.#+.#.#.#.',
  '##.#.##+##.#.#',
  '.#.#.#+.#.#.#.',
  '..###.+..###..',
  '...#......#...',
];

const stitch = 2;

const thread = (sign: string, colour: string): string => {
  const squares = chart.flatMap((row, y) =>
    [...row].flatMap((cell, x) => (cell === sign ? [`M${x * stitch} ${y * stitch}h2v2h-2z`] : [])),
  );
  return `<path fill="${colour}" d="${squares.join('')}"/>`;
};

/** One repeat of the band as an SVG picture of 28 × 14. */
export const tatreezSvg = (first: string, second: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="14" viewBox="0 0 28 14">` +
  `${thread('#', first)}${thread('+', second)}</svg>`;

/** The same for a style sheet. */
export const tatreezDataUri = (first: string, second: string): string =>
  `data:image/svg+xml,${encodeURIComponent(tatreezSvg(first, second))
    .replaceAll('%20', ' ')
    .replaceAll('%2F', '/')
    .replaceAll('%3D', '=')
    .replaceAll('%3A', ':')
    .replaceAll('%22', "'")}`;
