import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { serve } from "@hono/node-server";
import { createGallery } from "@gov/kit/ui/gallery.ts";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "@gov/dev/browser.ts";

type Running = Readonly<{ browser: Browser; origin: string; stop: () => Promise<void> }>;

const start = async (): Promise<Running> => {
  const server = serve({ fetch: createGallery().fetch, port: 0, hostname: "127.0.0.1" });
  if (!server.listening) await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = await launchBrowser();
  const stop = async (): Promise<void> => {
    await browser.close();
    server.close();
  };
  return { browser, origin: `http://localhost:${port}`, stop };
};

let running: Promise<Running> | undefined;

after(async () => {
  await (await running)?.stop();
});

/** Opens a page of the gallery in a browser of its own memory, looks, and closes it. */
export const visit = async <T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> => {
  running ??= start();
  const { browser, origin } = await running;
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/gallery/${path}`);
    return await look(page);
  } finally {
    await context.close();
  }
};

/** Pages that together show every piece. */
export const galleryPages = [
  "home",
  "form",
  "case",
  "office",
  "pieces",
  "form-pieces",
  "unavailable",
] as const;

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };
