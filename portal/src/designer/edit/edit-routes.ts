import { localDate } from "@gov/country/time-zone.ts";
import { limitBody } from "@gov/kit/body-limit.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { createDocumentRenderer, type DocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { problemsOfDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { show } from "#src/frame.ts";
import { offersToProve, type Offer } from "#src/exchange-client/exchange-offers.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { forDraft, showNotFound, type DesignerOfDraft } from "../designer-guard.ts";
import { designPath, designRoute, servicesPath } from "../designer-paths.ts";
import { draftErrorTexts } from "../designer-texts.ts";
import type { DraftError } from "../draft.ts";
import { findDraft, saveDraft } from "../draft-queries.ts";
import { applyEdits } from "./edit.ts";
import { previewData, previewHtml } from "./document-preview.ts";
import { editTexts as texts } from "./edit-texts.ts";
import { doneNotice, editorPage, remaining, type EditorFrame } from "./editor-page.ts";
import { feeTry, scheduleDateAt } from "./fee-try.ts";
import { carriedFields } from "./list-html.ts";
import { surroundingsOf } from "./edit-surroundings.ts";
import {
  applyForm,
  applyListAct,
  contextOf,
  listPlace,
  readListAct,
  type ListAct,
  type Surroundings,
} from "./part-form.ts";
import { partPage } from "./part-page.ts";
import { partOfPath, pathOfPart } from "./part-path.ts";
import { partAt, tabNames, tabs, type Part } from "./parts/parts.ts";
import { inside, listAt, valueAt } from "./place.ts";
import { readForm, type Sent } from "./sent-form.ts";
import { textEdits, textsEditorTexts, textsForm } from "./texts-editor.ts";
import { transferAct, transferEdit, transferForm } from "./transfer-question.ts";
import { typedIn, type TypedError } from "./typed.ts";
import { workflowSvg } from "./workflow-svg.ts";

type Deps = OfficeDeps &
  Readonly<{
    renderer: DocumentRenderer;
    /** What the exchange offers, where it has ever said. */
    known: readonly Offer[] | undefined;
  }>;

const frameFor = (
  { known }: Deps,
  designer: DesignerOfDraft,
  draft: DraftDefinition,
  tab: Part["tab"],
): EditorFrame => ({
  frame: designer.frame,
  draft,
  problems: problemsOfDraft(draft, offersToProve(known)),
  tab,
});

/** What an editor shows besides its form. */
const extraOf = (c: AppContext, deps: Deps, draft: DraftDefinition, part: Part) => {
  const lang = c.get("lang");
  const today = localDate(new Date());
  const action = designPath(draft, ...pathOfPart(draft, part));
  // A state is seen among the others; what stands within one is not in the drawing.
  const drawn = part.place === "workflow" || /^workflow\.states\.\d+$/.test(part.place);
  if (drawn) return { before: workflowSvg(draft, lang) };
  if (part.tab === "fees") {
    const from = scheduleDateAt(draft, part.place);
    const typed = (name: string) => c.req.query(name);
    const nameOf = deps.institutionName;
    const box = { draft, action, typed, today, nameOf, lang, ...(from ? { from } : {}) };
    return { after: feeTry(box) };
  }
  const code = part.place.startsWith("documents.")
    ? valueAt(draft, `${part.place}.code`)
    : undefined;
  if (typeof code !== "string") return {};
  const institution = deps.institutionName(draft.institution);
  const preview = previewData(draft, code, {
    institution,
    publicUrl: deps.config.PUBLIC_URL,
    today,
  });
  return { aside: previewHtml(preview, `${action}/preview`, lang) };
};

type Shown = Readonly<{
  draft: DraftDefinition;
  revision: number;
  sent?: Sent;
  errors?: readonly TypedError[];
  checking?: string;
  failed?: DraftError;
}>;

const failedNotice = (c: AppContext, failed: DraftError): Html =>
  notice({
    kind: "warn",
    title: texts.notSaved,
    body: html`${draftErrorTexts[failed][c.get("lang")]} ${texts.stale[c.get("lang")]}`,
    lang: c.get("lang"),
    live: true,
  });

const showPart = (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
  part: Part,
  { draft, revision, sent, errors = [], checking, failed }: Shown,
): Promise<Response> => {
  const lang = c.get("lang");
  const carried = carriedFields(deps.csrf.token(c), revision);
  const action = designPath(draft, ...pathOfPart(draft, part));
  const extra = extraOf(c, deps, draft, part);
  const body = partPage({
    ...frameFor(deps, designer, draft, part.tab),
    part,
    around: surroundingsOf(deps.catalogue, deps.known),
    ...(sent ? { typed: sent.typed } : {}),
    errors,
    ...(checking === undefined ? {} : { checking }),
    carried,
    done: failed ? failedNotice(c, failed) : doneNotice(c.req.query("done"), lang),
    extra: { after: transferForm(draft, part.place, { action, carried, lang }), ...extra },
  });
  return show(c, body, failed ? 409 : errors.length > 0 ? 422 : 200);
};

