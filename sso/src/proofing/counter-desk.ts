import { nationalIdErrorTexts, parseNationalId } from "@gov/country/national-id.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import type { Staff } from "#src/account/account.ts";
import { requireStaff } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { counterTexts as texts } from "./counter-texts.ts";

/** The registrar at this desk, who signed in a short while ago where they change something. */
export const requireRegistrar = async (
  deps: SignInDeps,
  c: AppContext,
  need: Readonly<{ back?: string; acts?: boolean }> = {},
): Promise<Staff | Response> => {
  const { back, acts = false } = need;
  const session = await requireStaff(deps, c, {
    roles: ["registrar"],
    acr: "urn:gov:loa:2",
    ...(acts ? { withinS: 600 } : {}),
    ...(back === undefined ? {} : { back }),
  });
  return session instanceof Response ? session : session.person;
};

/** What a desk shows: whom to look for, with what was typed and what is wrong with it. */
export type DeskInput = Readonly<{
  csrfToken: string;
  typed?: string;
  errors?: readonly FieldError[];
}>;

/** The page of a desk at `root`, and its search for a person by their number. */
export const addDeskRoutes = (
  app: HttpApp,
  deps: SignInDeps,
  root: string,
  show: (c: AppContext, input: DeskInput) => Promise<Html>,
): void => {
  app.get(root, async (c) => {
    const registrar = await requireRegistrar(deps, c);
    if (registrar instanceof Response) return registrar;
    return c.html(await show(c, { csrfToken: deps.csrf.token(c) }));
  });
  app.post(`${root}/find`, async (c) => {
    const registrar = await requireRegistrar(deps, c, { back: root });
    if (registrar instanceof Response) return registrar;
    const typed = typedForm(await c.req.parseBody())["nationalId"] ?? "";
    const parsed = parseNationalId(typed);
    const account = parsed.ok ? await findAccountByNationalId(deps.db, parsed.value) : undefined;
    if (account) return c.redirect(`${root}/person/${account.id}`, 303);
    const text = parsed.ok ? texts.noAccount : nationalIdErrorTexts[parsed.error];
    const errors = [{ name: "nationalId", text }];
    const markup = await show(c, { csrfToken: deps.csrf.token(c), typed, errors });
    return c.html(markup, parsed.ok ? 404 : 400);
  });
};
