import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { actingOrigin, type Acting } from "#src/directory/acting.ts";
import { findEmployee, findEmployeeByUsername } from "#src/directory/directory-queries.ts";
import { updateFacts, type Employee } from "#src/directory/directory-queries.ts";
import { inviteIn, takenFact } from "#src/directory/invite.ts";
import { holdEmployee, performActIn, type ActRefusal } from "#src/directory/perform-act.ts";
import type { Wish } from "#src/directory/wish.ts";
import { applyPatch, type patchBody } from "./patch.ts";
import { invalid, notThere, type ScimFailure } from "./scim-failure.ts";
import { etagOf, readUser, toUser, userAttributes, type ReadUser } from "./user.ts";
import type { z } from "zod";

type Tx = Transaction<SsoDatabase>;
export type Directory = Extract<Acting, { kind: "directory" }>;

/** A user that was written, and the code to send where they have to set up their account. */
export type Written = Readonly<{ employee: Employee; setUpCode?: string | undefined }>;

/** Undoes the transaction: half of a request is never done. */
export class Undone extends Error {
  readonly failure: ScimFailure;
  constructor(failure: ScimFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

const details: Partial<Record<ActRefusal, string>> = {
  "last-administrator":
    "This is the institution's last administrator. Appoint another before this one goes.",
  "not-now": "The state of the user does not allow this.",
  "role-not-here": "The institution does not hand out this role.",
};

export const refusalFailure = (why: ActRefusal): ScimFailure =>
  why === "unknown" || why === "not-yours"
    ? notThere("The user")
    : { status: 409, detail: details[why] ?? `Refused: ${why}.` };

/** Does an act in the name of the directory; what is already so, or asked for, is well. */
export const act = async (
  tx: Tx,
  directory: Directory,
  staffId: string,
  wish: Wish,
): Promise<string | undefined> => {
  const outcome = await performActIn(tx, directory, staffId, wish);
  if (outcome.ok) return outcome.value.kind === "done" ? outcome.value.setUpCode : undefined;
  const fine = outcome.error === "asked-already" || outcome.error === "nothing-changes";
  if (!fine) throw new Undone(refusalFailure(outcome.error));
  return undefined;
};

/** Runs the work in one transaction and turns what it was undone by into a failure. */
export const undoable = async <T>(
  db: Kysely<SsoDatabase>,
  work: (tx: Tx) => Promise<T>,
): Promise<Result<T, ScimFailure>> => {
  try {
    return ok(await inTransaction(db, work));
  } catch (error) {
    if (error instanceof Undone) return err(error.failure);
    const taken = takenFact(error);
    if (taken === "email-taken") return err(invalid("uniqueness", "The e-mail is another user's."));
    if (taken) return err(invalid("uniqueness", "The externalId is another user's."));
    throw error;
  }
};

const written = async (tx: Tx, id: string, setUpCode?: string): Promise<Written> => {
  const employee = await findEmployee(tx, id);
  if (!employee) throw new Error("a user that was written is not there");
  return { employee, setUpCode };
};

/**
 * A user who left and is created again comes back as the same person where the other directory
 * says so by the same externalId; else the username stays with whoever had it.
 */
const takeBack = async (tx: Tx, directory: Directory, user: ReadUser): Promise<Written> => {
  const before = await findEmployeeByUsername(tx, user.username);
  const isSame =
    before?.status === "left" &&
    before.institution === directory.institution &&
    before.externalId === user.facts.externalId;
  if (!isSame) throw new Undone(invalid("uniqueness", `The userName ${user.username} is taken.`));
  await updateFacts(tx, before, user.facts);
  return await written(tx, before.id, await act(tx, directory, before.id, { act: "return" }));
};

/** Creates a user, who is invited to set up their account. */
export const createUser = async (
  db: Kysely<SsoDatabase>,
  directory: Directory,
  user: ReadUser,
): Promise<Result<Written, ScimFailure>> =>
  await undoable(db, async (tx) => {
    const { username, facts, active } = user;
    const joiner = { username, ...facts, institution: directory.institution, roles: [] };
    const invited = await inviteIn(tx, directory, joiner);
    if (!invited.ok && invited.error !== "username-taken") {
      throw new Undone({ status: 403, detail: "The institution takes nobody in." });
    }
    const created = invited.ok
      ? { employee: invited.value.employee, setUpCode: invited.value.setUpCode }
      : await takeBack(tx, directory, user);
    if (active !== false) return await written(tx, created.employee.id, created.setUpCode);
    await act(tx, directory, created.employee.id, { act: "suspend" });
    return await written(tx, created.employee.id);
  });

/** The user of this institution, held, where its version is the one that was expected. */
const holdUser = async (
  tx: Tx,
  directory: Directory,
  id: string,
  expected: string | undefined,
): Promise<Employee> => {
  const held = await holdEmployee(tx, id);
  const employee = held?.employee;
  if (employee?.institution !== directory.institution || employee.status === "left") {
    throw new Undone(notThere("The user"));
  }
  if (!isExpected(expected, etagOf(employee))) {
    throw new Undone({ status: 412, detail: "The user was changed since: read it again." });
  }
  return employee;
};

/** Whether an If-Match header takes this version. */
export const isExpected = (header: string | undefined, etag: string): boolean =>
  header === undefined ||
  header.split(",").some((one) => ["*", etag, etag.slice(2)].includes(one.trim()));

const isSameFacts = (employee: Employee, facts: ReadUser["facts"]): boolean =>
  employee.name.ar === facts.name.ar &&
  employee.name.en === facts.name.en &&
  (["email", "phone", "externalId", "givenName", "familyName"] as const).every(
    (fact) => employee[fact] === facts[fact],
  );

const store = async (
  tx: Tx,
  directory: Directory,
  employee: Employee,
  user: ReadUser,
): Promise<Written> => {
  if (user.username !== employee.username) {
    throw new Undone(invalid("mutability", "userName does not change once the user exists."));
  }
  if (!isSameFacts(employee, user.facts)) {
    await updateFacts(tx, employee, user.facts);
    await recordEvent(tx, {
      event: "staff.facts-changed",
      personId: employee.id,
      ...actingOrigin(directory),
    });
  }
  const isActive = employee.status !== "suspended";
  if (user.active === undefined || user.active === isActive) return await written(tx, employee.id);
  const wish: Wish = { act: user.active ? "resume" : "suspend" };
  return await written(tx, employee.id, await act(tx, directory, employee.id, wish));
};

/** Replaces a user: what is not named is taken away, except whether they are active. */
export const replaceUser = async (
  db: Kysely<SsoDatabase>,
  directory: Directory,
  input: Readonly<{ id: string; user: ReadUser; expected: string | undefined }>,
): Promise<Result<Written, ScimFailure>> =>
  await undoable(db, async (tx) => {
    const employee = await holdUser(tx, directory, input.id, input.expected);
    return await store(tx, directory, employee, input.user);
  });

/** Changes parts of a user. */
export const patchUser = async (
  db: Kysely<SsoDatabase>,
  directory: Directory,
  input: Readonly<{
    id: string;
    operations: z.infer<typeof patchBody>["Operations"];
    expected: string | undefined;
  }>,
): Promise<Result<Written, ScimFailure>> =>
  await undoable(db, async (tx) => {
    const employee = await holdUser(tx, directory, input.id, input.expected);
    const patched = applyPatch(toUser(employee, ""), userAttributes, input.operations);
    const user = patched.ok ? readUser(patched.value) : patched;
    if (!user.ok) throw new Undone(user.error);
    return await store(tx, directory, employee, user.value);
  });

/** Ends a user's account. What they did keeps their name; for the other directory they are gone. */
export const deleteUser = async (
  db: Kysely<SsoDatabase>,
  directory: Directory,
  id: string,
  expected: string | undefined,
): Promise<Result<void, ScimFailure>> =>
  await undoable(db, async (tx) => {
    await holdUser(tx, directory, id, expected);
    await act(tx, directory, id, { act: "leave" });
  });
