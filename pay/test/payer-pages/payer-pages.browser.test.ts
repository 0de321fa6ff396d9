import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { listEndpoints } from "@gov/kit/hostile-test/inventory.ts";
import { t } from "@gov/kit/text.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { agentStates } from "./agent-states.ts";
import { billStates } from "./bill-states.ts";
import { checkWeight, lookAt } from "./look.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";
import type { PageState } from "./page-state.ts";
import { logStates } from "./log-states.ts";
import { railStates } from "./rail-states.ts";
import { resultStates } from "./result-states.ts";
import { openVisitor, type OpenVisitor } from "./visitor.ts";

const states: readonly PageState[] = [
  ...billStates,
  ...railStates,
  ...resultStates,
  ...logStates,
  ...agentStates,
];

/** Routes that show no payer a page: what is under a slash at the end, or the route itself. */
const notPages: readonly (readonly [route: string, why: string])[] = [
  ["/v1/", "the API of programs"],
  ["/govstack/", "the API of payers' banks"],
  ["/console", "staff; console-browser.test.ts looks at their pages"],
  ["/console/", "staff; console-browser.test.ts looks at their pages"],
  ["/assets/", "styles, script, fonts: weighed with the pages"],
  ["/favicon.ico", "a picture"],
  ["/health/", "for operators"],
  ["/metrics", "for operators"],
  ["/metrics/", "for operators"],
  ["/openapi.json", "the contract"],
  ["/.well-known/receipt-keys.json", "keys, for programs"],
  ["/.well-known/receipt-days.json", "the log of receipts, for programs"],
  ["/.well-known/receipt-timestamp-roots.pem", "certificates"],
  ["/receipt-days/:file{\\d{4}-\\d{2}-\\d{2}\\.(?:cose|tsr)}", "files"],
  ["/pay/:number/cash.pdf", "a paper"],
  ["/r/:number", "leads from an SMS to the receipt"],
  ["/agent/signin", "leads to the unified sign-in"],
  ["/go/portal", "leads to the portal"],
];

let world: PageWorld;
let browser: Browser;
let visitors: readonly OpenVisitor[];
before(async () => {
  [world, browser] = await Promise.all([openPageWorld(), launchBrowser()]);
  visitors = await Promise.all(
    (["ar", "en"] as const).map((lang) => openVisitor(browser, world, lang)),
  );
});
after(async () => {
  await browser.close();
  await world.close();
});

test("every page that the gateway shows payers and agents is in the list", () => {
  const routes = listEndpoints(world.app).filter(({ method }) => method === "GET");
  const isListed = (path: string): boolean => states.some(({ at }) => at === path);
  const isOther = (path: string): boolean =>
    notPages.some(([route]) => (route.endsWith("/") ? path.startsWith(route) : path === route));
  const paths = routes.map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => path !== "/" && !isListed(path) && !isOther(path)),
    [],
  );
  const stale = notPages.filter(
    ([route]) =>
      !paths.some((path) => (route.endsWith("/") ? path.startsWith(route) : path === route)),
  );
  assert.deepEqual(stale, []);
});

/** `/pay/:number` matches `GET /pay/123`. */
const requestPattern = (at: string): RegExp => {
  const [path = "", method = "GET"] = at.split(" ").toReversed();
  const parts = path.split("/").map((part) => {
    const own = /^:\w+\{(.+)\}$/.exec(part)?.[1];
    return own ?? (part.startsWith(":") ? "[^/]+" : part.replaceAll(".", "\\."));
  });
  return new RegExp(`^${method} ${parts.join("/")}$`);
};

/** Comes to a state as a person would, and looks at it on a phone and on a desk. */
const walkTo = async (state: PageState, visitor: OpenVisitor): Promise<void> => {
  await state.open(visitor);
  const { page, session, lang } = visitor;
  const said = await page.locator("body").innerText();
  for (const text of [state.says].flat()) {
    assert.ok(said.includes(t(text, lang)), `“${t(text, lang)}” is not in ${said}`);
  }
  const { status, request } = visitor.answered();
  assert.equal(status, state.status ?? 200);
  assert.match(request, requestPattern(state.at));
  checkWeight(visitor.weight());
  const { name, action = "main .btn" } = state;
  for (const width of [390, 1280]) await lookAt({ page, session, lang, width, name, action });
};

for (const state of states) {
  test(
    `${state.name}: light, for everybody, by keyboard, without scripts`,
    { concurrency: true },
    async (one) => {
      await Promise.all(
        visitors.map((visitor) => one.test(visitor.lang, () => walkTo(state, visitor))),
      );
    },
  );
}
