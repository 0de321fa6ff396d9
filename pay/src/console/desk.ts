import type { Database } from "@gov/kit/db.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Scope } from "#src/lane/scope.ts";
import type { Staff } from "./staff-signin.ts";

/** A signed-in person at the console, and what they may see and do. */
export type Desk = Readonly<{
  c: AppContext;
  deps: PayDeps;
  db: Database<PayDatabase>;
  staff: Staff;
  scope: Scope;
  /** The lane that this person's own institution collects in. */
  ownLane: string;
  treasury: boolean;
  frame: Frame;
  lang: Lang;
  csrfToken: string;
  /** The unified sign-in, which owns API clients. */
  signInUrl: string;
}>;

export type DeskPage = (desk: Desk) => Response | Promise<Response>;

/** Adds pages of the console; whoever is not signed in is sent to do so. */
export type ConsoleApp = Readonly<{
  get: (path: string, show: DeskPage) => void;
  post: (path: string, take: DeskPage) => void;
}>;

/** Supervisors and administrators decide what others asked for. */
export const mayDecide = (staff: Staff): boolean =>
  staff.roles.includes("supervisor") || staff.roles.includes("administrator");

export const mayAdminister = (staff: Staff): boolean => staff.roles.includes("administrator");

/** What is not there, or belongs to others: the two look alike. */
export const notFound = ({ c, frame }: Desk): Response | Promise<Response> =>
  c.html(notFoundPage({ ...frame, path: "/console", reference: c.get("requestId") }), 404);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in the address, where it is one. */
export const uuidOf = ({ c }: Desk): string | undefined => {
  const id = c.req.param("id") ?? "";
  return uuid.test(id) ? id : undefined;
};
