import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { Text } from "@gov/kit/text.ts";
import { problem } from "@gov/kit/problem.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen } from "#src/session/citizen-guard.ts";
import { BodyLost, bodyPieces } from "./body-pieces.ts";
import { collectFile } from "./collect-file.ts";
import { cleanName } from "./file-name.ts";
import { isFileField, targetOf } from "./form-files.ts";
import { findDraftFiles, findOwnFile } from "./kept-file-queries.ts";
import { sendFile } from "./send-file.ts";
import { beginUpload, dropUpload, findOwnUpload } from "./upload-queries.ts";
import { refusalText, uploadTexts } from "./upload-texts.ts";
import { maxFileBytes, maxFiles, type FileField, type Upload } from "./upload.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const gone: Text = { ar: "لا ملف بهذا العنوان.", en: "There is no file at this address." };
const signInAgain: Text = {
  ar: "انتهت جلستك. ادخل من جديد، ثم اختر الملف: نكمل من حيث توقفنا.",
  en: "Your session ended. Sign in again, then choose the file: we go on from there.",
};

/** Says to our script, in the reader's language, why a file does not go on. */
const refuse = (c: AppContext, title: Text, status: keyof typeof problemTypes): Response =>
  problem(c, { status, type: problemTypes[status], title });

const problemTypes = {
  401: "session-ended",
  403: "forbidden",
  404: "not-found",
  409: "wrong-offset",
  413: "too-large",
  422: "file-refused",
} as const;

type Sent = Readonly<{ upload: Upload; field: FileField }>;

const numberIn = (c: AppContext, header: string): number | undefined => {
  const text = c.req.header(header) ?? "";
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
};

const decodeName = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded.slice(0, 2000));
  } catch {
    return "file";
  }
};

/** `POST …/files/{field}`: how long it will be and what it is called; its address comes back. */
const create = async (c: AppContext, deps: PortalDeps): Promise<Response> => {
  const target = await targetOf(c, deps);
  if (!target) return refuse(c, signInAgain, 401);
  const field = target.fields.find(({ code }) => code === c.req.param("field"));
  if (!field) return refuse(c, gone, 404);
  const name = cleanName(decodeName(c.req.header("upload-name") ?? ""));
  const sizeBytes = numberIn(c, "upload-length") ?? 0;
  const { applicationId } = target;
  const there = await findDraftFiles(deps.db, applicationId);
  if ((there[field.code]?.length ?? 0) >= maxFiles(field)) {
    return refuse(c, refusalText("tooMany", field, name), 422);
  }
  if (sizeBytes === 0) return refuse(c, refusalText("empty", field, name), 422);
  if (sizeBytes > maxFileBytes(field)) return refuse(c, refusalText("tooLarge", field, name), 413);
  const { id } = await beginUpload(deps.db, { applicationId, field: field.code, name, sizeBytes });
  return c.body(null, 201, { location: `/uploads/${id}`, "upload-offset": "0" });
};

/** The file on its way that the address names, of whoever is signed in. */
const findSent = async (c: AppContext, deps: PortalDeps): Promise<Sent | undefined> => {
  const session = await deps.sessions.find(c);
  const id = c.req.param("id") ?? "";
  if (!session || !uuid.test(id)) return undefined;
  const own = await findOwnUpload(deps.db, { id, nationalId: session.nationalId });
  if (!own) return undefined;
  const definition = await loadDefinition(deps.db, own.serviceCode, own.version);
  const field = definition.pages
    .flatMap(({ fields }) => fields)
    .filter(isFileField)
    .find(({ code }) => code === own.upload.field);
  return field && { upload: own.upload, field };
};

/** Writes down what the request brings, also where it breaks off; gives where the file stands. */
const receive = async (
  c: AppContext,
  deps: PortalDeps,
  { upload, field }: Sent,
): Promise<number | "wrong"> => {
  const most = upload.sizeBytes ?? maxFileBytes(field);
  const file = collectFile(deps.db, upload, most);
  try {
    for await (const piece of bodyPieces(c.req.raw)) {
      if (!(await file.add(piece)).ok) return "wrong";
    }
  } catch (error) {
    if (!(error instanceof BodyLost)) throw error;
  }
  const stored = await file.flush();
  return stored.ok ? stored.value : "wrong";
};

/** `PATCH /uploads/{id}` from `Upload-Offset` on; the last piece makes the file kept or refused. */
const append = async (c: AppContext, deps: PortalDeps): Promise<Response> => {
  const sent = await findSent(c, deps);
  if (!sent) return refuse(c, gone, 404);
  const { upload, field } = sent;
  c.header("upload-offset", String(upload.receivedBytes));
  if (numberIn(c, "upload-offset") !== upload.receivedBytes) {
    return refuse(c, uploadTexts.failed, 409);
  }
  const offset = await receive(c, deps, sent);
  if (offset === "wrong") return refuse(c, uploadTexts.failed, 409);
  c.header("upload-offset", String(offset));
  if (offset !== upload.sizeBytes) return c.body(null, 204);
  const kept = await deps.files.keep({ ...upload, receivedBytes: offset }, field);
  if (!kept.ok) return refuse(c, refusalText(kept.error, field, upload.name), 422);
  return c.json({ file: kept.value });
};

/**
 * Files sent in pieces, going on after a lost connection, in the manner of resumable uploads
 * (draft-ietf-httpbis-resumable-upload): create, append from an offset, ask for the offset.
 */
export const addUploads = (app: HttpApp, deps: PortalDeps): void => {
  const ownOnly =
    (handler: (c: AppContext, deps: PortalDeps) => Promise<Response>) =>
    async (c: AppContext): Promise<Response> =>
      deps.csrf.accepts(c, c.req.header("x-csrf-token"))
        ? await handler(c, deps)
        : refuse(c, signInAgain, 403);

  app.post("/apply/:institution/:service/:page/files/:field", ownOnly(create));
  app.patch("/uploads/:id", ownOnly(append));
  app.delete(
    "/uploads/:id",
    ownOnly(async (c) => {
      const sent = await findSent(c, deps);
      if (sent) await dropUpload(deps.db, sent.upload.id);
      return c.body(null, 204);
    }),
  );
  app.get("/uploads/:id", async (c) => {
    const sent = await findSent(c, deps);
    if (!sent) return refuse(c, gone, 404);
    const { receivedBytes, sizeBytes } = sent.upload;
    return c.body(null, 204, {
      "upload-offset": String(receivedBytes),
      "upload-length": String(sizeBytes ?? ""),
    });
  });

  /** A person's own file, of a draft or of what was sent. */
  app.get(
    "/files/:id",
    forCitizen(deps, async (c, session) => {
      const id = c.req.param("id") ?? "";
      const { nationalId } = session;
      const file = uuid.test(id) ? await findOwnFile(deps.db, { id, nationalId }) : undefined;
      if (file) return sendFile(c, deps, file);
      const missing = { ...frameOf(c, deps, session), reference: c.get("requestId") };
      return await show(c, notFoundPage(missing), 404);
    }),
  );
};
