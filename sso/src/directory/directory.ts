import type { StaffStatus } from "#src/account/account.ts";
import type { StaffRole } from "#src/staff/staff-role.ts";

/** Where an employee stands; `absent` is nobody yet. */
export const staffStates = ["absent", "invited", "active", "suspended", "left"] as const;
export type StaffState = "absent" | StaffStatus;

/** What can be done with an employee's account; `stay` takes a last day back that is still to come. */
export const acts = [
  "invite",
  "grant",
  "revoke",
  "move",
  "suspend",
  "resume",
  "leave",
  "stay",
  "reset",
  "return",
] as const;
export type Act = (typeof acts)[number];

/**
 * Who acts: an administrator of the employee's institution, the institution's own directory (over
 * SCIM), the employee themselves, or anybody else.
 */
export const actors = ["administrator", "directory", "oneself", "stranger"] as const;
export type Actor = (typeof actors)[number];

const privileged: readonly string[] = ["administrator", "registrar", "operator"];

/** Roles by which other people's accounts can be harmed: nobody hands them out alone. */
export const isPrivileged = (role: string): boolean => privileged.includes(role);
export const privilegedOf = (roles: readonly string[]): string[] => roles.filter(isPrivileged);
export const ordinaryOf = (roles: readonly string[]): string[] =>
  roles.filter((role) => !isPrivileged(role));

/** Every legal step, one line a state. What stands nowhere cannot be done. */
const steps: Readonly<Record<StaffState, Readonly<Partial<Record<Act, StaffState>>>>> = {
  absent: { invite: "invited" },
  invited: {
    grant: "invited",
    revoke: "invited",
    move: "invited",
    suspend: "suspended",
    leave: "left",
    stay: "invited",
    reset: "invited",
  },
  active: {
    grant: "active",
    revoke: "active",
    move: "active",
    suspend: "suspended",
    leave: "left",
    stay: "active",
    reset: "invited",
  },
  suspended: {
    grant: "suspended",
    revoke: "suspended",
    resume: "active",
    leave: "left",
    stay: "suspended",
  },
  left: { return: "invited" },
};

type Weight = "alone" | "two" | "never";

/**
 * How many it takes: for an ordinary employee, and where a privileged role is handed out or taken
 * or the employee has one. To stop somebody at once takes one; to let them in again takes two. A
 * directory that says that somebody left is believed: taking all access away does not wait.
 */
const weights: Readonly<
  Record<"administrator" | "directory", Readonly<Record<Act, readonly [Weight, Weight]>>>
> = {
  administrator: {
    invite: ["alone", "alone"],
    grant: ["alone", "two"],
    revoke: ["alone", "two"],
    move: ["two", "two"],
    suspend: ["alone", "alone"],
    resume: ["alone", "two"],
    leave: ["alone", "two"],
    stay: ["alone", "alone"],
    reset: ["alone", "two"],
    return: ["alone", "alone"],
  },
  directory: {
    invite: ["alone", "alone"],
    grant: ["alone", "two"],
    revoke: ["alone", "two"],
    move: ["never", "never"],
    suspend: ["alone", "alone"],
    resume: ["alone", "two"],
    leave: ["alone", "alone"],
    stay: ["alone", "alone"],
    reset: ["never", "never"],
    return: ["alone", "alone"],
  },
};

export type Question = Readonly<{
  state: StaffState;
  act: Act;
  actor: Actor;
  /** The employee has a privileged role, or one is handed out or taken. */
  privileged: boolean;
  /** The employee is the institution's only active administrator, and the act takes that away. */
  lastAdministrator: boolean;
  /** The employee has a password and an authenticator. */
  enrolled: boolean;
}>;

export type DirectoryRefusal = "own" | "not-yours" | "not-now" | "last-administrator";

export type Verdict =
  | Readonly<{ kind: "done"; to: StaffStatus }>
  | Readonly<{ kind: "second-person"; to: StaffStatus }>
  | Readonly<{ kind: "refused"; why: DirectoryRefusal }>;

const refused = (why: DirectoryRefusal): Verdict => ({ kind: "refused", why });

/** Decides what becomes of a wish: done at once, done when a second person agrees, or refused. */
export const decide = (question: Question): Verdict => {
  const { state, act, actor } = question;
  if (actor === "oneself") return refused("own");
  if (actor === "stranger") return refused("not-yours");
  const to = steps[state][act];
  if (to === undefined || to === "absent") return refused("not-now");
  const weight = weights[actor][act][question.privileged ? 1 : 0];
  if (weight === "never") return refused("not-yours");
  if (question.lastAdministrator) return refused("last-administrator");
  // Whoever never set up anything has to do that first.
  const reached = act === "resume" && !question.enrolled ? "invited" : to;
  return { kind: weight === "two" ? "second-person" : "done", to: reached };
};

/** What an administrator can do now, for the page to offer. */
export const actsOpen = (state: StaffState): Act[] =>
  acts.filter((act) => steps[state][act] !== undefined);

/** The act takes away what the employee could do as administrator. */
export const endsAdministrator = (act: Act, roles: readonly string[]): boolean =>
  act === "revoke" ? roles.includes("administrator") : ["move", "suspend", "leave"].includes(act);

export type Decider = Readonly<{
  id: string;
  institution: string;
  roles: readonly string[];
}>;

export type PendingRequest = Readonly<{
  staffId: string;
  requestedBy: string | null;
  /** Whose administrators decide. */
  institution: string;
}>;

export type DecisionRefusal = "own" | "own-request" | "not-yours";

/**
 * Whether a person may agree to a request: another administrator of the institution, or an
 * operator where it has no other. Never who asked for it, never whom it is about.
 */
export const mayDecide = (
  person: Decider,
  request: PendingRequest,
  /** Active administrators of the deciding institution beside who asked and whom it is about. */
  otherAdministrators: number,
): DecisionRefusal | undefined => {
  if (person.id === request.staffId) return "own";
  if (person.id === request.requestedBy) return "own-request";
  const isTheirs = person.institution === request.institution;
  if (isTheirs && person.roles.includes("administrator")) return undefined;
  return person.roles.includes("operator") && otherAdministrators === 0 ? undefined : "not-yours";
};

/** Whether a person may take a request back: who made it, or an administrator of its institution. */
export const mayCancel = (person: Decider, request: PendingRequest): boolean =>
  person.id === request.requestedBy ||
  (request.requestedBy === null &&
    person.institution === request.institution &&
    person.roles.includes("administrator"));

/** The roles of a change: what is handed out and what is taken, ordinary and privileged apart. */
export const roleChanges = (
  had: readonly string[],
  wanted: readonly string[],
): Readonly<Record<"grant" | "revoke", Readonly<{ ordinary: string[]; privileged: string[] }>>> => {
  const added = wanted.filter((role) => !had.includes(role));
  const taken = had.filter((role) => !wanted.includes(role));
  return {
    grant: { ordinary: ordinaryOf(added), privileged: privilegedOf(added) },
    revoke: { ordinary: ordinaryOf(taken), privileged: privilegedOf(taken) },
  };
};

/** Roles in the order in which they are always shown and kept. */
export const inOrder = (roles: Iterable<string>, all: readonly StaffRole[]): StaffRole[] => {
  const given = new Set(roles);
  return all.filter((role) => given.has(role));
};
