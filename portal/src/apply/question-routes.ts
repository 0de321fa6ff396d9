import type { AppContext } from "@gov/kit/http.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import type { Group, Page } from "@gov/services/language/field-schema.ts";
import { validatePage, type FieldErrors } from "@gov/services/language/validate-page.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { findEndedOwner, type CitizenSession } from "#src/session/citizen-session-queries.ts";
import { isFileField, receivedWith } from "#src/upload/form-files.ts";
import { findDraftFiles, type KeptFiles } from "#src/upload/kept-file-queries.ts";
import { keepTyped, pageSeen, stableJson } from "./application.ts";
import { findApplication, saveApplication } from "./application-queries.ts";
import { openDesk, serviceCodeOf, showNoDesk, type Desk } from "./apply-desk.ts";
import { applyPath, savedPage } from "./apply-paths.ts";
import { readAction, type FormAction } from "./form-action.ts";
import { addEntry, keptAside, putBackEntry, removedEntry, removeEntry } from "./group-entries.ts";
import { otherTabNotice } from "./other-tab.ts";
import { questionPage } from "./question-page.ts";
import { readCutForm, readForm } from "./read-form.ts";
import { typedOfPage, type Typed } from "./typed-values.ts";

type Asked = Readonly<{
  c: AppContext;
  deps: PortalDeps;
  session: CitizenSession;
  desk: Desk;
  pageCode: string;
}>;

type Shown = Readonly<{ errors?: FieldErrors; notice?: Html; seen?: string }>;

/** Shows one question's page, with what is wrong. */
export const showQuestion = async (
  { c, deps, session, desk, pageCode }: Asked,
  { errors = {}, notice, seen }: Shown = {},
): Promise<Response> => {
  const { pages } = desk.standing;
  const at = pages.findIndex(({ page }) => page.code === pageCode);
  const state = pages[at];
  if (!state) return c.redirect(applyPath(desk.definition.code));
  const previous = pages[at - 1]?.page.code;
  const html = questionPage({
    ...desk,
    frame: frameOf(c, deps, session),
    csrfToken: deps.csrf.token(c),
    files: await findDraftFiles(deps.db, desk.application.id),
    state,
    step: { number: at + 1, of: pages.length + 1 },
    ...(previous ? { previous: applyPath(desk.definition.code, previous) } : {}),
    errors,
    seen: seen ?? pageSeen(desk.application, state.page),
    notice,
  });
  return await show(c, html, notice ? 409 : Object.keys(errors).length > 0 ? 422 : 200);
};

/** The desk as if this had been typed last on the page. */
const withTyped = (asked: Asked, typed: Typed): Asked => {
  const { desk, pageCode } = asked;
  const { application } = desk;
  const typedPages = { ...application.typed, [pageCode]: typed };
  return { ...asked, desk: { ...desk, application: { ...application, typed: typedPages } } };
};

const saveTyped = async (asked: Asked, sent: Typed): Promise<Asked> => {
  const { deps, desk, pageCode } = asked;
  const typed = keepTyped(sent);
  await saveApplication(deps.db, desk.application.id, { typed: { [pageCode]: typed } });
  return withTyped(asked, typed);
};

const groupNamed = (page: Page, code: string): Group | undefined =>
  page.fields.find((field): field is Group => field.kind === "group" && field.code === code);

/** What the form looks like after its button, and where on the page it goes on. */
export const afterButton = (
  page: Page,
  typed: Typed,
  action: FormAction,
): Readonly<{ typed: Typed; place: string }> => {
  if (!("group" in action)) {
    return { typed, place: "field" in action ? `files-${action.field}` : "" };
  }
  const group = groupNamed(page, action.group);
  if (!group) return { typed, place: "" };
  if (action.act === "remove") {
    return { typed: removeEntry(group, typed, action.index), place: `f-${group.code}` };
  }
  if (action.act === "putBack") {
    const index = removedEntry(group, typed)?.index ?? 0;
    return { typed: putBackEntry(group, typed), place: `f-${group.code}.${index}` };
  }
  const added = addEntry(group, typed);
  const last = Number(added[`${group.code}.count`] ?? 1) - 1;
  return { typed: added, place: `f-${group.code}.${last}` };
};

/** The page was saved elsewhere since this form was made. */
const wasMoved = ({ desk }: Asked, page: Page, form: Readonly<Record<string, unknown>>): boolean =>
  typeof form["seen"] === "string" && form["seen"] !== pageSeen(desk.application, page);

/** Shows what was written here beside what was saved elsewhere; nothing is saved yet. */
const showBoth = async (asked: Asked, page: Page, sent: Typed): Promise<Response> => {
  const { c, desk } = asked;
  const notice = otherTabNotice(desk, page, c.get("lang"));
  const seen = pageSeen(desk.application, page);
  const { errors } = receivedWith(c);
  return await showQuestion(withTyped(asked, keepTyped(sent)), { notice, seen, errors });
};

