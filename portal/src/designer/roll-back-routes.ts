import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { keyOf, typedOf, wordsOf } from "./design-form.ts";
import { forService, type DesignerOfService } from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import { offersToProve } from "#src/exchange-client/exchange-offers.ts";
import type { PublishFrame } from "./publish-queries.ts";
import { actErrorTexts, reviewTexts as texts } from "./review-texts.ts";
import type { RollBackError } from "./roll-back.ts";
import { agreeToRollBack, askRollBack, endRollBack } from "./roll-back-queries.ts";
import { showVersion, versionOf } from "./versions-routes.ts";

type Act = Readonly<{ version: number; officer: Officer }>;
type Run<A extends Act> = (
  tx: Transaction<PortalDb>,
  designer: DesignerOfService,
  act: A,
  frame: PublishFrame,
) => Promise<Result<unknown, RollBackError>>;

/** `/versions/{n}/roll-back`: one designer asks for a version anew, a second agrees or declines. */
export const addRollBack = (app: HttpApp, deps: OfficeDeps): void => {
  const { db, catalogue } = deps;

  const on = (
    below: string,
    handle: (c: AppContext, designer: DesignerOfService, act: Act) => Promise<Response>,
  ): void => {
    app.post(
      designRoute(`versions/:version/roll-back${below}`),
      forService(
        deps,
        (c, designer) => handle(c, designer, { version: versionOf(c), officer: designer.officer }),
        (c) => designPath(keyOf(c), "versions", versionOf(c)),
      ),
    );
  };
  const conclude = async <A extends Act>(
    c: AppContext,
    designer: DesignerOfService,
    act: A,
    run: Run<A>,
    typed = "",
  ): Promise<Response> => {
    const frame = { ...catalogue, ...offersToProve(await deps.offers()) };
    const done = await inTransaction(db, (tx) => run(tx, designer, act, frame));
    if (done.ok) {
      deps.offered.published();
      return c.redirect(designPath(designer.key, "versions"), 303);
    }
    const failed = actErrorTexts[done.error];
    return await showVersion(c, deps, designer, { typed, failed });
  };
  /** An act that wants words; without them the page says so and keeps what was typed. */
  const withWords =
    (run: Run<Act & Readonly<{ words: string }>>) =>
    async (c: AppContext, designer: DesignerOfService, act: Act): Promise<Response> => {
      const form = await c.req.parseBody();
      const words = wordsOf(form);
      const typed = typedOf(form, "words");
      return words.ok
        ? await conclude(c, designer, { ...act, words: words.value }, run, typed)
        : await showVersion(c, deps, designer, { typed, words: texts.wordsMissing });
    };

  on(
    "",
    withWords((tx, { key }, act, frame) => askRollBack(tx, frame, key, act)),
  );
  on("/agree", (c, designer, act) =>
    conclude(c, designer, act, (tx, { key }, _, frame) => agreeToRollBack(tx, frame, key, act)),
  );
  on(
    "/decline",
    withWords((tx, { key }, act) => endRollBack(tx, key, act)),
  );
  on("/withdraw", (c, designer, act) =>
    conclude(c, designer, act, (tx, { key }) => endRollBack(tx, key, act)),
  );
};
