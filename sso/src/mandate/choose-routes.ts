import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import {
  answerInteraction,
  loadInteraction,
  type OpenInteraction,
} from "#src/sign-in/interaction.ts";
import { endedAnswer, viewOf, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { choosePage } from "./choose-pages.ts";
import { confirmMandates } from "./confirm-mandates.ts";
import { listActiveMandates } from "./mandate-queries.ts";
import { chooseTexts as texts } from "./mandate-texts.ts";
import { mayActAt, type Mandate } from "./mandate.ts";

type Step = Readonly<{ open: OpenInteraction; person: Person }>;
type Options = Readonly<{ mandates: Mandate[]; down: ReadonlySet<string> }>;

const loadStep = async (deps: SignInDeps, c: AppContext): Promise<Step | undefined> => {
  const open = await loadInteraction(deps, c);
  if (!open.ok || open.value.details.prompt.name !== "select_account") return undefined;
  const subject = open.value.details.session?.accountId ?? "";
  const person = await findPerson(deps.db, open.value.registration.audience, subject);
  return person && { open: open.value, person };
};

const usableHere = async (deps: SignInDeps, { open, person }: Step): Promise<Mandate[]> => {
  const at = { clientId: open.clientId, kinds: open.registration.representation };
  const active = await listActiveMandates(deps.db, person.id, at.kinds);
  return active.filter((mandate) => mayActAt(mandate, at, new Date()));
};

/** Whom the person may act for here, after the registries were asked. */
const optionsOf = async (deps: SignInDeps, step: Step): Promise<Options> => {
  const { open, person } = step;
  // A number that nobody confirmed may be somebody else's: it represents nobody.
  const proved = person.kind === "citizen" && person.proofing !== "pending";
  if (!proved) return { mandates: [], down: new Set() };
  const kinds = (["company", "child"] as const).filter((kind) =>
    open.registration.representation.includes(kind),
  );
  const confirmed = await Promise.all(
    kinds.map(async (kind) => [kind, await confirmMandates(deps, person, kind)] as const),
  );
  const down = new Set(confirmed.filter(([, answer]) => !answer.ok).map(([kind]) => kind));
  return { mandates: await usableHere(deps, step), down };
};

const go = async (c: AppContext, { open }: Step, mandateId: string | null): Promise<Response> =>
  c.redirect(await answerInteraction(open.details, { select_account: { mandateId } }), 303);

const takeChoice = async (deps: SignInDeps, c: AppContext, step: Step): Promise<Response> => {
  const posted = typedForm(await c.req.parseBody());
  if (posted["choice"] === "cancel") {
    const refusal = { error: "access_denied", error_description: "the person went back" };
    return c.redirect(await answerInteraction(step.open.details, refusal), 303);
  }
  const chosen = posted["for"] ?? "";
  if (chosen === "self") return await go(c, step, null);
  const mandates = await usableHere(deps, step);
  const found = mandates.find(({ id }) => id === chosen);
  if (found) return await go(c, step, found.id);
  const text = chosen === "" ? texts.chooseOne : texts.noLonger;
  const errors = [{ name: "for", text }];
  const { person } = step;
  const view = viewOf(deps, c, step.open);
  return c.html(choosePage(view, { person, mandates, down: new Set(), errors }), 400);
};

/** The choice for whom a person acts at a service, before their consent. */
export const addChooseRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id/acting-for", async (c) => {
    const step = await loadStep(deps, c);
    if (!step) return await endedAnswer(deps, c);
    const options = await optionsOf(deps, step);
    // Who represents nobody is not asked, unless the service wants the question itself.
    const asked = step.open.details.prompt.reasons.includes("select_account_prompt");
    if (options.mandates.length === 0 && options.down.size === 0 && !asked) {
      return await go(c, step, null);
    }
    const { person } = step;
    return c.html(choosePage(viewOf(deps, c, step.open), { person, ...options }));
  });

  app.post("/interaction/:id/acting-for", async (c) => {
    const step = await loadStep(deps, c);
    return step ? await takeChoice(deps, c, step) : await endedAnswer(deps, c);
  });
};
