import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { findEmployee } from "#src/directory/directory-queries.ts";
import type { Employee } from "#src/directory/directory-queries.ts";
import { uuidPattern } from "#src/directory/office-context.ts";
import { filterCondition } from "./filter-queries.ts";
import { patchBody, readFilter } from "./patch.ts";
import { listResponse, project, readSearch } from "./scim-context.ts";
import { invalid, notThere } from "./scim-failure.ts";
import { everyone, searchUsers } from "./scim-queries.ts";
import { directoryOf, readJson, scim, scimFailure, type ScimDeps } from "./scim-routes.ts";
import { canonical, etagOf, issueDetail, readUser, toUser } from "./user.ts";
import { createUser, deleteUser, patchUser, replaceUser } from "./users.ts";

type Routes = Readonly<{ deps: ScimDeps; base: string }>;

const idOf = (c: AppContext): string => c.req.param("id") ?? "";
const expectedOf = (c: AppContext): string | undefined => c.req.header("if-match");

/** A user with its version; nothing where the caller has this version already. */
const show = (
  c: AppContext,
  employee: Employee,
  base: string,
  status: 200 | 201 = 200,
): Response => {
  const etag = etagOf(employee);
  c.header("etag", etag);
  if (c.req.method === "GET" && c.req.header("if-none-match")?.includes(etag)) {
    return c.body(null, 304);
  }
  const search = readSearch(c.req.query());
  if (!search.ok) return scimFailure(c, search.error);
  return scim(c, project(toUser(employee, base), search.value), status);
};

const search = async ({ deps, base }: Routes, c: AppContext, given: unknown): Promise<Response> => {
  const asked = readSearch(given);
  if (!asked.ok) return scimFailure(c, asked.error);
  const { filter, startIndex, count } = asked.value;
  const parsed = filter === undefined ? undefined : readFilter(filter);
  if (parsed && !parsed.ok) return scimFailure(c, parsed.error);
  const condition = parsed && filterCondition(parsed.value);
  if (condition && !condition.ok) {
    return scimFailure(c, invalid("invalidFilter", `The filter: ${condition.error}.`));
  }
  const { rows, total } = await searchUsers(deps.db, {
    institution: directoryOf(c).institution,
    condition: condition?.value ?? everyone,
    offset: startIndex - 1,
    limit: count,
  });
  const resources = rows.map((employee) => toUser(employee, base));
  return scim(c, listResponse(resources, total, asked.value));
};

const create = async ({ deps, base }: Routes, c: AppContext): Promise<Response> => {
  const body = await readJson(c);
  const user = body.ok ? readUser(body.value) : body;
  if (!user.ok) return scimFailure(c, user.error);
  const created = await createUser(deps.db, directoryOf(c), user.value);
  if (!created.ok) return scimFailure(c, created.error);
  await deps.welcome(created.value);
  const { employee } = created.value;
  c.header("location", `${base}/Users/${employee.id}`);
  return show(c, employee, base, 201);
};

const replace = async ({ deps, base }: Routes, c: AppContext): Promise<Response> => {
  const body = await readJson(c);
  const user = body.ok ? readUser(body.value) : body;
  if (!user.ok) return scimFailure(c, user.error);
  const input = { id: idOf(c), user: user.value, expected: expectedOf(c) };
  const replaced = await replaceUser(deps.db, directoryOf(c), input);
  if (!replaced.ok) return scimFailure(c, replaced.error);
  await deps.welcome(replaced.value);
  return show(c, replaced.value.employee, base);
};

const patch = async ({ deps, base }: Routes, c: AppContext): Promise<Response> => {
  const body = await readJson(c);
  if (!body.ok) return scimFailure(c, body.error);
  const parsed = patchBody.safeParse(body.value);
  if (!parsed.success) {
    return scimFailure(c, invalid("invalidSyntax", issueDetail(parsed.error)));
  }
  const operations = parsed.data.Operations.map((one) => ({ ...one, value: canonical(one.value) }));
  const input = { id: idOf(c), operations, expected: expectedOf(c) };
  const patched = await patchUser(deps.db, directoryOf(c), input);
  if (!patched.ok) return scimFailure(c, patched.error);
  await deps.welcome(patched.value);
  return show(c, patched.value.employee, base);
};

/** `/Users`: the employees of the caller's institution. */
export const addUserRoutes = (app: HttpApp, deps: ScimDeps, base: string): void => {
  const routes = { deps, base };
  const one = `/scim/v2/Users/:id{${uuidPattern}}`;
  app.get("/scim/v2/Users", (c) => search(routes, c, c.req.query()));
  app.post("/scim/v2/Users/.search", async (c) => {
    const body = await readJson(c);
    return body.ok ? await search(routes, c, body.value) : scimFailure(c, body.error);
  });
  app.post("/scim/v2/Users", (c) => create(routes, c));
  app.get(one, async (c) => {
    const employee = await findEmployee(deps.db, idOf(c));
    const isTheirs =
      employee?.institution === directoryOf(c).institution && employee.status !== "left";
    return isTheirs ? show(c, employee, base) : scimFailure(c, notThere("The user"));
  });
  app.put(one, (c) => replace(routes, c));
  app.patch(one, (c) => patch(routes, c));
  app.delete(one, async (c) => {
    const deleted = await deleteUser(deps.db, directoryOf(c), idOf(c), expectedOf(c));
    return deleted.ok ? c.body(null, 204) : scimFailure(c, deleted.error);
  });
};
