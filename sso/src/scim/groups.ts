import { sha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { SsoDatabase } from "#src/db-types.ts";
import { findInstitution, lockInstitutions } from "#src/directory/institution-queries.ts";
import { findEmployee } from "#src/directory/directory-queries.ts";
import { roleName } from "#src/directory/role-texts.ts";
import { applyPatch, type Attributes, type patchBody } from "./patch.ts";
import { invalid, notThere, type ScimFailure } from "./scim-failure.ts";
import { listMembers, type Member } from "./scim-queries.ts";
import { canonical, issueDetail } from "./user.ts";
import { act, isExpected, Undone, undoable, type Directory } from "./users.ts";

export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A role of the institution with those who have it. */
export type Group = Readonly<{ role: string; members: readonly Member[] }>;

export const groupEtag = ({ members }: Group): string =>
  `W/"${sha256(members.map(({ id }) => id).join())
    .toString("base64url")
    .slice(0, 16)}"`;

export const toGroup = (group: Group, base: string) => ({
  schemas: [groupSchema],
  id: group.role,
  displayName: roleName(group.role).en,
  members: group.members.map(({ id, username }) => ({
    value: id,
    display: username,
    $ref: `${base}/Users/${id}`,
    type: "User",
  })),
  meta: {
    resourceType: "Group",
    version: groupEtag(group),
    location: `${base}/Groups/${group.role}`,
  },
});

const groupAttributes: Attributes = {
  members: { name: "members", many: true, subs: ["value", "type", "display"] },
  displayname: { name: "displayName" },
  id: { name: "id", readOnly: true },
  meta: { name: "meta", readOnly: true },
  schemas: { name: "schemas", readOnly: true, many: true },
};

const mostMembers = 20_000;
const groupBody = z.object({
  displayName: z.string().max(200).optional(),
  members: z
    .array(z.object({ value: z.string().max(100) }))
    .max(mostMembers)
    .nullish(),
});

export type GroupChange =
  | Readonly<{ kind: "replace"; body: unknown }>
  | Readonly<{ kind: "patch"; operations: z.infer<typeof patchBody>["Operations"] }>;

/** The groups of an institution: the roles that it hands out. */
export const listGroups = async (
  db: Kysely<SsoDatabase>,
  institution: string,
): Promise<Group[]> => {
  const roles = (await findInstitution(db, institution))?.roles ?? [];
  return await Promise.all(
    roles.map(async (role) => ({ role, members: await listMembers(db, institution, role) })),
  );
};

export const findGroup = async (
  db: Kysely<SsoDatabase>,
  institution: string,
  role: string,
): Promise<Group | undefined> => {
  const roles = (await findInstitution(db, institution))?.roles ?? [];
  return roles.includes(role)
    ? { role, members: await listMembers(db, institution, role) }
    : undefined;
};

/** Who should have the role after the change. */
const wantedMembers = (group: Group, change: GroupChange): Result<string[], ScimFailure> => {
  const own = toGroup(group, "");
  const changed =
    change.kind === "replace"
      ? ok(canonical(change.body))
      : applyPatch(own, groupAttributes, change.operations);
  if (!changed.ok) return changed;
  const parsed = groupBody.safeParse(changed.value);
  if (!parsed.success) return err(invalid("invalidValue", issueDetail(parsed.error)));
  const { displayName = own.displayName, members } = parsed.data;
  if (displayName !== own.displayName) {
    return err(invalid("mutability", "displayName: the names of roles are given."));
  }
  return ok([...new Set((members ?? []).map(({ value }) => value))]);
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Hands a role out and takes it, all or nothing. Privileged roles become requests that a second
 * person in the institution has to agree to; until then the group shows what holds.
 */
export const changeGroup = async (
  db: Kysely<SsoDatabase>,
  directory: Directory,
  input: Readonly<{ role: string; change: GroupChange; expected: string | undefined }>,
): Promise<Result<Group, ScimFailure>> =>
  await undoable(db, async (tx) => {
    const { role, change, expected } = input;
    const { institution } = directory;
    await lockInstitutions(tx, [institution]);
    const group = await findGroup(tx, institution, role);
    if (!group) throw new Undone(notThere("The group"));
    if (!isExpected(expected, groupEtag(group))) {
      throw new Undone({ status: 412, detail: "The group was changed since: read it again." });
    }
    const wanted = wantedMembers(group, change);
    if (!wanted.ok) throw new Undone(wanted.error);
    const had = new Set(group.members.map(({ id }) => id));
    const joining = wanted.value.filter((id) => !had.has(id));
    for (const id of joining) {
      const employee = uuid.test(id) ? await findEmployee(tx, id) : undefined;
      if (employee?.institution !== institution || employee.status === "left") {
        const shown = id.slice(0, 60);
        throw new Undone(
          invalid("invalidValue", `members: ${shown} is no user of the institution.`),
        );
      }
      await act(tx, directory, id, { act: "grant", roles: [role] });
    }
    const stays = new Set(wanted.value);
    for (const { id } of group.members.filter((member) => !stays.has(member.id))) {
      await act(tx, directory, id, { act: "revoke", roles: [role] });
    }
    return { role, members: await listMembers(tx, institution, role) };
  });
