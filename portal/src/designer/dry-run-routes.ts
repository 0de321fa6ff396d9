import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { caseHref } from "#src/office/inbox-pages.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { seesCases } from "#src/office/staff-session.ts";
import { keyOf } from "./design-form.ts";
import { forDraft, type DesignerOfDraft } from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import { draftProblems } from "./draft-problems.ts";
import { dryRunPage } from "./dry-run-page.ts";
import { beginDryRun, findChanges, findLastRun } from "./dry-run-queries.ts";

const afterOf = (c: AppContext): number => {
  const typed = c.req.query("after") ?? "";
  return /^[0-9]{1,6}$/.test(typed) ? Number(typed) : 0;
};

const isIncomplete = async (deps: OfficeDeps, { draft }: DesignerOfDraft): Promise<boolean> =>
  draftProblems(draft.definition, await deps.offered.now()).length > 0;

/** `/dry-run`: the draft tried over past cases. */
export const addDryRun = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;
  app.get(
    designRoute("dry-run"),
    forDraft(deps, async (c, designer) => {
      const { draft, frame, session } = designer;
      const run = await findLastRun(db, draft);
      const after = afterOf(c);
      const html = dryRunPage({
        frame,
        csrfToken: deps.csrf.token(c),
        draft,
        run,
        changes: run?.finishedAt ? await findChanges(db, run, after) : [],
        after,
        incomplete: await isIncomplete(deps, designer),
        caseHref: seesCases(session) ? caseHref : undefined,
      });
      return await show(c, html);
    }),
  );

  app.post(
    designRoute("dry-run"),
    forDraft(
      deps,
      async (c, designer) => {
        const { draft, officer } = designer;
        if (!(await isIncomplete(deps, designer))) {
          await inTransaction(db, (tx) => beginDryRun(tx, draft, officer));
          deps.kick();
        }
        return c.redirect(designPath(draft, "dry-run"), 303);
      },
      (c) => designPath(keyOf(c), "dry-run"),
    ),
  );
};
