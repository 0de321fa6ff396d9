import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Staff } from "#src/account/account.ts";
import {
  checkContactCode,
  contactCodeText,
  contactSendText,
  sendSmsCode,
  statusOfSendFailure,
  type ContactProof,
} from "#src/otp/contact-code.ts";
import { parseCode } from "#src/otp/otp.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { readChecklist } from "./checklist.ts";
import { addDeskRoutes, requireRegistrar } from "./counter-desk.ts";
import { findCounterPerson, type CounterPerson } from "./counter-person.ts";
import { casePage, counterPersonPage, decidedPage, deskPage } from "./counter-pages.ts";
import { counterTexts as texts } from "./counter-texts.ts";
import { decideProofing, proposeProofing } from "./decide-proofing.ts";
import { refusalReasons, type Decision } from "./proofing-case.ts";
import {
  findOpenProofingCase,
  findProofingCase,
  listWaitingCases,
} from "./proofing-case-queries.ts";

const root = "/office/proofing";
const shown = 50;

const nobody = (c: AppContext) =>
  c.html(decidedPage(c.get("lang"), texts.notFound, texts.decidedAlready), 404);

const phoneProof = ({ account }: CounterPerson): ContactProof => ({
  purpose: "counter",
  subject: account.id,
  destination: account.phone,
});

const showPerson = async (
  deps: SignInDeps,
  c: AppContext,
  person: CounterPerson,
  input: Partial<Parameters<typeof counterPersonPage>[2]> = {},
  status: 200 | 400 | 429 | 503 = 200,
): Promise<Response> => {
  const open = await findOpenProofingCase(deps.db, person.account.id);
  const csrfToken = deps.csrf.token(c);
  return c.html(
    counterPersonPage(c.get("lang"), person, { csrfToken, openCase: open?.id, ...input }),
    status,
  );
};

const sendCode = async (
  deps: SignInDeps,
  c: AppContext,
  person: CounterPerson,
): Promise<Response> => {
  const counted = [deps.buckets("sms/phone", person.account.phone)];
  const sent = await sendSmsCode(keyedDeps(deps), phoneProof(person), counted);
  if (sent.ok) return c.redirect(`${root}/person/${person.account.id}?sent=1`, 303);
  const note = {
    kind: "warn",
    title: texts.codeNotSent,
    body: contactSendText(sent.error),
  } as const;
  return await showPerson(deps, c, person, { note }, statusOfSendFailure[sent.error.kind]);
};

const propose = async (
  deps: SignInDeps,
  c: AppContext,
  person: CounterPerson,
  registrar: Staff,
): Promise<Response> => {
  const form = typedForm(await c.req.parseBody());
  const checked = readChecklist(form, person.registry);
  const code = parseCode(form["code"] ?? "");
  const codeErrors = code.ok
    ? []
    : [{ name: "code", text: code.error === "empty" ? texts.codeEmpty : texts.codeShape }];
  if (!checked.ok || !code.ok) {
    const errors = [...(checked.ok ? [] : checked.error), ...codeErrors];
    return await showPerson(deps, c, person, { typed: form, errors }, 400);
  }
  const proven = await checkContactCode(keyedDeps(deps), phoneProof(person), code.value);
  if (!proven.ok) {
    const errors = [{ name: "code", text: contactCodeText(proven.error) }];
    const status = proven.error.kind === "throttled" ? 429 : 400;
    return await showPerson(deps, c, person, { typed: form, errors }, status);
  }
  const origin = requestOrigin(deps, c);
  const id = await proposeProofing(deps, person, checked.value, { registrar, origin });
  if (id === undefined) return c.redirect(`${root}/person/${person.account.id}`, 303);
  return c.redirect(`${root}/case/${id}?proposed=1`, 303);
};

