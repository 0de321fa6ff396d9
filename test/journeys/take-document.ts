import assert from "node:assert/strict";
import type { Visitor } from "./visitor.ts";

/** Follows the person's own page until the sealed document is there, and downloads it. */
export const takeDocument = async (
  { page, look, context }: Visitor,
  portal: string,
): Promise<Buffer> => {
  const deadline = Date.now() + 30_000;
  const link = page.locator("main a[href$='.pdf']").first();
  do await page.goto(`${portal}/documents`);
  while ((await link.count()) === 0 && Date.now() < deadline);
  await look("documents");
  const href = await link.getAttribute("href");
  const response = await context.request.get(new URL(href ?? "", portal).href);
  assert.equal(response.headers()["content-type"], "application/pdf");
  return await response.body();
};
