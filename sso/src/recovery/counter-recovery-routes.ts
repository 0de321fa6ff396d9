import { parseMobile, phoneErrorTexts } from "@gov/country/phone.ts";
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
import { readChecklist } from "#src/proofing/checklist.ts";
import { findCounterPerson, type CounterPerson } from "#src/proofing/counter-person.ts";
import { addDeskRoutes, requireRegistrar } from "#src/proofing/counter-desk.ts";
import { counterTexts } from "#src/proofing/counter-texts.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import {
  recoveryCasePage,
  recoveryDeskPage,
  recoveryOutcomePage,
  recoveryPersonPage,
  setupCodePage,
  type CaseStage,
} from "./counter-recovery-pages.ts";
import { actOnRecovery, proposeRecovery } from "./recover-at-counter.ts";
import type { RecoveryFailure } from "./recovery.ts";
import {
  findOpenRecovery,
  findRecovery,
  listOpenRecoveries,
  type KeptRecovery,
} from "./recovery-queries.ts";
import { recoveryTexts as texts } from "./recovery-texts.ts";

const root = "/office/recovery";
const shown = 50;

const nobody = (c: AppContext) =>
  c.html(recoveryOutcomePage(c.get("lang"), texts.notFound, texts.over), 404);

const readNewPhone = (typed: string, current: string) => {
  const parsed = parseMobile(typed);
  if (!parsed.ok) return { errors: [{ name: "newPhone", text: phoneErrorTexts[parsed.error] }] };
  if (parsed.value === current) return { errors: [{ name: "newPhone", text: texts.samePhone }] };
  return { phone: parsed.value, errors: [] };
};

const propose = async (
  deps: SignInDeps,
  c: AppContext,
  person: CounterPerson,
  registrar: Staff,
): Promise<Response> => {
  const form = typedForm(await c.req.parseBody());
  const checked = readChecklist(form, person.registry);
  const { phone, errors: phoneErrors } = readNewPhone(form["newPhone"] ?? "", person.account.phone);
  const errors = [...(checked.ok ? [] : checked.error), ...phoneErrors];
  if (phone === undefined || errors.length > 0) {
    const input = { csrfToken: deps.csrf.token(c), typed: form, errors };
    return c.html(recoveryPersonPage(c.get("lang"), person, input), 400);
  }
  const by = { registrar, origin: requestOrigin(deps, c) };
  const id = await proposeRecovery(keyedDeps(deps), person.account, phone, by);
  return c.redirect(id === undefined ? root : `${root}/case/${id}?proposed=1`, 303);
};

const addPerson = (app: HttpApp, deps: SignInDeps): void => {
  const path = `${root}/person/:id`;
  app.get(path, async (c) => {
    const registrar = await requireRegistrar(deps, c, { acts: true });
    if (registrar instanceof Response) return registrar;
    const person = await findCounterPerson(deps, c.req.param("id"), registrar.username);
    if (!person) return nobody(c);
    const open = await findOpenRecovery(deps.db, person.account.id);
    if (open) return c.redirect(`${root}/case/${open.id}`, 303);
    const input = { csrfToken: deps.csrf.token(c) };
    return c.html(recoveryPersonPage(c.get("lang"), person, input));
  });
  app.post(path, async (c) => {
    const back = `${root}/person/${c.req.param("id")}`;
    const registrar = await requireRegistrar(deps, c, { acts: true, back });
    if (registrar instanceof Response) return registrar;
    const person = await findCounterPerson(deps, c.req.param("id"), registrar.username);
    return person ? await propose(deps, c, person, registrar) : nobody(c);
  });
};

const stageOf = (recovery: KeptRecovery, registrar: Staff, now: Date): CaseStage => {
  if (recovery.state === "proposed") {
    return recovery.proposedBy === registrar.id ? "own" : "confirm";
  }
  return recovery.readyAt && now >= recovery.readyAt ? "ready" : "wait";
};

type CaseInput = Pick<Parameters<typeof recoveryCasePage>[1], "note" | "typed" | "errors">;

const showCase = async (
  deps: SignInDeps,
  c: AppContext,
  registrar: Staff,
  input: CaseInput = {},
  status: 200 | 400 | 429 | 503 = 200,
): Promise<Response> => {
  const recovery = await findRecovery(deps.db, c.req.param("id") ?? "");
  const isOpen = recovery?.state === "proposed" || recovery?.state === "waiting";
  const person = isOpen && (await findCounterPerson(deps, recovery.personId, registrar.username));
  if (!person) return nobody(c);
  const stage = stageOf(recovery, registrar, deps.clock());
  const csrfToken = deps.csrf.token(c);
  const view = { csrfToken, person, recovery, stage, ...input };
  return c.html(recoveryCasePage(c.get("lang"), view), status);
};

const failures: Readonly<
  Record<RecoveryFailure, Readonly<{ text: keyof typeof texts; status: 403 | 409 }>>
