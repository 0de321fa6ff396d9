import type { AppContext } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { caseDataOf, type Applicant } from "#src/case/case-data.ts";
import { findNewestDefinition, loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show, signInHref } from "#src/frame.ts";
import type { CitizenSession } from "#src/session/citizen-session-queries.ts";
import type { Application } from "./application.ts";
import { findApplication, openApplication, saveApplication } from "./application-queries.ts";
import { applyPath } from "./apply-paths.ts";
import { assurancePage } from "./outcome-pages.ts";
import { gatherFacts } from "./registry-facts.ts";
import { standingOf, type Standing } from "./standing.ts";

/** The service that an address names. */
export const serviceCodeOf = (c: AppContext): string =>
  `${c.req.param("institution") ?? ""}/${c.req.param("service") ?? ""}`;

export const applicantOf = (session: CitizenSession): Applicant => ({
  nationalId: session.nationalId,
  name: session.name,
  ...(session.phone ? { phone: session.phone } : {}),
  ...(session.dateOfBirth ? { dateOfBirth: session.dateOfBirth } : {}),
});

/** A person's draft with its service, facts and standing: what every page of it needs. */
export type Desk = Readonly<{
  definition: ServiceDefinition;
  application: Application;
  applicant: Applicant;
  data: CaseData;
  standing: Standing;
}>;

/** Why there is no desk: no such service, or it asks for a stronger sign-in than this one. */
export type NoDesk = "unknownService" | "weakSignIn";

/**
 * Opens the draft of the service that the address names, begun now if there was none, with what
 * registers say of it. Nothing is asked of a register below the sign-in that the service wants.
 */
export const openDesk = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
): Promise<Result<Desk, NoDesk>> => {
  const serviceCode = serviceCodeOf(c);
  const applicant = applicantOf(session);
  const owner = { nationalId: session.nationalId, serviceCode };
  const newest = await findNewestDefinition(deps.db, serviceCode);
  if (!newest) return err("unknownService");
  if (session.assurance < newest.definition.assurance) return err("weakSignIn");
  const found =
    (await findApplication(deps.db, owner)) ??
    (await openApplication(deps.db, { ...owner, version: newest.version }));
  const definition = await loadDefinition(deps.db, serviceCode, found.version);
  const refresh = c.req.query("again") === "1";
  const gathered = await gatherFacts(deps.exchange, definition, found, applicant, { refresh });
  const { facts } = gathered;
  if (gathered.changed) await saveApplication(deps.db, found.id, { facts });
  const application = { ...found, facts };
  const data = caseDataOf({ applicant, answers: found.answers, facts, now: new Date() });
  const standing = standingOf(definition, facts, data);
  return ok({ definition, application, applicant, data, standing });
};

/** Says why there is no desk, and what to do. */
export const showNoDesk = (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  why: NoDesk,
): Promise<Response> => {
  const frame = frameOf(c, deps, session);
  if (why === "unknownService") {
    return show(c, notFoundPage({ ...frame, reference: c.get("requestId") }), 404);
  }
  const again = `${signInHref(applyPath(serviceCodeOf(c)))}&stronger=1`;
  return show(c, assurancePage({ frame, signInHref: again }), 403);
};
