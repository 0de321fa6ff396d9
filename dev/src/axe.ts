import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const longestHtml = 200;

/** Which of axe's rules judge; all of them where nothing is said. */
export type AxeRules = Readonly<{ rules: readonly string[] } | { tags: readonly string[] }>;

type Violation = Readonly<{ id: string; nodes: readonly Readonly<{ html: string }>[] }>;

const script = readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const runOnlyOf = (only: AxeRules | undefined) => {
  if (only === undefined) return {};
  const [type, values] = "rules" in only ? ["rule", only.rules] : ["tag", only.tags];
  return { runOnly: { type, values } };
};

/**
 * What axe finds in the open page, a line for each rule that is broken. axe is brought into a
 * document once, by the first look, and describes nothing but what it finds: a third of the work
 * of its own driver for Playwright.
 */
export async function axeFaults(page: Page, only?: AxeRules): Promise<string[]> {
  const isThere = await page.evaluate<boolean>("'axe' in globalThis");
  if (!isThere) await page.evaluate(await script);
  const options = { ...runOnlyOf(only), resultTypes: ["violations"], iframes: false };
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, longestHtml)).join(" | ")}`,
  );
}
