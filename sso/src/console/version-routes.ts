import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { clientPath, listPath, noClientPage, type Outcome } from "./client-pages.ts";
import { consoleDeps } from "./client-routes.ts";
import { changesBetween, reviewChecks } from "./client-version.ts";
import { institutionOf, requireKeeper, viewOf, type Keeper } from "./console-access.ts";
import { findKeptClient } from "./console-queries.ts";
import { consoleFailureTexts, reviewTexts as texts } from "./console-texts.ts";
import { judgeVersion, publishVersion } from "./publish-version.ts";
import { versionPage, versionPath, versionsPage } from "./version-pages.ts";
import { findVersion, findVersionIn, listVersions, type ClientVersion } from "./version-queries.ts";

type Kept = Keeper & Readonly<{ clientId: string; isOwners: boolean }>;
type Seen = Kept & Readonly<{ version: ClientVersion }>;

const notFound = (c: AppContext): Response | Promise<Response> =>
  c.html(noClientPage({ lang: c.get("lang"), path: listPath }), 404);

/** Who may look at this client's versions: operators, and its institution's administrators. */
const loadHistory = async (
  deps: SignInDeps,
  c: AppContext,
  back?: string,
): Promise<Kept | Response> => {
  const keeper = await requireKeeper(deps, c, back);
  if (keeper instanceof Response) return keeper;
  const clientId = c.req.param("id") ?? "";
  const institution = await institutionOf(deps, clientId);
  const isOwners = keeper.isAdministrator && institution === keeper.staff.institution;
  if (!isOwners && !keeper.isOperator) return await notFound(c);
  return { ...keeper, clientId, isOwners };
};

const loadVersion = async (
  deps: SignInDeps,
  c: AppContext,
  back?: string,
): Promise<Seen | Response> => {
  const kept = await loadHistory(deps, c, back);
  if (kept instanceof Response) return kept;
  const number = /^[0-9]{1,6}$/.exec(c.req.param("version") ?? "")?.[0];
  const version = number && (await findVersion(deps.db, kept.clientId, Number(number)));
  return version ? { ...kept, version } : await notFound(c);
};

type Typed = Readonly<{ checks: readonly string[]; note: string }>;

const showVersion = async (
  deps: SignInDeps,
  c: AppContext,
  seen: Seen,
  more: Readonly<{ errors?: readonly FieldError[]; typed?: Typed; outcome?: Outcome }> = {},
): Promise<Response> => {
  const { version, staff, isOperator, isOwners } = seen;
  const proposed = version.state === "proposed";
  const before = proposed
    ? await findVersionIn(deps.db, version.clientId, "effective")
    : await findVersion(deps.db, version.clientId, version.version - 1);
  const isOwn = isOperator && proposed && version.madeBy === staff.username;
  const may = {
    review: isOperator && proposed && !isOwn,
    withdraw: isOwners && proposed,
    restore: isOwners && version.state === "superseded",
    isOwn,
  };
  const bad = more.errors !== undefined || more.outcome?.kind === "warn";
  const changes = changesBetween(before?.metadata, version.metadata);
  const shown = { version, changes, first: before === undefined, may, ...more };
  return c.html(versionPage(viewOf(deps, c, versionPath(version)), shown), bad ? 400 : 200);
};

const warn = (error: keyof typeof consoleFailureTexts): Outcome => ({
  kind: "warn",
  title: consoleFailureTexts[error],
});

const takeReview = async (deps: SignInDeps, c: AppContext, seen: Seen): Promise<Response> => {
  const posted = await c.req.parseBody({ all: true });
  const ticked = [posted["check"]].flat().filter((one) => typeof one === "string");
  const note = typeof posted["note"] === "string" ? posted["note"].trim().slice(0, 1_000) : "";
  const typed = { checks: ticked, note };
  const rejects = posted["choice"] === "reject";
  const complete = reviewChecks.every((check) => ticked.includes(check));
  if (rejects && note === "") {
    const errors = [{ name: "note", text: texts.noteMissing }];
    return await showVersion(deps, c, seen, { errors, typed });
  }
  if (!rejects && !complete) {
    const errors = [{ name: "check", text: texts.checklistMissing }];
    return await showVersion(deps, c, seen, { errors, typed });
  }
  const { clientId, version } = seen.version;
  const judged = await judgeVersion(consoleDeps(deps), {
    clientId,
    version,
    event: rejects ? "reject" : "approve",
    by: seen.staff.username,
    note: note || null,
  });
  if (!judged.ok) return await showVersion(deps, c, seen, { outcome: warn(judged.error) });
  return c.redirect(versionPath(seen.version), 303);
};

const withdraw = async (deps: SignInDeps, c: AppContext, seen: Seen): Promise<Response> => {
  if (!seen.isOwners) return await notFound(c);
  const { clientId, version } = seen.version;
  const by = seen.staff.username;
  const judged = await judgeVersion(consoleDeps(deps), {
    clientId,
    version,
    event: "withdraw",
    by,
    note: null,
  });
  if (!judged.ok) return await showVersion(deps, c, seen, { outcome: warn(judged.error) });
  return c.redirect(versionPath(seen.version), 303);
};

/** An earlier version comes back as a new one, reviewed where that is due. */
const restore = async (deps: SignInDeps, c: AppContext, seen: Seen): Promise<Response> => {
  const { version, staff, isOwners } = seen;
  const client = await findKeptClient(deps.db, version.clientId);
  if (!isOwners || !client || version.state !== "superseded") return await notFound(c);
  const published = await publishVersion(consoleDeps(deps), {
    clientId: version.clientId,
    stage: client.stage,
    institution: client.institution,
    metadata: version.metadata,
    madeBy: staff.username,
    restores: version.version,
  });
  if (!published.ok) return await showVersion(deps, c, seen, { outcome: warn(published.error) });
  return c.redirect(`${clientPath(version.clientId)}?done=${published.value.outcome}`, 303);
};

const versionSteps = { review: takeReview, withdraw, restore } as const;

/** The history of a registration, its review and the way back. */
export const addVersionRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(`${listPath}/:id/versions`, async (c) => {
    const kept = await loadHistory(deps, c);
    if (kept instanceof Response) return kept;
    const versions = await listVersions(deps.db, kept.clientId);
    return c.html(versionsPage(viewOf(deps, c), kept.clientId, versions));
  });
  app.get(`${listPath}/:id/versions/:version`, async (c) => {
    const seen = await loadVersion(deps, c);
    return seen instanceof Response ? seen : await showVersion(deps, c, seen);
  });
  for (const [step, take] of Object.entries(versionSteps)) {
    app.post(`${listPath}/:id/versions/:version/${step}`, async (c) => {
      const back = `${clientPath(c.req.param("id"))}/versions/${c.req.param("version")}`;
      const seen = await loadVersion(deps, c, back);
      return seen instanceof Response ? seen : await take(deps, c, seen);
    });
  }
};
