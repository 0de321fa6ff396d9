import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { addActRoutes } from "./act-routes.ts";
import { invitePage } from "./act-pages.ts";
import { formTexts as texts } from "./act-texts.ts";
import { findEmployee, listEmployees } from "./directory-queries.ts";
import { refusalTexts } from "./directory-texts.ts";
import { listInstitutions } from "./institution-queries.ts";
import { invite, type InviteRefusal } from "./invite.ts";
import { openDesk, recently, type Desk, uuidPattern } from "./office-context.ts";
import { listRequestsAbout, listRequestsOf } from "./request-queries.ts";
import { addRequestRoutes } from "./request-routes.ts";
import { sendSetUp } from "./send-set-up.ts";
import { addSetUpRoutes } from "./set-up-routes.ts";
import { nobodyTyped, readJoiner, type TypedJoiner } from "./staff-form.ts";
import { employeePage, listLimit, personHref, staffListPage } from "./staff-pages.ts";

const wholeNumber = (typed: string | undefined): number =>
  /^\d{1,6}$/.test(typed ?? "") ? Number(typed) : 0;

const showList = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const desk = await openDesk(deps, c);
  if (desk instanceof Response) return desk;
  const { institution, view } = desk;
  const search = (c.req.query("q") ?? "").slice(0, 200);
  const gone = c.req.query("gone") === "1";
  const offset = wholeNumber(c.req.query("offset"));
  const list = await listEmployees(deps.db, {
    institution: institution.code,
    search,
    gone,
    limit: listLimit,
    offset,
  });
  const requests = (await listRequestsOf(deps.db, institution.code)).length;
  const shown = { institution: institution.name, list, search, gone, offset, requests };
  return c.html(staffListPage(view, shown));
};

const inviteErrors: Readonly<Record<InviteRefusal, FieldError>> = {
  "not-yours": { text: refusalTexts["not-yours"] },
  "role-not-here": { name: "roles", text: refusalTexts["role-not-here"] },
  "username-taken": { name: "username", text: texts.usernameTaken },
  "email-taken": { name: "email", text: texts.emailTaken },
  "external-id-taken": { text: texts.usernameTaken },
};

const showInvite = (
  c: AppContext,
  { view, institution }: Desk,
  typed: TypedJoiner,
  errors: readonly FieldError[],
): Response | Promise<Response> => {
  const at = { ...view, path: "/office/staff/invite" };
  return c.html(invitePage(at, { institution, typed, errors }), errors.length > 0 ? 400 : 200);
};

const takeInvite = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const desk = await openDesk(deps, c, recently("/office/staff/invite"));
  if (desk instanceof Response) return desk;
  const { value, errors } = readJoiner(await c.req.parseBody({ all: true }));
  if (errors.length > 0) return await showInvite(c, desk, value.typed, errors);
  const joiner = { ...value.stored, institution: desk.institution.code };
  const invited = await invite(deps.db, desk.acting, joiner);
  if (!invited.ok) return await showInvite(c, desk, value.typed, [inviteErrors[invited.error]]);
  const { employee, setUpCode } = invited.value;
  const to = { sms: deps.sms, publicUrl: deps.config.PUBLIC_URL };
  const sent = await sendSetUp(to, employee, setUpCode);
  const done = sent.ok ? "sent" : sent.error;
  return c.redirect(`${personHref(employee.id)}?done=${done}`, 303);
};

const showEmployee = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const desk = await openDesk(deps, c);
  if (desk instanceof Response) return desk;
  const { institution, view, person } = desk;
  const employee = await findEmployee(deps.db, c.req.param("id") ?? "");
  if (employee?.institution !== institution.code) return await c.notFound();
  const institutions = await listInstitutions(deps.db);
  const institutionNames: ReadonlyMap<string, Text> = new Map(
    institutions.map(({ code, name }) => [code, name]),
  );
  return c.html(
    employeePage(view, {
      employee,
      institution: institution.name,
      requests: await listRequestsAbout(deps.db, employee.id),
      viewerId: person.id,
      institutionNames,
      done: c.req.query("done"),
    }),
  );
};

/** `/office/staff` and `/set-up`: an institution's employees, and how they begin. */
export const addDirectoryRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/office/staff", (c) => showList(deps, c));
  app.get("/office/staff/invite", async (c) => {
    const desk = await openDesk(deps, c);
    return desk instanceof Response ? desk : await showInvite(c, desk, nobodyTyped, []);
  });
  app.post("/office/staff/invite", (c) => takeInvite(deps, c));
  app.get(`/office/staff/people/:id{${uuidPattern}}`, (c) => showEmployee(deps, c));
  addActRoutes(app, deps);
  addRequestRoutes(app, deps);
  addSetUpRoutes(app, deps);
};
