import { localDate } from "@gov/country/time-zone.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import {
  clientPage,
  clientPath,
  clientsPage,
  listPath,
  secretPage,
  type Outcome,
} from "./client-pages.ts";
import { unfitForLive } from "./client-version.ts";
import { loadKept, requireKeeper, viewOf, type Keeper, type KeptHere } from "./console-access.ts";
import {
  countSignIns,
  findKeptClient,
  listKeptClients,
  listTestPeople,
} from "./console-queries.ts";
import { consoleFailureTexts, consoleTexts as texts, formErrorTexts } from "./console-texts.ts";
import { registrationPage, type FormPurpose } from "./form-pages.ts";
import { publishVersion, renewSecret, type ConsoleDeps } from "./publish-version.ts";
import {
  fitsAsId,
  readRegistration,
  typedFrom,
  typedRegistration,
  type TypedRegistration,
} from "./registration-form.ts";
import { chartDays, daysUpTo } from "./sign-in-chart.ts";
import { findVersionIn, listVersions, listWaiting } from "./version-queries.ts";

const testSuffix = "-test";
/** The id under which a test client's service goes live. */
export const liveIdOf = (testId: string): string => testId.replace(/-test$/, "");

export const consoleDeps = (deps: SignInDeps): ConsoleDeps => ({
  db: deps.db,
  clients: deps.clients,
  encryptionKey: deps.config.KEY_ENCRYPTION_KEY,
});

const showForm = (
  deps: SignInDeps,
  c: AppContext,
  purpose: FormPurpose,
  typed: TypedRegistration,
  errors: readonly FieldError[] = [],
): Response | Promise<Response> =>
  c.html(registrationPage(viewOf(deps, c), purpose, typed, errors), errors.length > 0 ? 400 : 200);

const outcomes: Readonly<Record<string, Outcome>> = {
  proposed: { kind: "success", title: texts.done, body: texts.doneProposed },
  effective: { kind: "success", title: texts.done, body: texts.doneEffective },
};

const showClient = async (deps: SignInDeps, c: AppContext, kept: KeptHere): Promise<Response> => {
  const { client, mayChange } = kept;
  const since = new Date(Date.now() - (chartDays + 1) * 86_400_000);
  const counts = await countSignIns(deps.db, client.clientId, since);
  const waiting = client.stage === "test" ? liveIdOf(client.clientId) : client.clientId;
  return c.html(
    clientPage(viewOf(deps, c), {
      client,
      proposed: await findVersionIn(deps.db, waiting, "proposed"),
      days: daysUpTo(localDate(new Date()), counts),
      tests: client.stage === "test" ? await listTestPeople(deps.db) : [],
      mayChange,
      outcome: outcomes[c.req.query("done") ?? ""],
    }),
  );
};

const idProblem = async (deps: SignInDeps, id: string): Promise<FieldError | undefined> => {
  if (!fitsAsId(id)) return { name: "clientId", text: formErrorTexts.clientId };
  const ids = [id, `${id}${testSuffix}`];
  const kept = await Promise.all(ids.map((one) => findKeptClient(deps.db, one)));
  const versions = await Promise.all(ids.map((one) => listVersions(deps.db, one)));
  const known = kept.some(Boolean) || versions.some((list) => list.length > 0);
  const taken = known || reservedClientIds.includes(id);
  return taken ? { name: "clientId", text: formErrorTexts.taken } : undefined;
};

const register = async (deps: SignInDeps, c: AppContext, { staff }: Keeper): Promise<Response> => {
  const typed = typedRegistration(await c.req.parseBody({ all: true }));
  const purpose = { kind: "new" } as const;
  const { metadata, errors } = readRegistration(typed, undefined);
  const wrongId = await idProblem(deps, typed.clientId);
  const all = wrongId ? [wrongId, ...errors] : errors;
  if (!metadata || all.length > 0) return await showForm(deps, c, purpose, typed, all);
  const clientId = `${typed.clientId}${testSuffix}`;
  const own = consoleDeps(deps);
  const published = await publishVersion(own, {
    clientId,
    stage: "test",
    institution: staff.institution,
    metadata,
    madeBy: staff.username,
    note: typed.note || undefined,
  });
  if (!published.ok) return await showForm(deps, c, purpose, typed, [failure(published.error)]);
  const secret = await renewSecret(own, clientId, staff.username);
  if (!secret.ok) return c.redirect(`${clientPath(clientId)}?done=effective`, 303);
  return c.html(secretPage(viewOf(deps, c, clientPath(clientId)), clientId, secret.value));
};

