import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { matchesFilter } from "./match-filter.ts";
import { changeGroup, findGroup, groupEtag, listGroups, toGroup } from "./groups.ts";
import type { Group, GroupChange } from "./groups.ts";
import { patchBody, readFilter } from "./patch.ts";
import { listResponse, project, readSearch } from "./scim-context.ts";
import { invalid, notThere } from "./scim-failure.ts";
import { directoryOf, readJson, scim, scimFailure, type ScimDeps } from "./scim-routes.ts";
import { canonical, issueDetail } from "./user.ts";

type Routes = Readonly<{ deps: ScimDeps; base: string }>;

const show = (c: AppContext, group: Group, base: string): Response => {
  const etag = groupEtag(group);
  c.header("etag", etag);
  if (c.req.method === "GET" && c.req.header("if-none-match")?.includes(etag)) {
    return c.body(null, 304);
  }
  const search = readSearch(c.req.query());
  return search.ok
    ? scim(c, project(toGroup(group, base), search.value))
    : scimFailure(c, search.error);
};

const search = async ({ deps, base }: Routes, c: AppContext, given: unknown): Promise<Response> => {
  const asked = readSearch(given);
  if (!asked.ok) return scimFailure(c, asked.error);
  const { filter, startIndex, count } = asked.value;
  const parsed = filter === undefined ? undefined : readFilter(filter);
  if (parsed && !parsed.ok) return scimFailure(c, parsed.error);
  const groups = await listGroups(deps.db, directoryOf(c).institution);
  const found = groups
    .map((group) => toGroup(group, base))
    .filter((group) => parsed === undefined || matchesFilter(parsed.value, group));
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return scim(c, listResponse(page, found.length, asked.value));
};

const change = async (
  { deps, base }: Routes,
  c: AppContext,
  wanted: GroupChange,
): Promise<Response> => {
  const role = c.req.param("role") ?? "";
  const input = { role, change: wanted, expected: c.req.header("if-match") };
  const changed = await changeGroup(deps.db, directoryOf(c), input);
  return changed.ok ? show(c, changed.value, base) : scimFailure(c, changed.error);
};

const given = "Groups are the roles of the institution: they are neither made nor deleted here.";

/** `/Groups`: the roles that the caller's institution hands out, and who has them. */
export const addGroupRoutes = (app: HttpApp, deps: ScimDeps, base: string): void => {
  const routes = { deps, base };
  const one = "/scim/v2/Groups/:role{[a-z]+}";
  app.get("/scim/v2/Groups", (c) => search(routes, c, c.req.query()));
  app.post("/scim/v2/Groups/.search", async (c) => {
    const body = await readJson(c);
    return body.ok ? await search(routes, c, body.value) : scimFailure(c, body.error);
  });
  app.post("/scim/v2/Groups", (c) => scimFailure(c, { status: 403, detail: given }));
  app.delete(one, (c) => scimFailure(c, { status: 403, detail: given }));
  app.get(one, async (c) => {
    const group = await findGroup(deps.db, directoryOf(c).institution, c.req.param("role"));
    return group ? show(c, group, base) : scimFailure(c, notThere("The group"));
  });
  app.put(one, async (c) => {
    const body = await readJson(c);
    return body.ok
      ? await change(routes, c, { kind: "replace", body: body.value })
      : scimFailure(c, body.error);
  });
  app.patch(one, async (c) => {
    const body = await readJson(c);
    if (!body.ok) return scimFailure(c, body.error);
    const parsed = patchBody.safeParse(body.value);
    if (!parsed.success) {
      return scimFailure(c, invalid("invalidSyntax", issueDetail(parsed.error)));
    }
    const operations = parsed.data.Operations.map((operation) => ({
      ...operation,
      value: canonical(operation.value),
    }));
    return await change(routes, c, { kind: "patch", operations });
  });
};
