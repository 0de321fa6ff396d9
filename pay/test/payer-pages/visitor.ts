import type { Browser, CDPSession } from "playwright-core";
import type { Lang } from "@gov/kit/text.ts";
import { weighPages, type PageWeight } from "@gov/dev/page-weight.ts";
import { pressButton } from "@gov/dev/press-button.ts";
import type { PageWorld } from "./page-world.ts";
import type { Visitor } from "./page-state.ts";

export type OpenVisitor = Visitor &
  Readonly<{
    session: CDPSession;
    weight: () => PageWeight;
    /** How the page that is open was answered: `GET /pay/123` and its status. */
    answered: () => Readonly<{ status: number; request: string }>;
  }>;

/** Somebody who reads this language, in a browser that runs no scripts and keeps nothing. */
export const openVisitor = async (
  browser: Browser,
  world: PageWorld,
  lang: Lang,
): Promise<OpenVisitor> => {
  // A colour on its way to another is judged by nobody.
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.addCookies([{ name: "lang", value: lang, url: world.url }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  const weight = await weighPages(session);
  let answered = { status: 0, request: "" };
  page.on("response", (response) => {
    const request = response.request();
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
    const { pathname } = new URL(response.url());
    answered = { status: response.status(), request: `${request.method()} ${pathname}` };
  });
  const open: Visitor["open"] = async (address) =>
    void (await page.goto(new URL(address, world.url).href));
  const press: Visitor["press"] = (selector = "form.form button.btn") =>
    pressButton(page.locator(selector).first());
  const signIn: Visitor["signIn"] = (staff) =>
    world.inTurn(async () => {
      world.issuer.signInAs({ name: "هدى شاهين", ...staff });
      await open("/agent/signin");
    });
  return { world, page, lang, session, weight, answered: () => answered, open, press, signIn };
};