> = {
  over: { text: "over", status: 409 },
  "same-registrar": { text: "sameRegistrar", status: 403 },
  "not-confirmed": { text: "notConfirmed", status: 409 },
  "too-early": { text: "tooEarly", status: 409 },
  lapsed: { text: "lapsed", status: 409 },
};

const act = async (
  deps: SignInDeps,
  c: AppContext,
  registrar: Staff,
  kind: "confirm" | "refuse" | "complete",
): Promise<Response> => {
  const lang = c.get("lang");
  const id = c.req.param("id") ?? "";
  const before = await findRecovery(deps.db, id);
  const by = { registrar, origin: requestOrigin(deps, c) };
  const done = await actOnRecovery(keyedDeps(deps), id, { kind, by });
  if (!done.ok) {
    if (done.error === "no-such-recovery") return nobody(c);
    const { text, status } = failures[done.error];
    return c.html(recoveryOutcomePage(lang, texts.caseTitle, texts[text]), status);
  }
  const { state, setupCode } = done.value;
  if (setupCode !== undefined) {
    return c.html(setupCodePage(lang, setupCode, before?.newPhone ?? ""));
  }
  const [title, body] =
    state === "waiting"
      ? [texts.confirmedTitle, texts.confirmedBody]
      : [texts.stoppedTitle, state === "stopped" ? texts.stoppedSignedIn : texts.refusedBody];
  return c.html(recoveryOutcomePage(lang, title, body), state === "stopped" ? 409 : 200);
};

const newPhoneProof = ({ id, newPhone }: KeptRecovery): ContactProof => ({
  purpose: "recovery",
  subject: id,
  destination: newPhone,
});

const sendCode = async (deps: SignInDeps, c: AppContext, registrar: Staff): Promise<Response> => {
  const recovery = await findRecovery(deps.db, c.req.param("id") ?? "");
  if (recovery?.state !== "waiting") return nobody(c);
  const counted = [deps.buckets("sms/phone", recovery.newPhone)];
  const sent = await sendSmsCode(keyedDeps(deps), newPhoneProof(recovery), counted);
  const { codeSent, codeSentNext, codeNotSent } = counterTexts;
  if (sent.ok) {
    const note = { kind: "success", title: codeSent, body: codeSentNext } as const;
    return await showCase(deps, c, registrar, { note });
  }
  const note = { kind: "warn", title: codeNotSent, body: contactSendText(sent.error) } as const;
  return await showCase(deps, c, registrar, { note }, statusOfSendFailure[sent.error.kind]);
};

const complete = async (deps: SignInDeps, c: AppContext, registrar: Staff): Promise<Response> => {
  const recovery = await findRecovery(deps.db, c.req.param("id") ?? "");
  if (!recovery) return nobody(c);
  const typed = (typedForm(await c.req.parseBody())["code"] ?? "").slice(0, 64);
  const code = parseCode(typed);
  const { codeEmpty, codeShape } = counterTexts;
  if (!code.ok) {
    const errors = [{ name: "code", text: code.error === "empty" ? codeEmpty : codeShape }];
    return await showCase(deps, c, registrar, { typed, errors }, 400);
  }
  const proven = await checkContactCode(keyedDeps(deps), newPhoneProof(recovery), code.value);
  if (proven.ok) return await act(deps, c, registrar, "complete");
  const errors = [{ name: "code", text: contactCodeText(proven.error) }];
  const status = proven.error.kind === "throttled" ? 429 : 400;
  return await showCase(deps, c, registrar, { typed, errors }, status);
};

const addCase = (app: HttpApp, deps: SignInDeps): void => {
  const path = `${root}/case/:id`;
  app.get(path, async (c) => {
    const registrar = await requireRegistrar(deps, c, { acts: true });
    if (registrar instanceof Response) return registrar;
    const just = { kind: "success", title: texts.proposedTitle, body: texts.proposedBody } as const;
    const input = c.req.query("proposed") === "1" ? { note: just } : {};
    return await showCase(deps, c, registrar, input);
  });
  const acts = {
    confirm: (c: AppContext, by: Staff) => act(deps, c, by, "confirm"),
    refuse: (c: AppContext, by: Staff) => act(deps, c, by, "refuse"),
    code: (c: AppContext, by: Staff) => sendCode(deps, c, by),
    complete: (c: AppContext, by: Staff) => complete(deps, c, by),
  };
  for (const [tail, does] of Object.entries(acts)) {
    app.post(`${path}/${tail}`, async (c) => {
      const back = `${root}/case/${c.req.param("id")}`;
      const registrar = await requireRegistrar(deps, c, { acts: true, back });
      return registrar instanceof Response ? registrar : await does(c, registrar);
    });
  }
};

/** `/office/recovery`: a new phone for who lost theirs, by two registrars and after a wait. */
export const addCounterRecoveryRoutes = (app: HttpApp, deps: SignInDeps): void => {
  addDeskRoutes(app, deps, root, async (c, input) =>
    recoveryDeskPage(c.get("lang"), { ...input, open: await listOpenRecoveries(deps.db, shown) }),
  );
  addPerson(app, deps);
  addCase(app, deps);
};