/** How the history calls a change: what was done to which part. */
const whatOf = (draft: DraftDefinition, part: Part, act: ListAct | undefined): Text => {
  const title = part.place.includes(".")
    ? part.spec.title(valueAt(draft, part.place) as never)
    : tabNames[part.tab];
  const verbs = {
    add: { ar: "أضاف إلى", en: "Added to" },
    up: { ar: "رتّب", en: "Ordered" },
    down: { ar: "رتّب", en: "Ordered" },
    remove: { ar: "حذف من", en: "Removed from" },
    save: { ar: "عدّل", en: "Changed" },
  };
  const verb = verbs[act?.act ?? "save"];
  return { ar: `${verb.ar} «${title.ar || title.en}»`, en: `${verb.en} “${title.en || title.ar}”` };
};

const save = (
  deps: Deps,
  { key, officer }: DesignerOfDraft,
  revision: number,
  definition: DraftDefinition,
  what: Text,
) => inTransaction(deps.db, (tx) => saveDraft(tx, key, revision, definition, officer, what));

/** Where to go after something was done: to what was added, or back to the part. */
const afterwards = (
  draft: DraftDefinition,
  part: Part,
  act: ListAct | undefined,
  around: Surroundings,
): string => {
  const moved = pathOfPart(
    draft,
    valueAt(draft, part.place) === undefined ? { ...part, place: "" } : part,
  );
  const back = designPath(draft, ...moved);
  if (act === undefined) return `${back}?done=saved`;
  const list = part.spec
    .lists(contextOf(draft, part.place, around))
    .find(({ name }) => name === act.list);
  if (act.act !== "add" || !list) return `${back}?done=changed#${act.list}`;
  const place = listPlace(part.place, list);
  const added = partAt(inside(place, listAt(draft, place).length - 1));
  if (added) return `${designPath(draft, ...pathOfPart(draft, added))}?done=added`;
  const last = listAt(draft, place).length - 1;
  return `${back}?done=changed#f-${list.name}.${last}`;
};

/** A question that goes to another page, and its author with it. */
const postTransfer = async (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
  part: Part,
  sent: Sent,
): Promise<Response> => {
  const { definition, revision } = designer.draft;
  const asked = transferEdit(definition, part.place, typedIn(sent.typed, "to"));
  const next = asked && applyEdits(definition, [asked.edit]);
  if (!next?.ok) return showPart(c, deps, designer, part, { draft: definition, revision });
  const what = whatOf(definition, part, undefined);
  const saved = await save(deps, designer, sent.revision, next.value, what);
  if (!saved.ok) {
    return showPart(c, deps, designer, part, { draft: definition, revision, failed: saved.error });
  }
  const moved = pathOfPart(next.value, { ...part, place: asked?.moved ?? part.place });
  return c.redirect(`${designPath(definition, ...moved)}?done=changed`, 303);
};

const post = async (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
  part: Part,
): Promise<Response> => {
  const sent = await readForm(c);
  if (sent.act === transferAct) return postTransfer(c, deps, designer, part, sent);
  const { definition, revision } = designer.draft;
  const around = surroundingsOf(deps.catalogue, deps.known);
  const act = readListAct(sent.act);
  const list =
    act &&
    part.spec
      .lists(contextOf(definition, part.place, around))
      .find(({ name }) => name === act.list);
  // A list of pages has forms of its own, which do not hold the part's settings.
  const withForm = list?.style !== "pages";
  const checking = sent.act.startsWith("check:") ? sent.act.slice("check:".length) : undefined;
  const formed = withForm ? applyForm(definition, part, sent.typed, around) : undefined;
  if (formed && !formed.ok) {
    return showPart(c, deps, designer, part, {
      draft: definition,
      revision,
      sent,
      errors: formed.error,
    });
  }
  const draft = formed?.value ?? definition;
  if (checking !== undefined) {
    return showPart(c, deps, designer, part, { draft, revision: sent.revision, sent, checking });
  }
  const acted = act ? applyListAct(draft, part, act, sent.typed, around) : undefined;
  if (acted && !acted.ok) {
    return showPart(c, deps, designer, part, {
      draft: definition,
      revision,
      sent,
      errors: acted.error,
    });
  }
  const next = acted?.value ?? draft;
  const saved = await save(deps, designer, sent.revision, next, whatOf(next, part, act));
  if (saved.ok) return c.redirect(afterwards(next, part, act, around), 303);
  const now = await findDraft(deps.db, designer.key);
  if (!now) return c.redirect(designPath(definition), 303);
  return showPart(c, deps, designer, part, {
    draft: now.definition,
    revision: now.revision,
    ...(withForm ? { sent } : {}),
    failed: saved.error,
  });
};

