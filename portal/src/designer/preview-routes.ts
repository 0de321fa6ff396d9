import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { keepTyped, type TypedPages } from "#src/apply/application.ts";
import { readAction } from "#src/apply/form-action.ts";
import { afterButton } from "#src/apply/question-routes.ts";
import { readForm } from "#src/apply/read-form.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { keyOf } from "./design-form.ts";
import { forDraft, type DesignerOfDraft } from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import { offersToProve } from "#src/exchange-client/exchange-offers.ts";
import { draftProblems } from "./draft-problems.ts";
import { readCarried, walkTrial } from "./preview.ts";
import { previewPage } from "./preview-page.ts";
import { samplePage } from "./preview-samples.ts";

type Form = Readonly<Record<string, unknown>>;

/** What is carried on, what the open page shows, and whether that page was sent. */
type Step = Readonly<{ typed: TypedPages; shown: TypedPages; sent: boolean }>;

const without = (typed: TypedPages, page: string): TypedPages =>
  Object.fromEntries(Object.entries(typed).filter(([code]) => code !== page));

/** What the pressed button makes of what was typed. */
const stepOf = ({ draft }: DesignerOfDraft, form: Form, now: Date): Step => {
  const { definition } = draft;
  const carried = readCarried(form["typed"]);
  const page = definition.pages.find(({ code }) => code === form["page"]);
  if (form["then"] === "back") {
    const { pages, state } = walkTrial(definition, carried, now);
    const at = state ? pages.indexOf(state) : pages.length;
    const last = pages[at - 1]?.page.code ?? "";
    return { typed: without(carried, last), shown: carried, sent: false };
  }
  if (!page) return { typed: carried, shown: carried, sent: false };
  const { code } = page;
  if (form["then"] === "sample") {
    const shown = { ...carried, [code]: samplePage(page) };
    return { typed: without(carried, code), shown, sent: false };
  }
  const action = readAction(form["then"]);
  const read = keepTyped(readForm(page, form));
  const { typed } = afterButton(page, read, action);
  const shown = { ...carried, [code]: typed };
  return action.act === "go"
    ? { typed: shown, shown, sent: true }
    : { typed: without(carried, code), shown, sent: false };
};

/** `/preview`: a draft walked as people will, on a phone, without a case or a registry. */
export const addPreview = (app: HttpApp, deps: OfficeDeps): void => {
  const showTrial = async (
    c: AppContext,
    { draft, frame }: DesignerOfDraft,
    step: Step,
    now: Date,
  ): Promise<Response> => {
    const trial = walkTrial(draft.definition, step.typed, now);
    const open = trial.state?.page.code ?? "";
    const registries = offersToProve(await deps.offers());
    const html = previewPage({
      frame,
      csrfToken: deps.csrf.token(c),
      draft,
      trial,
      typed: without(step.typed, open),
      shown: step.shown,
      sent: step.sent,
      incomplete: draftProblems(draft.definition, await deps.offered.now(), registries).length > 0,
      tooLarge: c.req.query("large") !== undefined,
    });
    return await show(c, html, Object.keys(trial.errors).length > 0 ? 422 : 200);
  };

  app.get(
    designRoute("preview"),
    forDraft(deps, (c, designer) =>
      showTrial(c, designer, { typed: {}, shown: {}, sent: false }, new Date()),
    ),
  );
  app.post(
    designRoute("preview"),
    forDraft(
      deps,
      async (c, designer) => {
        const now = new Date();
        const form: Form = await c.req.parseBody({ all: true });
        return await showTrial(c, designer, stepOf(designer, form, now), now);
      },
      (c) => designPath(keyOf(c), "preview"),
    ),
  );
};
