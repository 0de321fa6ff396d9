import { limitBody } from "@gov/kit/body-limit.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Context } from "hono";
import type { Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import { findNewestVersion } from "#src/catalogue/version-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { keyOf, revisionOf } from "./design-form.ts";
import { forService, showNotFound, type DesignerOfService } from "./designer-guard.ts";
import { designPath, designRoute } from "./designer-paths.ts";
import { draftErrorTexts } from "./designer-texts.ts";
import type { DraftError, DraftKey } from "./draft.ts";
import { beginDraft } from "./draft-life-queries.ts";
import { findDraft, saveDraft } from "./draft-queries.ts";
import { exportText, readImport, type ImportProblem } from "./import-definition.ts";
import { importPage, importTexts } from "./import-page.ts";
import { recordServiceEvent } from "./service-event-queries.ts";
import { findVersion } from "./services-queries.ts";

/** A file of a million Arabic letters, with the form around it. */
const maxBodyBytes = 2_500_000;

/** Where larger bodies than usual arrive; `limitImports` bounds them. */
export const importBodies = /^\/office\/services\/[^/]+\/[^/]+\/(?:import|preview)$/;

/** Bounds what may be imported, and what a trial carries along, before anything reads it. */
export const limitImports = (app: HttpApp): void => {
  for (const below of ["import", "preview"]) {
    const refuse = (c: Context): Response =>
      c.redirect(`${new URL(c.req.url).pathname}?large=1`, 303);
    app.use(designRoute(below), limitBody({ maxBytes: maxBodyBytes, refuse }));
  }
};

const textOf = async (form: Readonly<Record<string, unknown>>): Promise<string> => {
  const { file, json } = form;
  if (file instanceof File && file.size > 0) return await file.text();
  return typeof json === "string" ? json : "";
};

/** Puts an imported definition into the draft, or begins one with it. */
const saveImport = async (
  tx: Transaction<PortalDb>,
  key: DraftKey,
  revision: number,
  definition: DraftDefinition,
  officer: Officer,
): Promise<Result<unknown, DraftError | "exists">> => {
  const what = importTexts.imported;
  const newest = await findNewestVersion(tx, key.code);
  const begin = { definition, officer, what, ...(newest ? { basedOn: newest.version } : {}) };
  const done =
    revision === 0
      ? await beginDraft(tx, key, begin)
      : await saveDraft(tx, key, revision, definition, officer, what);
  if (done.ok) await recordServiceEvent(tx, key, { act: "imported", officer });
  return done;
};

const errorTexts: Readonly<Record<DraftError | "exists", Text>> = {
  ...draftErrorTexts,
  exists: draftErrorTexts.stale,
};

const download = (c: AppContext, key: DraftKey, json: unknown, version?: number): Response => {
  const read = readDraft(json);
  const text = read.ok ? exportText(read.value) : `${JSON.stringify(json, null, 2)}\n`;
  const name = `${key.code.replace("/", "-")}${version === undefined ? "" : `-${version}`}.json`;
  c.header("content-disposition", `attachment; filename="${name}"`);
  return c.body(text, 200, { "content-type": "application/json; charset=utf-8" });
};

/** `/import` and `/export`: the definition as a file. */
export const addTransfer = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;
  type Told = Readonly<{ typed?: string; problems?: readonly ImportProblem[]; failed?: Text }>;
  const showImport = async (
    c: AppContext,
    { key, frame }: DesignerOfService,
    { typed = "", problems = [], failed }: Told = {},
  ): Promise<Response> => {
    const draft = await findDraft(db, key);
    if (!draft && !(await findNewestVersion(db, key.code))) return await showNotFound(c, frame);
    const revision = draft?.revision ?? 0;
    const csrfToken = deps.csrf.token(c);
    const input = { frame, csrfToken, key, revision, typed, problems, failed };
    const status = problems.length > 0 ? 400 : failed ? 409 : 200;
    return await show(c, importPage(input), status);
  };

  app.get(
    designRoute("import"),
    forService(deps, (c, designer) =>
      showImport(c, designer, c.req.query("large") ? { failed: importTexts.tooLarge } : {}),
    ),
  );

  app.post(
    designRoute("import"),
    forService(
      deps,
      async (c, designer) => {
        const { key, officer } = designer;
        const form = await c.req.parseBody();
        const typed = await textOf(form);
        const read = readImport(typed, key);
        if (!read.ok) return await showImport(c, designer, { typed, problems: read.error });
        const revision = revisionOf(form);
        const done = await inTransaction(db, (tx) =>
          saveImport(tx, key, revision, read.value, officer),
        );
        if (done.ok) return c.redirect(designPath(key), 303);
        return await showImport(c, designer, { typed, failed: errorTexts[done.error] });
      },
      (c) => designPath(keyOf(c), "import"),
    ),
  );

  app.get(
    designRoute("export"),
    forService(deps, async (c, { key, frame }) => {
      const draft = await findDraft(db, key);
      if (draft) return download(c, key, draft.definition);
      const newest = await findNewestVersion(db, key.code);
      const json = newest && (await findVersion(db, key, newest.version));
      return json ? download(c, key, json, newest.version) : await showNotFound(c, frame);
    }),
  );

  app.get(
    designRoute("versions/:version{[1-9][0-9]{0,6}}/export"),
    forService(deps, async (c, { key, frame }) => {
      const version = Number(c.req.param("version"));
      const json = await findVersion(db, key, version);
      return json ? download(c, key, json, version) : await showNotFound(c, frame);
    }),
  );
};
