import type { AppContext } from "@gov/kit/http.ts";
import type { Staff } from "#src/account/account.ts";
import { requireStaff } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { listPath, noClientPage, type ConsoleView } from "./client-pages.ts";
import { findKeptClient, type KeptClient } from "./console-queries.ts";
import { findVersionIn } from "./version-queries.ts";

/** Changing something asks for a sign-in of the last half hour; looking does not. */
const changeWithinS = 1_800;

export type Keeper = Readonly<{ staff: Staff; isAdministrator: boolean; isOperator: boolean }>;

export const isOperator = (staff: Staff): boolean => staff.roles.includes("operator");
export const isAdministrator = (staff: Staff): boolean => staff.roles.includes("administrator");

/** An administrator or operator, or the answer to give instead. */
export const requireKeeper = async (
  deps: SignInDeps,
  c: AppContext,
  back?: string,
): Promise<Keeper | Response> => {
  const session = await requireStaff(deps, c, {
    roles: ["administrator", "operator"],
    ...(back === undefined ? {} : { back, withinS: changeWithinS }),
  });
  if (session instanceof Response) return session;
  const staff = session.person;
  return { staff, isAdministrator: isAdministrator(staff), isOperator: isOperator(staff) };
};

export const viewOf = (deps: SignInDeps, c: AppContext, path = c.req.path): ConsoleView => ({
  lang: c.get("lang"),
  path,
  csrfToken: deps.csrf.token(c),
});

export type KeptHere = Keeper & Readonly<{ client: KeptClient; mayChange: boolean }>;

const notFound = (c: AppContext): Response | Promise<Response> =>
  c.html(noClientPage({ lang: c.get("lang"), path: listPath }), 404);

/**
 * The client of the address: for operators every one, for administrators their institution's.
 * With `change`, only for those who may change it.
 */
export const loadKept = async (
  deps: SignInDeps,
  c: AppContext,
  options: Readonly<{ back?: string; change?: boolean }> = {},
): Promise<KeptHere | Response> => {
  const keeper = await requireKeeper(deps, c, options.back);
  if (keeper instanceof Response) return keeper;
  const client = await findKeptClient(deps.db, c.req.param("id") ?? "");
  const mayChange =
    keeper.isAdministrator &&
    client !== undefined &&
    client.institution === keeper.staff.institution;
  if (!client || (!mayChange && (options.change === true || !keeper.isOperator))) {
    return await notFound(c);
  }
  return { ...keeper, client, mayChange };
};

/** Of whom a client is that may not be live yet: its institution by its proposal. */
export const institutionOf = async (
  deps: SignInDeps,
  clientId: string,
): Promise<string | null | undefined> => {
  const client = await findKeptClient(deps.db, clientId);
  if (client) return client.institution;
  return (await findVersionIn(deps.db, clientId, "proposed"))?.institution;
};
