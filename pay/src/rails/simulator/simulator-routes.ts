import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { money } from "@gov/kit/money.ts";
import { defineTexts } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { PayDeps } from "#src/deps.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { decideOrder, findOrder, type SimulatedOrder } from "./simulator-queries.ts";
import { simulatorPath } from "./simulator-rail.ts";

const texts = defineTexts({
  title: { ar: "مصرف التجربة", en: "The test bank" },
  lead: {
    ar: "هذه الصفحة مكان صفحة المصرف. اختر ما يجيب به.",
    en: "This page stands in the bank's place. Choose what it answers.",
  },
  approve: { ar: "اقبل الدفع", en: "Approve the payment" },
  decline: { ar: "ارفض الدفع", en: "Decline the payment" },
  giveUp: { ar: "عد بلا دفع", en: "Go back without paying" },
});

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The simulator's page: the person who tries a bill out says what the bank answers. */
export const addSimulatorRoutes = (app: HttpApp, deps: PayDeps, csrf: Csrf): void => {
  const find = async (c: AppContext): Promise<SimulatedOrder | undefined> => {
    const id = c.req.param("charge") ?? "";
    return uuid.test(id) ? await findOrder(deps.db, id) : undefined;
  };
  const missing = (c: AppContext) =>
    c.html(notFoundPage({ ...frameOf(c, "/"), reference: c.get("requestId") }), 404);

  app.get("/simulator/:charge", async (c) => {
    const order = await find(c);
    if (!order) return missing(c);
    if (order.decision !== "open") return c.redirect(order.return_url, 303);
    const frame = { ...frameOf(c), banner: testBanner(c.get("lang")) };
    const { lang } = frame;
    const answer = (decision: "approved" | "declined") =>
      actionForm({
        action: simulatorPath(order.charge_id),
        csrfToken: csrf.token(c),
        lang,
        text: decision === "approved" ? texts.approve : texts.decline,
        kind: decision === "approved" ? "primary" : "danger",
        fields: hiddenField("decision", decision),
      });
    const sum = amount(money(order.amount_minor, order.currency), lang);
    return c.html(
      page({
        ...frame,
        title: texts.title,
        main: html`${heading(texts.title, lang, { below: texts.lead })}
          <p><strong>${sum}</strong></p>
          ${buttonRow(
            answer("approved"),
            answer("declined"),
            linkButton({ href: order.cancel_url, lang, kind: "secondary", text: texts.giveUp }),
          )}`,
      }),
    );
  });
  app.post("/simulator/:charge", async (c) => {
    const order = await find(c);
    if (!order) return missing(c);
    const { decision } = await c.req.parseBody();
    if (decision === "approved" || decision === "declined") {
      await decideOrder(deps.db, order.charge_id, decision);
    }
    return c.redirect(order.return_url, 303);
  });
};
