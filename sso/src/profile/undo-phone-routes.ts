import type { HttpApp } from "@gov/kit/http.ts";
import { readUndoToken } from "#src/recovery/undo-link.ts";
import { undonePage, undoPage } from "#src/recovery/undo-pages.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { findUndoable, takePhoneBack } from "./change-phone.ts";
import { profileTexts as texts } from "./profile-texts.ts";

/** Where the old phone's notice leads: for a day it takes its number back. */
export const addUndoPhoneRoutes = (app: HttpApp, deps: SignInDeps): void => {
  const key = deps.config.KEY_ENCRYPTION_KEY;
  const keyed = keyedDeps(deps);
  app.get("/undo/phone-change/:token", async (c) => {
    const id = readUndoToken(key, "phone-change", c.req.param("token"));
    const { path } = c.req;
    const lang = c.get("lang");
    if (id === undefined || !(await findUndoable(keyed, id))) {
      return c.html(undonePage(lang, path, texts.undoOver, texts.undoOverBody), 410);
    }
    const { undoTitle: title, undoBody: body, undoAction: action } = texts;
    return c.html(undoPage(lang, { path, csrfToken: deps.csrf.token(c), title, body, action }));
  });
  app.post("/undo/phone-change/:token", async (c) => {
    const id = readUndoToken(key, "phone-change", c.req.param("token"));
    const isBack = id !== undefined && (await takePhoneBack(keyed, id, requestOrigin(deps, c)));
    const { path } = c.req;
    const lang = c.get("lang");
    return isBack
      ? c.html(undonePage(lang, path, texts.undone, texts.undoneBody))
      : c.html(undonePage(lang, path, texts.undoOver, texts.undoOverBody), 410);
  });
};
