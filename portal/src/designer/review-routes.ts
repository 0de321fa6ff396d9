import { instantAt } from "@gov/country/time-zone.ts";
import { toWesternDigits } from "@gov/country/digits.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { parseTypedDate, typedDate, typedDateTexts } from "@gov/kit/ui/typed-date.ts";
import { readDraft } from "@gov/services/language/draft-definition.ts";
import { diffDefinitions, type Difference } from "@gov/services/language/diff-definitions.ts";
import type { Transaction } from "kysely";
import { checkWords } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { keyOf, revisionOf, typedOf } from "./design-form.ts";
import { forDraft, type DesignerOfDraft } from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import type { Draft } from "./draft.ts";
import { returnDraft, withdrawDraft } from "./draft-life-queries.ts";
import { draftProblems } from "./draft-problems.ts";
import { findDraft } from "./draft-queries.ts";
import { offersToProve } from "#src/exchange-client/exchange-offers.ts";
import {
  approveDraft,
  publishDraft,
  scheduleDraft,
  unscheduleDraft,
  type PublishFrame,
} from "./publish-queries.ts";
import { reviewPage, type TypedReview } from "./review-page.ts";
import { actErrorTexts, reviewTexts as texts } from "./review-texts.ts";
import { findServiceEvents } from "./service-event-queries.ts";
import { findVersion } from "./services-queries.ts";

const differencesOf = async (deps: OfficeDeps, draft: Draft): Promise<Difference[] | undefined> => {
  if (draft.basedOn === undefined) return undefined;
  const before = readDraft(await findVersion(deps.db, draft, draft.basedOn));
  return before.ok ? diffDefinitions(before.value, draft.definition) : undefined;
};

type Told = Readonly<{ typed?: TypedReview; failed?: Text }>;

const showReview = async (
  c: AppContext,
  deps: OfficeDeps,
  { frame, officer, draft }: DesignerOfDraft,
  { typed = { errors: {} }, failed }: Told = {},
): Promise<Response> => {
  const offers = await deps.offers();
  const html = reviewPage({
    frame,
    csrfToken: deps.csrf.token(c),
    draft,
    differences: await differencesOf(deps, draft),
    problems: draftProblems(draft.definition, await deps.offered.now(), offersToProve(offers)),
    unchecked: offers === undefined && draft.definition.bindings.length > 0,
    events: await findServiceEvents(deps.db, draft, 50),
    own: [draft.editedBy, draft.submittedBy].includes(officer.username),
    typed,
    failed,
  });
  const bad = Object.keys(typed.errors).length > 0;
  return await show(c, html, bad ? 400 : failed ? 409 : 200);
};

type Form = Readonly<Record<string, unknown>>;
type ActResult = Result<unknown, keyof typeof actErrorTexts>;

/** Hours and minutes of a wall clock as minutes since midnight, or undefined. */
const minutesOf = (typed: string): number | undefined => {
  const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(toWesternDigits(typed.trim()));
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
};

/** Day and time as typed, and the instant they name in the country or what is wrong with them. */
const readTime = (form: Form): TypedReview & Readonly<{ publishAt?: Date }> => {
  const date = typedDate(form, "date");
  const time = typedOf(form, "time");
  const day = parseTypedDate(date);
  const minutes = minutesOf(time);
  const errors = {
    ...(day.ok ? {} : { date: typedDateTexts[day.error] }),
    ...(minutes === undefined ? { time: texts.timeMissing } : {}),
  };
  const publishAt =
    day.ok && minutes !== undefined ? { publishAt: instantAt(day.value, minutes) } : {};
  return { date, time, errors, ...publishAt };
};

/** `/review`: what a second person reads and decides, and publication. */
export const addReview = (app: HttpApp, deps: OfficeDeps): void => {
  const { db, catalogue } = deps;
  app.get(
    designRoute("review"),
    forDraft(deps, (c, designer) => showReview(c, deps, designer)),
  );

  type Run = (
    tx: Transaction<PortalDb>,
    designer: DesignerOfDraft,
    frame: PublishFrame,
  ) => Promise<ActResult>;
  const conclude = async (
    c: AppContext,
    designer: DesignerOfDraft,
    run: Run,
    typed?: TypedReview,
  ): Promise<Response> => {
    const frame = { ...catalogue, ...offersToProve(await deps.offers()) };
    const done = await inTransaction(db, (tx) => run(tx, designer, frame));
    if (done.ok) {
      deps.offered.published();
      const draft = await findDraft(db, designer.key);
      return c.redirect(designPath(designer.key, draft ? "review" : "versions"), 303);
    }
    const draft = (await findDraft(db, designer.key)) ?? designer.draft;
    const failed = actErrorTexts[done.error];
    return await showReview(
      c,
      deps,
      { ...designer, draft },
      { failed, ...(typed ? { typed } : {}) },
    );
  };
  const on = (
    name: string,
    handle: (c: AppContext, designer: DesignerOfDraft, form: Form) => Promise<Response>,
  ): void => {
    app.post(
      designRoute(`review/${name}`),
      forDraft(
        deps,
        async (c, designer) => handle(c, designer, await c.req.parseBody()),
        (c) => designPath(keyOf(c), "review"),
      ),
    );
  };
  const actOf = ({ officer }: DesignerOfDraft, form: Form) => ({
    revision: revisionOf(form),
    officer,
  });

  on("approve", async (c, designer, form) => {
    const typed = typedOf(form, "words");
    const words = checkWords(typed);
    if (!words.ok && words.error === "textTooLong") {
      const errors = { approve: texts.wordsMissing };
      return await showReview(c, deps, designer, { typed: { words: typed, errors } });
    }
    const said = words.ok ? { words: words.value } : {};
    return await conclude(c, designer, (tx, { key }, frame) =>
      approveDraft(tx, frame, key, { ...actOf(designer, form), ...said }),
    );
  });
  on("return", async (c, designer, form) => {
    const typed = typedOf(form, "remarks");
    const words = checkWords(typed);
    if (!words.ok) {
      const errors = { return: texts.wordsMissing };
      return await showReview(c, deps, designer, { typed: { words: typed, errors } });
    }
    return await conclude(c, designer, (tx, { key }) =>
      returnDraft(tx, key, { ...actOf(designer, form), words: words.value }),
    );
  });
  on("withdraw", (c, designer, form) =>
    conclude(c, designer, (tx, { key }) => withdrawDraft(tx, key, actOf(designer, form))),
  );
  on("publish", (c, designer, form) =>
    conclude(c, designer, (tx, { key }, frame) =>
      publishDraft(tx, frame, key, actOf(designer, form)),
    ),
  );
  on("unschedule", (c, designer, form) =>
    conclude(c, designer, (tx, { key }) => unscheduleDraft(tx, key, actOf(designer, form))),
  );
  on("schedule", async (c, designer, form) => {
    const typed = readTime(form);
    const { publishAt } = typed;
    if (!publishAt) return await showReview(c, deps, designer, { typed });
    const act = { ...actOf(designer, form), publishAt, now: new Date() };
    return await conclude(c, designer, (tx, { key }) => scheduleDraft(tx, key, act), typed);
  });
};
