import type { Locator } from "playwright-core";

/**
 * Presses what leads to another page, and waits for that page: two pages may look alike, and what
 * is looked at next is the one that comes.
 */
export async function pressButton(button: Locator): Promise<void> {
  const came = button.page().waitForEvent("load");
  await button.click();
  await came;
}