/** A button that keeps all that was typed and shows the page again, at the place it changed. */
const pressed = async (
  asked: Asked,
  page: Page,
  sent: Typed,
  action: FormAction,
  form: Readonly<Record<string, unknown>>,
) => {
  const { c, deps, desk } = asked;
  const same = stableJson(desk.application.typed[page.code]) === stableJson(keepTyped(sent));
  if (wasMoved(asked, page, form) && !same) return await showBoth(asked, page, sent);
  if (action.act === "removeFile") {
    const { field, id } = action;
    await deps.files.remove({ applicationId: desk.application.id, field, id });
  }
  const { typed, place } = afterButton(page, sent, action);
  const saved = await saveTyped(asked, typed);
  const { errors } = receivedWith(c);
  if (Object.keys(errors).length > 0) return await showQuestion(saved, { errors });
  const path = applyPath(desk.definition.code, page.code);
  return c.redirect(place === "" ? path : `${path}#${place}`, 303);
};

/** Files stand in the draft, whatever a form says of them. */
const withFiles = (page: Page, typed: Typed, files: KeptFiles): Typed => ({
  ...typed,
  ...Object.fromEntries(
    page.fields
      .filter(isFileField)
      .map(({ code }) => [code, JSON.stringify((files[code] ?? []).map(wireFile))]),
  ),
});

const wireFile = ({ id, name, mediaType, sizeBytes }: KeptFiles[string][number]) => ({
  id,
  name,
  mediaType,
  sizeBytes,
});

const sameAnswers = (desk: Desk, answers: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(answers).every(
    ([code, answer]) => stableJson(answer) === stableJson(desk.application.answers[code] ?? null),
  );

/** What the form brought, with what of the page is not in it. */
const readSent = (asked: Asked, page: Page, form: Readonly<Record<string, unknown>>): Typed => {
  const { desk, c } = asked;
  const before = typedOfPage(desk.definition, page, {
    typed: desk.application.typed[page.code],
    answers: desk.application.answers,
    data: desk.data,
  });
  const groups = page.fields.filter((field) => field.kind === "group");
  const sent = receivedWith(c).cutShort ? readCutForm(page, form, before) : readForm(page, form);
  return { ...sent, ...keptAside(groups, desk.application.typed[page.code] ?? {}) };
};

/** Checks a page's answers and saves them, or shows what is wrong with everything as typed. */
const goOn = async (asked: Asked, page: Page, sent: Typed, form: Record<string, unknown>) => {
  const { c, deps, desk } = asked;
  const { definition, application, data } = desk;
  const files = await findDraftFiles(deps.db, application.id);
  const received = receivedWith(c).errors;
  const checked = validatePage(definition, page.code, withFiles(page, sent, files), data);
  if (wasMoved(asked, page, form) && !(checked.ok && sameAnswers(desk, checked.value))) {
    return await showBoth(asked, page, sent);
  }
  const later = form["then"] === "later";
  if (checked.ok && Object.keys(received).length === 0) {
    const change = { answers: checked.value, taken: page.code };
    await saveApplication(deps.db, application.id, change);
    return c.redirect(applyPath(definition.code, later ? savedPage : ""), 303);
  }
  const saved = await saveTyped(asked, sent);
  if (later) return c.redirect(applyPath(definition.code, savedPage), 303);
  const errors = { ...(checked.ok ? {} : checked.error), ...received };
  return await showQuestion(saved, { errors });
};

/** Takes what a question's page sent, whichever of its buttons was pressed. */
export const takeAnswers = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
): Promise<Response> => {
  const opened = await openDesk(c, deps, session);
  if (!opened.ok) return await showNoDesk(c, deps, session, opened.error);
  const desk = opened.value;
  const pageCode = c.req.param("page") ?? "";
  const page = desk.definition.pages.find(({ code }) => code === pageCode);
  if (!page) return await showNoDesk(c, deps, session, "unknownService");
  const form = await c.req.parseBody();
  const asked = { c, deps, session, desk, pageCode };
  const sent = readSent(asked, page, form);
  const action = readAction(form["then"]);
  return action.act === "go" || action.act === "later"
    ? await goOn(asked, page, sent, form)
    : await pressed(asked, page, sent, action, form);
};

/** What was typed when the session ended goes to its owner's draft; nothing is shown. */
export const keepForOwner = async (c: AppContext, deps: PortalDeps): Promise<void> => {
  const owner = await findEndedOwner(deps.db, c);
  const draft =
    owner &&
    (await findApplication(deps.db, {
      nationalId: owner.nationalId,
      serviceCode: serviceCodeOf(c),
    }));
  if (!draft) return;
  const definition = await loadDefinition(deps.db, draft.serviceCode, draft.version);
  const page = definition.pages.find(({ code }) => code === c.req.param("page"));
  if (!page) return;
  const typed = keepTyped(readForm(page, await c.req.parseBody()));
  await saveApplication(deps.db, draft.id, { typed: { [page.code]: typed } });
};
