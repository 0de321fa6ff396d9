import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startPortal } from "./portal-under-test.ts";
import { createVisitor, textOf } from "./visitor.ts";

type Portal = Awaited<ReturnType<typeof startPortal>>;
let portal: Portal;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const enter = async (roles: string[], institution: string, lang: "ar" | "en") => {
  portal.signIn.member({ username: "huda.shaheen", institution, roles, name: "هدى شاهين" });
  const visitor = createVisitor(portal.url);
  return { visitor, page: await visitor.open(`/office?lang=${lang}`) };
};

test("a payment company's agent is told that the office is not theirs, and where theirs is", async () => {
  for (const [lang, title] of [
    ["ar", "هذه الصفحات ليست لك"],
    ["en", "These pages are not for you"],
  ] as const) {
    const { visitor, page } = await enter(["agent"], "sandbox-cash", lang);
    assert.equal(page.status, 403);
    assert.ok(textOf(page.html).includes(title), textOf(page.html));
    assert.ok(page.html.includes(`href="${portal.pay.url}/agent"`));
    assert.ok(!page.headers.getSetCookie().some((line) => line.startsWith("office_session=")));
    const again = await visitor.open("/office/cases/VL-2026-00000001");
    assert.equal(again.status, 403, "they are not signed in anywhere behind it");
  }
});

test("an officer comes in, whatever else they are", async () => {
  for (const roles of [["officer"], ["agent", "supervisor"], ["administrator"]]) {
    const { page } = await enter(roles, "transport", "ar");
    assert.deepEqual([page.status, page.url.pathname], [200, "/office"]);
  }
});
