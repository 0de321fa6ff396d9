import { limitBody } from "@gov/kit/body-limit.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { badRequestPage } from "@gov/kit/ui/status-pages.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import { findApplication } from "#src/apply/application-queries.ts";
import { serviceCodeOf } from "#src/apply/apply-desk.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { boundaryOf } from "./read-multipart.ts";
import { takeForm, type FormTarget } from "./take-form.ts";
import type { FileField } from "./upload.ts";

type Received = Readonly<{ errors: FieldErrors; cutShort: boolean }>;

const nothingReceived: Received = { errors: {}, cutShort: false };
const received = new WeakMap<object, Received>();

/** What became of the files that this request's form brought. */
export const receivedWith = (c: AppContext): Received => received.get(c) ?? nothingReceived;

/** Typed text alone: a group of thirty entries in Arabic letters. */
const maxTypedBytes = 512 * 1024;

export const isFileField = (field: { kind: string }): field is FileField => field.kind === "file";

/** The draft and fields that the files of this form belong to. */
export const targetOf = async (
  c: AppContext,
  deps: PortalDeps,
): Promise<FormTarget | undefined> => {
  const session = await deps.sessions.find(c);
  if (!session) return undefined;
  const owner = { nationalId: session.nationalId, serviceCode: serviceCodeOf(c) };
  const draft = await findApplication(deps.db, owner);
  if (!draft) return undefined;
  const definition = await loadDefinition(deps.db, draft.serviceCode, draft.version);
  const page = definition.pages.find(({ code }) => code === c.req.param("page"));
  return { applicationId: draft.id, fields: page?.fields.filter(isFileField) ?? [] };
};

/** The request as if only what was typed had been sent: what follows reads a plain form. */
const leaveTexts = (c: AppContext, texts: URLSearchParams): void => {
  const headers = new Headers(c.req.raw.headers);
  headers.delete("content-length");
  headers.delete("transfer-encoding");
  headers.set("content-type", "application/x-www-form-urlencoded");
  c.req.raw = new Request(c.req.url, { method: "POST", headers, body: texts.toString() });
};

/**
 * Takes the files out of the forms of applications, before anything else reads a body. A file is
 * taken only after the form has shown that it is this browser's own.
 */
export const takeFormFiles = (app: HttpApp, deps: PortalDeps): void => {
  const limit = limitBody({
    maxBytes: maxTypedBytes,
    refuse: async (c) => {
      const context = c as AppContext;
      const input = { ...frameOf(context, deps), reference: context.get("requestId") };
      return await show(context, badRequestPage(input), 413);
    },
  });
  app.post("/apply/:institution/:service/:page", async (c, next) => {
    const boundary = boundaryOf(c.req.header("content-type") ?? "");
    if (boundary === undefined) return await limit(c, next);
    const target = await targetOf(c, deps);
    const taken = await takeForm({
      db: deps.db,
      files: deps.files,
      request: c.req.raw,
      boundary,
      ...(target ? { target } : {}),
      isOwn: (texts) => deps.csrf.accepts(c, texts.get("_csrf") ?? undefined),
    });
    received.set(c, taken);
    leaveTexts(c, taken.texts);
    return await next();
  });
};
