import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { actPage, type TypedAct } from "./act-pages.ts";
import { actPages, formTexts, type ActPage } from "./act-texts.ts";
import { changeContact } from "./change-contact.ts";
import { changeRoles } from "./change-roles.ts";
import { findEmployee, type Employee } from "./directory-queries.ts";
import { refusalTexts, type DoneName } from "./directory-texts.ts";
import { listInstitutions } from "./institution-queries.ts";
import { openDesk, recently, type Desk, uuidPattern } from "./office-context.ts";
import { performAct, type ActOutcome, type ActRefusal } from "./perform-act.ts";
import { sendSetUp } from "./send-set-up.ts";
import { readContact, readLeave, readRoles, type Posted } from "./staff-form.ts";
import { pagesOpen, personHref } from "./staff-pages.ts";
import type { Wish } from "./wish.ts";

type Open = Readonly<{ desk: Desk; employee: Employee; act: ActPage }>;
type Failed = Readonly<{ typed: TypedAct; errors: readonly FieldError[] }>;
type Done = Readonly<{ done: DoneName }>;

const openAct = async (deps: SignInDeps, c: AppContext): Promise<Open | Response> => {
  const id = c.req.param("id") ?? "";
  const act = actPages.find((one) => one === c.req.param("act"));
  const posted = c.req.method === "POST";
  const desk = await openDesk(deps, c, posted ? recently(`${personHref(id)}/${act}`) : {});
  if (desk instanceof Response) return desk;
  const employee = await findEmployee(deps.db, id);
  if (!act || employee?.institution !== desk.institution.code) return await c.notFound();
  return { desk, employee, act };
};

const show = async (
  deps: SignInDeps,
  c: AppContext,
  { desk, employee, act }: Open,
  { typed, errors }: Failed = { typed: {}, errors: [] },
): Promise<Response> => {
  const institutions = act === "move" ? await listInstitutions(deps.db) : [];
  const others = institutions.filter(({ code }) => code !== desk.institution.code);
  const { institution } = desk;
  const shown = { act, employee, institution, others, typed, errors };
  return c.html(actPage(desk.view, shown), errors.length > 0 ? 400 : 200);
};

const refusalError = (why: ActRefusal): FieldError => {
  const text = refusalTexts[why];
  if (why === "role-not-here") return { name: "roles", text };
  return why === "no-such-institution" ? { name: "institution", text } : { text };
};

const doneName = async (deps: SignInDeps, wish: Wish, outcome: ActOutcome): Promise<DoneName> => {
  if (outcome.kind === "asked") return "asked";
  if (outcome.setUpCode !== undefined) {
    const to = { sms: deps.sms, publicUrl: deps.config.PUBLIC_URL };
    const sent = await sendSetUp(to, outcome.employee, outcome.setUpCode);
    return sent.ok ? "sent" : sent.error;
  }
  if (wish.act === "suspend") return "suspended";
  return wish.act === "leave" && wish.on === undefined ? "left" : "changed";
};

const perform = async (
  deps: SignInDeps,
  { desk, employee }: Open,
  wish: Wish,
  typed: TypedAct = {},
): Promise<Failed | Done> => {
  const outcome = await performAct(deps.db, desk.acting, employee.id, wish);
  return outcome.ok
    ? { done: await doneName(deps, wish, outcome.value) }
    : { typed, errors: [refusalError(outcome.error)] };
};

const take = async (deps: SignInDeps, open: Open, posted: Posted): Promise<Failed | Done> => {
  const { act, desk, employee } = open;
  switch (act) {
    case "roles": {
      const roles = readRoles(posted);
      const changed = await changeRoles(deps.db, desk.acting, employee.id, roles);
      return changed.ok
        ? { done: changed.value }
        : { typed: { roles }, errors: [refusalError(changed.error)] };
    }
    case "contact": {
      const { value, errors } = readContact(posted);
      const typed = { contact: value.typed };
      if (errors.length > 0) return { typed, errors };
      const changed = await changeContact(deps, desk.acting, employee.id, value.stored);
      if (changed.ok) return { done: "changed" };
      return changed.error === "email-taken"
        ? { typed, errors: [{ name: "email", text: formTexts.emailTaken }] }
        : { typed, errors: [refusalError(changed.error)] };
    }
    case "move": {
      const roles = readRoles(posted);
      const to = typeof posted["institution"] === "string" ? posted["institution"] : "";
      return await perform(deps, open, { act, to, roles }, { roles, institution: to });
    }
    case "leave": {
      const { value, errors } = readLeave(posted, localDate(new Date()));
      const typed = { leave: value.typed };
      return errors.length > 0
        ? { typed, errors }
        : await perform(deps, open, { act, on: value.on }, typed);
    }
    case "reset":
    case "stay":
    case "suspend":
    case "resume":
    case "return":
      return await perform(deps, open, { act });
  }
};

/** `/office/staff/people/{id}/{act}`: what can be done with an employee's account. */
export const addActRoutes = (app: HttpApp, deps: SignInDeps): void => {
  const path = `/office/staff/people/:id{${uuidPattern}}/:act{[a-z]+}`;
  app.get(path, async (c) => {
    const open = await openAct(deps, c);
    if (open instanceof Response) return open;
    // Done meanwhile, by somebody else or in another tab.
    if (!pagesOpen(open.employee).includes(open.act)) {
      return c.redirect(personHref(open.employee.id), 303);
    }
    return await show(deps, c, open);
  });
  app.post(path, async (c) => {
    const open = await openAct(deps, c);
    if (open instanceof Response) return open;
    const taken = await take(deps, open, await c.req.parseBody({ all: true }));
    if (!("done" in taken)) return await show(deps, c, open, taken);
    return c.redirect(`${personHref(open.employee.id)}?done=${taken.done}`, 303);
  });
};
