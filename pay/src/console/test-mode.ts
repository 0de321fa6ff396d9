import type { Csrf } from "@gov/kit/csrf.ts";
import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { AppContext } from "@gov/kit/http.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { testLane } from "#src/lane/lane.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import type { ConsoleApp } from "./desk.ts";
import { listBillers } from "./bill-desk-queries.ts";

export const modePath = "/console/test-mode";

const texts = defineTexts({
  title: { ar: "وضع التجربة", en: "Test mode" },
  lead: {
    ar: "تصدر فواتير تجريبية وتدفعها في مصرف تجربة وتعيد مبالغها، بلا مال وبلا أثر في الحسابات الحقيقية.",
    en: "Make test bills, pay them at a test bank and refund them: no money, and no trace in the real books.",
  },
  api: {
    ar: "يصدر نظامك فواتير تجريبية بهذه الرموز بدل رموزك:",
    en: "Your system makes test bills with these biller codes instead of yours:",
  },
  enter: { ar: "ادخل وضع التجربة", en: "Enter test mode" },
  leave: { ar: "عد إلى الحقيقي", en: "Back to the real one" },
});

const modeForm = (csrfToken: string, lang: Lang, to: "test" | "live"): Html =>
  actionForm({
    action: modePath,
    csrfToken,
    lang,
    text: to === "test" ? texts.enter : texts.leave,
    kind: to === "test" ? "primary" : "secondary",
    fields: hiddenField("to", to),
  });

/** The console's banner in test mode, with the way out of it. */
export const consoleTestBanner = (c: AppContext, csrf: Csrf): Html => {
  const lang = c.get("lang");
  return testBanner(lang, modeForm(csrf.token(c), lang, "live"));
};

/** What test mode is, and the way into it and out of it. */
export const addTestModePage = (app: ConsoleApp): void => {
  app.get(modePath, async ({ c, db, frame, lang, csrfToken, scope, staff }) => {
    const billers = await listBillers(db, testLane(staff.institution));
    const codes =
      billers.length === 0
        ? html``
        : html`<p>${texts.api[lang]}</p>
            <ul>
              ${billers.map(({ code }) => html`<li>${bdi(code, "latin")}</li>`)}
            </ul>`;
    return c.html(
      page({
        ...frame,
        wide: true,
        title: texts.title,
        main: html`${heading(texts.title, lang, { below: texts.lead })}${codes}${buttonRow(
          modeForm(csrfToken, lang, scope.test ? "live" : "test"),
        )}`,
      }),
    );
  });
};
