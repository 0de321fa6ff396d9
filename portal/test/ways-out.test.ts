import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor } from "./visitor.ts";

// The portal is the single window: from it everyone comes to the parts that stand elsewhere.

let portal: PortalUnderTest;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\s[^>]*href="([^"]+)"/g)].flatMap(([, href]) => href ?? []);

for (const lang of ["ar", "en"] as const) {
  test(`every page leads to where a bill is paid, in ${lang}`, async () => {
    const visitor = createVisitor(portal.url);
    for (const path of ["/", "/services", "/institutions", "/verify", "/nowhere"]) {
      const { html } = await visitor.open(`${path}?lang=${lang}`);
      assert.ok(linksOf(html).includes(`${portal.pay.url}/?lang=${lang}`), path);
      assert.ok(!linksOf(html).some((href) => href.includes("/account")), path);
    }
  });

  test(`who is signed in comes to their account, in ${lang}`, async () => {
    portal.signIn.person(layla);
    const visitor = createVisitor(portal.url);
    await visitor.open("/signin");
    for (const path of ["/", "/applications", "/documents"]) {
      const { html } = await visitor.open(`${path}?lang=${lang}`);
      const href = `${portal.signIn.issuer}/account?lang=${lang}`;
      assert.ok(
        linksOf(html).includes(href),
        `${path}: ${href} is not in ${linksOf(html).join(" ")}`,
      );
    }
  });
}

test("who finds no service for what they typed is shown where bills are paid", async () => {
  const { html } = await createVisitor(portal.url).open("/services?lang=ar&q=فاتورة");
  assert.match(html, /معك رقم فاتورة؟/);
});

test("a bill's number typed where services are looked for leads to the bill", async () => {
  const ask = async (typed: string) =>
    await fetch(`${portal.url}/services?lang=ar&q=${encodeURIComponent(typed)}`, {
      redirect: "manual",
    });
  for (const typed of [
    "123456789012345",
    "123 456 789 012 345",
    "١٢٣٤٥٦٧٨٩٠١٢٣٤٥",
    "\u200f123-456-789-012-345 ",
  ]) {
    const answer = await ask(typed);
    assert.equal(answer.status, 302, typed);
    const to = new URL(answer.headers.get("location") ?? "");
    assert.equal(to.origin, portal.pay.url);
    assert.equal(to.searchParams.get("number"), "123456789012345");
  }
  for (const typed of ["12345678901234", "400011011", "رخصة 123456789012345", "1234567890123456"]) {
    assert.equal((await ask(typed)).status, 200, typed);
  }
});
