import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Staff } from "#src/account/account.ts";
import { requireStaff, type Need } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { decideRequest, type Choice } from "./decide-request.ts";
import { refusalTexts } from "./directory-texts.ts";
import { listInstitutions } from "./institution-queries.ts";
import { actingOf, officeView, recently, uuidPattern } from "./office-context.ts";
import { requestsPage, type DecidedName } from "./request-pages.ts";
import { listRequestsForOperators, listRequestsOf } from "./request-queries.ts";
import { sendSetUp } from "./send-set-up.ts";

const home = "/office/staff/requests";
const choices = { confirm: "confirmed", refuse: "refused", cancel: "cancelled" } as const;

const openPerson = async (
  deps: SignInDeps,
  c: AppContext,
  need: Need = {},
): Promise<Staff | Response> => {
  const session = await requireStaff(deps, c, { ...need, roles: ["administrator", "operator"] });
  return session instanceof Response ? session : session.person;
};

/** What a person can see: their institution's requests, and those that only operators decide. */
const requestsFor = async (deps: SignInDeps, person: Staff) => {
  const isAdministrator = person.roles.includes("administrator");
  const own = isAdministrator ? await listRequestsOf(deps.db, person.institution) : [];
  const isOperator = person.roles.includes("operator");
  const forOperators = isOperator ? await listRequestsForOperators(deps.db) : [];
  const seen = new Set(own.map(({ id }) => id));
  return [...own, ...forOperators.filter(({ id }) => !seen.has(id))];
};

const show = async (
  deps: SignInDeps,
  c: AppContext,
  person: Staff,
  said: Readonly<{ decided?: DecidedName | undefined; refusal?: Text }> = {},
): Promise<Response> => {
  const institutions = await listInstitutions(deps.db);
  const shown = {
    requests: await requestsFor(deps, person),
    viewerId: person.id,
    institutionNames: new Map(institutions.map(({ code, name }) => [code, name] as const)),
    back: person.roles.includes("administrator") ? "/office/staff" : "/office",
    ...said,
  };
  const view = { ...officeView(deps, c), path: home };
  return c.html(requestsPage(view, shown), said.refusal ? 409 : 200);
};

const take = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const person = await openPerson(deps, c, recently(home));
  if (person instanceof Response) return person;
  const typed = typedForm(await c.req.parseBody())["choice"] ?? "";
  if (!Object.hasOwn(choices, typed)) return c.redirect(home, 303);
  const choice = typed as Choice;
  const acting = actingOf(deps, c, person);
  const decided = await decideRequest(deps.db, acting, c.req.param("id") ?? "", choice);
  if (!decided.ok) return await show(deps, c, person, { refusal: refusalTexts[decided.error] });
  const { employee, setUpCode } = decided.value;
  if (setUpCode !== undefined) {
    await sendSetUp({ sms: deps.sms, publicUrl: deps.config.PUBLIC_URL }, employee, setUpCode);
  }
  return c.redirect(`${home}?decided=${choices[choice]}`, 303);
};

/** `/office/staff/requests`: what takes two. */
export const addRequestRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(home, async (c) => {
    const person = await openPerson(deps, c);
    if (person instanceof Response) return person;
    const asked = c.req.query("decided");
    const decided = Object.values(choices).find((one) => one === asked);
    return await show(deps, c, person, { decided });
  });
  app.post(`${home}/:id{${uuidPattern}}`, (c) => take(deps, c));
};