const showTexts = (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
  { draft, revision, sent, failed }: Shown,
): Promise<Response> => {
  const lang = c.get("lang");
  const around = frameFor(deps, designer, draft, "texts");
  const main = html`${textsForm({
    draft,
    typed: sent?.typed ?? {},
    onlyMissing: c.req.query("missing") === "1",
    action: designPath(draft, "texts"),
    carried: carriedFields(deps.csrf.token(c), revision),
    lang,
  })}${remaining(around, [])}`;
  const body = editorPage({
    ...around,
    place: "",
    title: tabNames.texts,
    above: draft.title,
    below: textsEditorTexts.about,
    done: failed ? failedNotice(c, failed) : doneNotice(c.req.query("done"), lang),
    main,
  });
  return show(c, body, failed ? 409 : 200);
};

const postTexts = async (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
): Promise<Response> => {
  const sent = await readForm(c);
  const { definition } = designer.draft;
  const next = applyEdits(definition, textEdits(definition, sent.typed));
  const what = { ar: "عدّل النصوص", en: "Changed texts" };
  const saved = next.ok
    ? await save(deps, designer, sent.revision, next.value, what)
    : ({ ok: false, error: "malformed" } as const);
  if (saved.ok) {
    const missing = c.req.query("missing") === "1" ? "&missing=1" : "";
    return c.redirect(`${designPath(definition, "texts")}?done=saved${missing}`, 303);
  }
  const now = (await findDraft(deps.db, designer.key)) ?? designer.draft;
  return showTexts(c, deps, designer, {
    draft: now.definition,
    revision: now.revision,
    sent,
    failed: saved.error,
  });
};

const sendPreview = async (
  c: AppContext,
  deps: Deps,
  designer: DesignerOfDraft,
): Promise<Response> => {
  const { definition } = designer.draft;
  const file = c.req.param("file") === "preview.pdf" ? "pdf" : "svg";
  const part = partOfPath(definition, ["documents", c.req.param("document") ?? ""]);
  const code = part && valueAt(definition, `${part.place}.code`);
  const today = localDate(new Date());
  const institution = deps.institutionName(definition.institution);
  const publicUrl = deps.config.PUBLIC_URL;
  const data =
    typeof code === "string"
      ? previewData(definition, code, { institution, publicUrl, today })
      : undefined;
  if (!data?.ok) return showNotFound(c, designer.frame);
  const options = { createdAt: new Date(`${today}T00:00:00Z`), lang: "ar" as const };
  const bytes = await (file === "pdf"
    ? deps.renderer.render("certificate", data.value, options)
    : deps.renderer.preview("certificate", data.value, options));
  return c.body(new Uint8Array(bytes), 200, {
    "content-type": file === "pdf" ? "application/pdf" : "image/svg+xml",
    "cache-control": "private, no-store",
  });
};

/** The path below the service, apart: `pages`, `stall`, `fields`, `area`. */
const pathBelow = (c: AppContext): string[] =>
  new URL(c.req.url).pathname.split("/").slice(5).map(decodeURIComponent);

/** A definition has a million characters at most; each may take six on its way. */
const maxFormBytes = 6 * 1024 * 1024;

/** The limit of what designers send; before anything reads it. */
export const limitEdits = (
  app: HttpApp,
  refuse: (c: AppContext, status: 413) => Promise<Response>,
): void => {
  const limit = limitBody({ maxBytes: maxFormBytes, refuse: (c) => refuse(c as AppContext, 413) });
  app.use(`${servicesPath}/*`, limit);
};

/** The designer's editors: `/office/services/{institution}/{service}/pages/…` and its like. */
export const addEditors = (app: HttpApp, office: OfficeDeps): void => {
  const deps: Deps = {
    ...office,
    renderer: createDocumentRenderer({ maxQueue: 20 }),
    known: undefined,
  };
  const knowing = async (): Promise<Deps> => ({ ...deps, known: await office.offers() });
  app.get(
    designRoute("documents/:document/:file{preview\\.(?:pdf|svg)}"),
    forDraft(deps, (c, designer) => sendPreview(c, deps, designer)),
  );
  app.get(
    designRoute("texts"),
    forDraft(deps, async (c, designer) =>
      showTexts(c, await knowing(), designer, {
        draft: designer.draft.definition,
        revision: designer.draft.revision,
      }),
    ),
  );
  app.post(
    designRoute("texts"),
    forDraft(deps, async (c, designer) => postTexts(c, await knowing(), designer)),
  );
  const edited = tabs.filter((tab) => tab !== "texts").join("|");
  const route = designRoute(`:part{(?:${edited})(?:/.+)?}`);
  app.get(
    route,
    forDraft(deps, async (c, designer) => {
      const { definition, revision } = designer.draft;
      const part = partOfPath(definition, pathBelow(c));
      if (!part) return showNotFound(c, designer.frame);
      return showPart(c, await knowing(), designer, part, { draft: definition, revision });
    }),
  );
  app.post(
    route,
    forDraft(deps, async (c, designer) => {
      const part = partOfPath(designer.draft.definition, pathBelow(c));
      return part ? post(c, await knowing(), designer, part) : showNotFound(c, designer.frame);
    }),
  );
};
