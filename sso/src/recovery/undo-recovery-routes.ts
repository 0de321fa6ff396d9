import type { HttpApp } from "@gov/kit/http.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { actOnRecovery } from "./recover-at-counter.ts";
import { findRecovery } from "./recovery-queries.ts";
import { recoveryTexts as texts } from "./recovery-texts.ts";
import { readUndoToken } from "./undo-link.ts";
import { undonePage, undoPage } from "./undo-pages.ts";

/** Where a notice's "it was not me" leads: whoever has the old phone stops the recovery. */
export const addUndoRecoveryRoutes = (app: HttpApp, deps: SignInDeps): void => {
  const key = deps.config.KEY_ENCRYPTION_KEY;
  app.get("/undo/recovery/:token", async (c) => {
    const id = readUndoToken(key, "recovery", c.req.param("token"));
    const found = id === undefined ? undefined : await findRecovery(deps.db, id);
    const { path } = c.req;
    const lang = c.get("lang");
    if (found?.state !== "proposed" && found?.state !== "waiting") {
      return c.html(undonePage(lang, path, texts.undoOver, texts.undoOverBody), 410);
    }
    const { undoTitle: title, undoBody: body, undoAction: action } = texts;
    return c.html(undoPage(lang, { path, csrfToken: deps.csrf.token(c), title, body, action }));
  });
  app.post("/undo/recovery/:token", async (c) => {
    const id = readUndoToken(key, "recovery", c.req.param("token"));
    const origin = requestOrigin(deps, c);
    const stopped =
      id !== undefined &&
      (await actOnRecovery(keyedDeps(deps), id, {
        kind: "stop",
        origin,
      }));
    const { path } = c.req;
    const lang = c.get("lang");
    return stopped && stopped.ok
      ? c.html(undonePage(lang, path, texts.undoneTitle, texts.undoneBody))
      : c.html(undonePage(lang, path, texts.undoOver, texts.undoOverBody), 410);
  });
};