const addPerson = (app: HttpApp, deps: SignInDeps): void => {
  const path = `${root}/person/:id`;
  app.get(path, async (c) => {
    const registrar = await requireRegistrar(deps, c, { acts: true });
    if (registrar instanceof Response) return registrar;
    const person = await findCounterPerson(deps, c.req.param("id"), registrar.username);
    if (!person) return nobody(c);
    const sent = { kind: "success", title: texts.codeSent, body: texts.codeSentNext } as const;
    return await showPerson(deps, c, person, c.req.query("sent") === "1" ? { note: sent } : {});
  });
  for (const [tail, act] of [
    ["", propose],
    ["/code", sendCode],
  ] as const) {
    app.post(`${path}${tail}`, async (c) => {
      const back = `${root}/person/${c.req.param("id")}`;
      const registrar = await requireRegistrar(deps, c, { acts: true, back });
      if (registrar instanceof Response) return registrar;
      const person = await findCounterPerson(deps, c.req.param("id"), registrar.username);
      return person ? await act(deps, c, person, registrar) : nobody(c);
    });
  }
};

const showCase = async (
  deps: SignInDeps,
  c: AppContext,
  registrar: Staff,
  errors: Parameters<typeof casePage>[1]["errors"] = [],
): Promise<Response> => {
  const found = await findProofingCase(deps.db, c.req.param("id") ?? "");
  const person =
    found?.state === "proposed" &&
    (await findCounterPerson(deps, found.personId, registrar.username));
  if (!found || !person) return nobody(c);
  return c.html(
    casePage(c.get("lang"), {
      csrfToken: deps.csrf.token(c),
      person,
      found,
      isOwn: found.proposedBy === registrar.id,
      justProposed: c.req.query("proposed") === "1",
      errors,
    }),
    errors.length > 0 ? 400 : 200,
  );
};

const decide = async (
  deps: SignInDeps,
  c: AppContext,
  registrar: Staff,
  decision: Decision,
): Promise<Response> => {
  const by = { registrar, origin: requestOrigin(deps, c) };
  const decided = await decideProofing(deps, c.req.param("id") ?? "", decision, by);
  const lang = c.get("lang");
  if (decided.ok) {
    const title = decided.value === "confirmed" ? texts.confirmedTitle : texts.refusedTitle;
    return c.html(decidedPage(lang, title, texts.told));
  }
  switch (decided.error) {
    case "no-such-case":
      return nobody(c);
    case "same-registrar":
      return c.html(decidedPage(lang, texts.yours, texts.sameRegistrar), 403);
    case "decided-already":
      return c.html(decidedPage(lang, texts.caseTitle, texts.decidedAlready), 409);
  }
};

const addCase = (app: HttpApp, deps: SignInDeps): void => {
  const path = `${root}/case/:id`;
  app.get(path, async (c) => {
    const registrar = await requireRegistrar(deps, c, { acts: true });
    return registrar instanceof Response ? registrar : await showCase(deps, c, registrar);
  });
  app.post(`${path}/confirm`, async (c) => {
    const back = `${root}/case/${c.req.param("id")}`;
    const registrar = await requireRegistrar(deps, c, { acts: true, back });
    if (registrar instanceof Response) return registrar;
    return await decide(deps, c, registrar, { kind: "confirm" });
  });
  app.post(`${path}/refuse`, async (c) => {
    const back = `${root}/case/${c.req.param("id")}`;
    const registrar = await requireRegistrar(deps, c, { acts: true, back });
    if (registrar instanceof Response) return registrar;
    const typed = typedForm(await c.req.parseBody())["reason"];
    const reason = refusalReasons.find((known) => known === typed);
    if (reason) return await decide(deps, c, registrar, { kind: "refuse", reason });
    return await showCase(deps, c, registrar, [{ name: "reason", text: texts.reasonMissing }]);
  });
};

/** `/office/proofing`: registrars prove who a person is, two of them, face to face. */
export const addCounterRoutes = (app: HttpApp, deps: SignInDeps): void => {
  addDeskRoutes(app, deps, root, async (c, input) =>
    deskPage(c.get("lang"), { ...input, waiting: await listWaitingCases(deps.db, shown) }),
  );
  addPerson(app, deps);
  addCase(app, deps);
};