const failure = (error: keyof typeof consoleFailureTexts): FieldError => ({
  text: consoleFailureTexts[error],
});

/** Saves a change of the client, or asks for its service to go live. */
const change = async (
  deps: SignInDeps,
  c: AppContext,
  { client, staff }: KeptHere,
  kind: "edit" | "live",
): Promise<Response> => {
  const { clientId, institution } = client;
  const typed = { ...typedRegistration(await c.req.parseBody({ all: true })), clientId };
  const shown = { ...typed, kind: client.metadata.kind };
  const purpose = { kind, clientId };
  const { metadata, errors } = readRegistration(shown, client.metadata);
  const goesLive = kind === "live" || client.stage === "live";
  const unfit = goesLive && metadata && unfitForLive(metadata).length > 0;
  const all = unfit ? [{ name: "redirectUris", text: formErrorTexts.unfit }] : errors;
  if (!metadata || all.length > 0) return await showForm(deps, c, purpose, shown, all);
  const target = kind === "live" ? liveIdOf(clientId) : clientId;
  const published = await publishVersion(consoleDeps(deps), {
    clientId: target,
    stage: kind === "live" ? "live" : client.stage,
    institution,
    metadata,
    madeBy: staff.username,
    note: typed.note || undefined,
  });
  if (!published.ok) return await showForm(deps, c, purpose, shown, [failure(published.error)]);
  return c.redirect(`${clientPath(clientId)}?done=${published.value.outcome}`, 303);
};

const emptyForm = typedRegistration({ kind: "web", proof: "secret" });

const addChangeRoutes = (app: HttpApp, deps: SignInDeps, kind: "edit" | "live"): void => {
  app.get(`${listPath}/:id/${kind}`, async (c) => {
    const kept = await loadKept(deps, c, { change: true });
    if (kept instanceof Response) return kept;
    const { clientId, metadata } = kept.client;
    return await showForm(deps, c, { kind, clientId }, typedFrom(clientId, metadata));
  });
  app.post(`${listPath}/:id/${kind}`, async (c) => {
    const back = `${clientPath(c.req.param("id"))}/${kind}`;
    const kept = await loadKept(deps, c, { change: true, back });
    return kept instanceof Response ? kept : await change(deps, c, kept, kind);
  });
};

/** `/office/clients`: an institution's own relying parties. */
export const addClientRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(listPath, async (c) => {
    const keeper = await requireKeeper(deps, c);
    if (keeper instanceof Response) return keeper;
    const all = keeper.isOperator ? undefined : keeper.staff.institution;
    return c.html(
      clientsPage(viewOf(deps, c), {
        clients: await listKeptClients(deps.db, all),
        waiting: keeper.isOperator ? await listWaiting(deps.db) : undefined,
        mayRegister: keeper.isAdministrator,
      }),
    );
  });
  app.get(`${listPath}/new`, async (c) => {
    const keeper = await requireKeeper(deps, c);
    if (keeper instanceof Response) return keeper;
    return await showForm(deps, c, { kind: "new" }, emptyForm);
  });
  app.post(`${listPath}/new`, async (c) => {
    const keeper = await requireKeeper(deps, c, `${listPath}/new`);
    if (keeper instanceof Response) return keeper;
    if (!keeper.isAdministrator) return c.redirect(listPath, 303);
    return await register(deps, c, keeper);
  });
  app.get(`${listPath}/:id`, async (c) => {
    const kept = await loadKept(deps, c);
    return kept instanceof Response ? kept : await showClient(deps, c, kept);
  });
  addChangeRoutes(app, deps, "edit");
  addChangeRoutes(app, deps, "live");
};
