import { createFormBrowser, type FormBrowser, type Page } from "./form-browser.ts";

/** A person's browser that goes between the service and relying parties, without script. */
export const createVisitor = () => {
  const sites = new Map<string, FormBrowser>();
  const at = (url: string): FormBrowser => {
    const { origin } = new URL(url);
    const browser = sites.get(origin) ?? createFormBrowser(origin);
    sites.set(origin, browser);
    return browser;
  };
  /** Goes on from site to site until one shows a page. */
  const follow = async (first: Page): Promise<Page> => {
    let page = first;
    for (let hops = 0; page.leftTo !== undefined; hops += 1) {
      if (hops > 12) throw new Error(`sent around in circles at ${page.leftTo}`);
      page = await at(page.leftTo).open(page.leftTo);
    }
    return page;
  };
  const open = async (url: string): Promise<Page> => await follow(await at(url).open(url));
  const submit: FormBrowser["submit"] = async (page, values, options) =>
    await follow(await at(page.url).submit(page, values, options));
  return { open, submit };
};

export type Visitor = ReturnType<typeof createVisitor>;
