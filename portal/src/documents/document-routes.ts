import { localDate } from "@gov/country/time-zone.ts";
import { limitBody } from "@gov/kit/body-limit.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { KeyObject } from "node:crypto";
import { parseDocumentNumber } from "#src/case/reference.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen } from "#src/session/citizen-guard.ts";
import { documentCards } from "./document-cards.ts";
import { findDocumentsOfPerson, findOwnPdf } from "./document-queries.ts";
import { findTrust } from "./seal-key-queries.ts";
import { verifyFile, verifyNumber, verifyScanned, type Verdict } from "./verify-document.ts";
import { verdictPage, verifyFormPage, verifyTexts, type VerifyError } from "./verify-page.ts";

const texts = {
  title: { ar: "وثائقي", en: "My documents" },
  none: { ar: "لا وثائق لك بعد", en: "You have no documents yet" },
  noneBody: {
    ar: "حين توافق مؤسسة على طلبك تصدر وثيقتك هنا، مختومة وجاهزة للتنزيل.",
    en: "When an institution approves your application, your sealed document appears here.",
  },
  services: { ar: "ابحث عن خدمة", en: "Find a service" },
};

const maxPdfBytes = 5 * 1024 * 1024;
/** The file and what a form sends around it. */
const maxUploadBytes = maxPdfBytes + 16 * 1024;

/** A person's own documents: `/documents`, `/documents/{number}.pdf`. */
export const addDocuments = (app: HttpApp, deps: PortalDeps): void => {
  app.get(
    "/documents",
    forCitizen(deps, async (c, session) => {
      const documents = await findDocumentsOfPerson(deps.db, session.nationalId);
      const frame = frameOf(c, deps, session);
      const { lang } = frame;
      const { title, none, noneBody, services } = texts;
      const action = linkButton({ href: "/services", text: services, lang });
      const list =
        documents.length > 0
          ? documentCards(documents, lang)
          : emptyState({ title: none, body: noneBody, lang, action });
      return await show(c, page({ ...frame, title, main: html`${heading(title, lang)} ${list}` }));
    }),
  );

  app.get(
    "/documents/:file{[A-Za-z0-9-]{10,30}\\.pdf}",
    forCitizen(deps, async (c, session) => {
      const number = parseDocumentNumber((c.req.param("file") ?? "").slice(0, -".pdf".length));
      const { nationalId } = session;
      const pdf = number && (await findOwnPdf(deps.db, { nationalId, number }));
      if (!pdf) {
        const missing = { ...frameOf(c, deps, session), reference: c.get("requestId") };
        return await show(c, notFoundPage(missing), 404);
      }
      return c.body(new Uint8Array(pdf), 200, {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${number}.pdf"`,
        "cache-control": "private, no-store",
      });
    }),
  );
};

/** The limit of uploads; before anything reads their body. */
export const limitUploads = (app: HttpApp, deps: PortalDeps): void => {
  app.use(
    "/verify",
    limitBody({
      maxBytes: maxUploadBytes,
      refuse: async (c) => {
        const context = c as AppContext;
        const error = { field: "file", text: verifyTexts.fileTooLarge } as const;
        return await showForm(context, deps, error, 413);
      },
    }),
  );
};

const showForm = async (
  c: AppContext,
  deps: PortalDeps,
  error?: VerifyError,
  status: 200 | 413 | 422 = error ? 422 : 200,
): Promise<Response> => {
  const frame = frameOf(c, deps, await deps.sessions.find(c));
  const csrfToken = deps.csrf.token(c);
  return await show(c, verifyFormPage({ frame, csrfToken, ...(error ? { error } : {}) }), status);
};

const publicPem = (key: KeyObject): string =>
  key.export({ type: "spki", format: "pem" }).toString();

/** Public checking of documents: `/verify`, and `/V/…` where their codes lead. */
export const addVerification = (app: HttpApp, deps: PortalDeps): void => {
  const showVerdict = async (c: AppContext, verdict: Verdict): Promise<Response> => {
    const frame = frameOf(c, deps, await deps.sessions.find(c));
    const nameOf = (code: string) => institutionName(deps.catalogue, code);
    return await show(c, verdictPage({ frame, verdict, nameOf }));
  };
  const today = (): string => localDate(new Date());

  app.get("/verify", async (c) => {
    const typed = c.req.query("number");
    if (typed === undefined) return await showForm(c, deps);
    const number = parseDocumentNumber(typed);
    if (number) return await showVerdict(c, await verifyNumber(deps.db, number, today()));
    const error = { field: "number", text: verifyTexts.numberWrong } as const;
    return await showForm(c, deps, { ...error, typed: typed.slice(0, 100) });
  });

  /** Whoever checks documents by themselves, offline too, needs these and nothing else of ours. */
  app.get("/verify/keys.json", async (c) => {
    const { roots, summaryKeys } = await findTrust(deps.db);
    const keys = [...summaryKeys].map(([kid, key]) => ({ kid, pem: publicPem(key) }));
    c.header("access-control-allow-origin", "*");
    c.header("cache-control", "public, max-age=3600");
    return c.json({ sealRoots: roots, summaryKeys: keys });
  });

  app.get("/V/:payload", async (c) =>
    showVerdict(c, await verifyScanned(deps.db, c.req.param("payload"), today())),
  );

  app.post("/verify", async (c) => {
    const { file } = await c.req.parseBody();
    const refuse = (text: VerifyError["text"], status: 413 | 422 = 422) =>
      showForm(c, deps, { field: "file", text }, status);
    if (!(file instanceof File) || file.size === 0) return await refuse(verifyTexts.fileMissing);
    if (file.size > maxPdfBytes) return await refuse(verifyTexts.fileTooLarge, 413);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isPdf = Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
    if (!isPdf) return await refuse(verifyTexts.fileWrong);
    return await showVerdict(c, await verifyFile(deps.db, bytes, today()));
  });
};
