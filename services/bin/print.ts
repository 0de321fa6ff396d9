import type { Text } from "@gov/kit/text.ts";
import type { CatalogueProblem } from "@gov/services/catalogue/catalogue.ts";

/** A terminal has no need of the marks that keep words in order on a page. */
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

export const printText = ({ ar, en }: Text): void => {
  process.stdout.write(`  ${plain(ar)}\n  ${plain(en)}\n`);
};

/** Says what is wrong, with file and place; gives the exit code. */
export const printProblems = (problems: readonly CatalogueProblem[]): number => {
  for (const { file, path, reason, span } of problems) {
    const place = span ? `${path} (${span.start}–${span.end})` : path;
    process.stderr.write(`${file}: ${place}\n  ${plain(reason.ar)}\n  ${plain(reason.en)}\n`);
  }
  process.stderr.write(`${problems.length} problems\n`);
  return 1;
};
