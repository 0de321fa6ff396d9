import type { AppContext } from "@gov/kit/http.ts";
import { requireStaff, type Need } from "#src/account/own-session.ts";
import type { Staff } from "#src/account/account.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { Acting } from "./acting.ts";
import { findInstitution, type Institution } from "./institution-queries.ts";
import type { OfficeView } from "./staff-pages.ts";

/** An identifier of ours within an address. */
export const uuidPattern = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** An administrator at the office, with the institution whose employees are theirs. */
export type Desk = Readonly<{
  person: Staff;
  institution: Institution;
  acting: Extract<Acting, { kind: "person" }>;
  view: OfficeView;
}>;

export const actingOf = (deps: SignInDeps, c: AppContext, person: Staff): Desk["acting"] => ({
  kind: "person",
  id: person.id,
  username: person.username,
  ...requestOrigin(deps, c),
});

export const officeView = (deps: SignInDeps, c: AppContext): OfficeView => {
  const { pathname, search } = new URL(c.req.url);
  return { lang: c.get("lang"), path: `${pathname}${search}`, csrfToken: deps.csrf.token(c) };
};

/** Changes need a sign-in of the last ten minutes; `back` is the page that they were made on. */
export const recently = (back: string): Need => ({ withinS: 600, back });

/** The administrator that a page of the directory is for, or the answer that leads there. */
export const openDesk = async (
  deps: SignInDeps,
  c: AppContext,
  need: Need = {},
): Promise<Desk | Response> => {
  const session = await requireStaff(deps, c, { ...need, roles: ["administrator"] });
  if (session instanceof Response) return session;
  const { person } = session;
  const institution = await findInstitution(deps.db, person.institution);
  if (!institution) throw new Error(`no institution ${person.institution}`);
  return { person, institution, acting: actingOf(deps, c, person), view: officeView(deps, c) };
};
