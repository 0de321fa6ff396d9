import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { inTransaction, violatedConstraint } from "@gov/kit/db.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { Staff } from "#src/account/account.ts";
import { requireStaff, type Need } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { listInstitutions } from "#src/directory/institution-queries.ts";
import { officeView, recently, uuidPattern } from "#src/directory/office-context.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { callbackOf } from "./provider.ts";
import { credentialOf, readProvider, type TypedProvider } from "./provider-form.ts";
import { newProviderPage, providerPage, providersHome, providersPage } from "./provider-pages.ts";
import { findProvider, insertProvider, listProviders, switchProvider } from "./provider-queries.ts";
import { providerTexts as texts } from "./provider-texts.ts";

const openOperator = async (
  deps: SignInDeps,
  c: AppContext,
  need: Need = {},
): Promise<Staff | Response> => {
  const session = await requireStaff(deps, c, { ...need, roles: ["operator"] });
  return session instanceof Response ? session : session.person;
};

const showForm = async (
  deps: SignInDeps,
  c: AppContext,
  typed: TypedProvider,
  errors: readonly FieldError[] = [],
): Promise<Response> => {
  const institutions = await listInstitutions(deps.db);
  const body = newProviderPage(officeView(deps, c), { institutions, typed, errors });
  return c.html(body, errors.length > 0 ? 400 : 200);
};

const register = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const operator = await openOperator(deps, c, recently(`${providersHome}/new`));
  if (operator instanceof Response) return operator;
  const { config, db } = deps;
  const institutions = await listInstitutions(db);
  const { typed, errors, registration } = readProvider(typedForm(await c.req.parseBody()), {
    hosts: config.OUTBOUND_HOSTS,
    insecure: config.NODE_ENV !== "production",
    institutions: institutions.map(({ code }) => code),
  });
  if (!registration) return await showForm(deps, c, typed, errors);
  const { secret, ...facts } = registration;
  const credential = await credentialOf(secret);
  const id = await inTransaction(db, async (tx) => {
    const key = config.KEY_ENCRYPTION_KEY;
    const stored = await insertProvider(tx, key, { ...facts, credential });
    if (stored === undefined) return undefined;
    await recordEvent(tx, {
      event: "federation.registered",
      actor: operator.username,
      detail: { institution: facts.institution, issuer: facts.issuer, joiners: facts.joiners },
    });
    return stored;
  });
  if (id === undefined) {
    return await showForm(deps, c, typed, [{ name: "issuer", text: texts.already }]);
  }
  return c.redirect(`${providersHome}/${id}?fresh=1`, 303);
};

const show = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const operator = await openOperator(deps, c);
  if (operator instanceof Response) return operator;
  const { config, db } = deps;
  const provider = await findProvider(db, config.KEY_ENCRYPTION_KEY, c.req.param("id") ?? "");
  if (!provider) return await c.notFound();
  const institutions = await listInstitutions(db);
  const { institution: code } = provider;
  const found = institutions.find((one) => one.code === code);
  return c.html(
    providerPage(officeView(deps, c), {
      provider,
      institution: found?.name ?? { ar: code, en: code },
      callback: callbackOf(config.PUBLIC_URL, provider.id),
      fresh: c.req.query("fresh") === "1",
    }),
  );
};

const turn = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const id = c.req.param("id") ?? "";
  const here = `${providersHome}/${id}`;
  const operator = await openOperator(deps, c, recently(here));
  if (operator instanceof Response) return operator;
  const status = typedForm(await c.req.parseBody())["status"];
  if (status !== "active" && status !== "off") return c.redirect(here, 303);
  try {
    await inTransaction(deps.db, async (tx) => {
      await switchProvider(tx, id, status);
      const detail = { provider: id, status };
      await recordEvent(tx, { event: "federation.switched", actor: operator.username, detail });
    });
  } catch (error) {
    // Another registration of the same issuer is on: this one stays off.
    if (violatedConstraint(error) !== "institution_provider_issuer") throw error;
  }
  return c.redirect(here, 303);
};

/** `/office/federation`: operators register the institutions' own sign-in services. */
export const addProviderRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(providersHome, async (c) => {
    const operator = await openOperator(deps, c);
    if (operator instanceof Response) return operator;
    const providers = await listProviders(deps.db, deps.config.KEY_ENCRYPTION_KEY);
    const institutions = await listInstitutions(deps.db);
    const names = new Map(institutions.map(({ code, name }) => [code, name] as const));
    return c.html(providersPage(officeView(deps, c), providers, names));
  });
  app.get(`${providersHome}/new`, async (c) => {
    const operator = await openOperator(deps, c);
    return operator instanceof Response ? operator : await showForm(deps, c, {});
  });
  app.post(`${providersHome}/new`, (c) => register(deps, c));
  app.get(`${providersHome}/:id{${uuidPattern}}`, (c) => show(deps, c));
  app.post(`${providersHome}/:id{${uuidPattern}}`, (c) => turn(deps, c));
};
