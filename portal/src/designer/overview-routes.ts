import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { err, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Transaction } from "kysely";
import { findNewestDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import {
  forDraft,
  forService,
  showNotFound,
  type DesignerOfDraft,
  type DesignerOfService,
} from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import { draftErrorTexts } from "./designer-texts.ts";
import { keyOf, revisionOf, typedOf, wordsOf } from "./design-form.ts";
import type { ActError } from "./draft.ts";
import { beginDraft, discardDraft, submitDraft } from "./draft-life-queries.ts";
import { draftProblems } from "./draft-problems.ts";
import { findDraft } from "./draft-queries.ts";
import { overviewPage, publishedPage } from "./overview-page.ts";
import { overviewTexts } from "./overview-texts.ts";
import { actErrorTexts, reviewTexts } from "./review-texts.ts";
import { findRollBack } from "./roll-back-queries.ts";
import { offersToProve } from "#src/exchange-client/exchange-offers.ts";
import { findNeighbours, findSteps, stepDraft, type UndoError } from "./undo-queries.ts";

type Form = Readonly<Record<string, unknown>>;

const undoErrorTexts = {
  ...draftErrorTexts,
  nothing: overviewTexts.nothingToUndo,
} satisfies Record<UndoError | "malformed", Text>;

const showOverview = async (
  c: AppContext,
  deps: OfficeDeps,
  { draft, frame }: DesignerOfDraft,
  told: Readonly<{ failed?: Text; typedWords?: string }> = {},
): Promise<Response> => {
  const { undo, redo } = await findNeighbours(deps.db, draft);
  const offers = await deps.offers();
  const html = overviewPage({
    frame,
    csrfToken: deps.csrf.token(c),
    draft,
    problems: draftProblems(draft.definition, await deps.offered.now(), offersToProve(offers)),
    unchecked: offers === undefined && draft.definition.bindings.length > 0,
    asked: await findRollBack(deps.db, draft),
    steps: await findSteps(deps.db, draft),
    undo,
    redo,
    ...told,
  });
  const status = told.failed ? 409 : told.typedWords === undefined ? 200 : 400;
  return await show(c, html, status);
};

const showService = async (
  c: AppContext,
  deps: OfficeDeps,
  designer: DesignerOfService,
): Promise<Response> => {
  const { key, frame } = designer;
  const draft = await findDraft(deps.db, key);
  if (draft) return await showOverview(c, deps, { ...designer, draft });
  const newest = await findNewestDefinition(deps.db, key.code);
  if (newest?.definition.institution !== key.institution) return await showNotFound(c, frame);
  const { version, definition } = newest;
  const csrfToken = deps.csrf.token(c);
  const asked = await findRollBack(deps.db, key);
  const { title } = definition;
  return await show(c, publishedPage({ frame, csrfToken, key, title, version, asked }));
};

const submitErrorTexts = { ...actErrorTexts, wordsTooLong: reviewTexts.wordsMissing };

/** What is done to a draft on its page: each comes back here, or says why it did not. */
const addDraftActs = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;
  const act = <E extends string>(
    name: string,
    run: (
      tx: Transaction<PortalDb>,
      designer: DesignerOfDraft,
      form: Form,
    ) => Promise<Result<unknown, E>>,
    errors: Readonly<Record<E, Text>>,
    next: (designer: DesignerOfDraft) => string,
  ): void => {
    app.post(
      designRoute(name),
      forDraft(
        deps,
        async (c, designer) => {
          const form = await c.req.parseBody();
          const done = await inTransaction(db, (tx) => run(tx, designer, form));
          if (done.ok) return c.redirect(next(designer), 303);
          const draft = (await findDraft(db, designer.key)) ?? designer.draft;
          const told =
            done.error === "wordsTooLong"
              ? { typedWords: typedOf(form, "words") }
              : { failed: errors[done.error] };
          return await showOverview(c, deps, { ...designer, draft }, told);
        },
        (c) => designPath(keyOf(c)),
      ),
    );
  };
  const here = ({ key }: DesignerOfDraft): string => designPath(key);
  for (const way of ["undo", "redo"] as const) {
    act(
      way,
      (tx, { key, officer }, form) => stepDraft(tx, key, revisionOf(form), way, officer),
      undoErrorTexts,
      here,
    );
  }
  act(
    "submit",
    async (tx, { key, officer }, form): Promise<Result<true, ActError | "wordsTooLong">> => {
      const words = wordsOf(form);
      if (!words.ok && words.error === "textTooLong") return err("wordsTooLong");
      const said = words.ok ? { words: words.value } : {};
      return await submitDraft(tx, key, { revision: revisionOf(form), officer, ...said });
    },
    submitErrorTexts,
    ({ key }) => designPath(key, "review"),
  );
  act(
    "discard",
    (tx, { key, officer }, form) => discardDraft(tx, key, { revision: revisionOf(form), officer }),
    actErrorTexts,
    here,
  );
};

/** `/office/services/:institution/:service`: the page of one service, and what is done there. */
export const addOverview = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;
  const home = (c: AppContext): string => designPath(keyOf(c));

  app.get(
    designRoute(),
    forService(deps, (c, designer) => showService(c, deps, designer)),
  );

  app.post(
    designRoute("begin"),
    forService(
      deps,
      async (c, { key, officer, frame }) => {
        const newest = await findNewestDefinition(db, key.code);
        if (newest?.definition.institution !== key.institution) return await showNotFound(c, frame);
        const { version: basedOn, definition } = newest;
        const { ar, en } = overviewTexts.begunFromVersion;
        const what = { ar: `${ar} ${basedOn}`, en: `${en} ${basedOn}` };
        await inTransaction(db, (tx) =>
          beginDraft(tx, key, { definition, basedOn, officer, what }),
        );
        return c.redirect(designPath(key), 303);
      },
      home,
    ),
  );
  addDraftActs(app, deps);
};
