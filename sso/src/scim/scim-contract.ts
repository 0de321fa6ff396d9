import { z } from "@hono/zod-openapi";
import type { HttpApp } from "@gov/kit/http.ts";

const media = "application/scim+json";
const resource = z.record(z.string(), z.unknown());
const content = { [media]: { schema: resource } };
const search = z.object({
  filter: z.string().max(2_000).optional().openapi({ example: 'userName eq "m.odeh"' }),
  startIndex: z.coerce.number().int().optional(),
  count: z.coerce.number().int().optional(),
  attributes: z.string().optional(),
  excludedAttributes: z.string().optional(),
});

type Operation = Readonly<{
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  summary: string;
  body?: true;
  search?: true;
  success: Readonly<Record<number, string>>;
}>;

const found = { 200: "Found" };
const operations: readonly Operation[] = [
  { method: "get", path: "ServiceProviderConfig", summary: "What is supported", success: found },
  { method: "get", path: "ResourceTypes", summary: "Users and groups", success: found },
  { method: "get", path: "Schemas", summary: "Attributes of users and groups", success: found },
  { method: "get", path: "Users", summary: "Search employees", search: true, success: found },
  {
    method: "post",
    path: "Users/.search",
    summary: "Search employees by a body",
    body: true,
    success: found,
  },
  {
    method: "post",
    path: "Users",
    summary: "Create an employee, who is invited",
    body: true,
    success: { 201: "Created" },
  },
  { method: "get", path: "Users/{id}", summary: "An employee", success: found },
  {
    method: "put",
    path: "Users/{id}",
    summary: "Replace an employee",
    body: true,
    success: { 200: "Replaced" },
  },
  {
    method: "patch",
    path: "Users/{id}",
    summary: "Change parts of an employee",
    body: true,
    success: { 200: "Changed" },
  },
  {
    method: "delete",
    path: "Users/{id}",
    summary: "End an employee's account",
    success: { 204: "Ended" },
  },
  { method: "get", path: "Groups", summary: "Search roles", search: true, success: found },
  { method: "get", path: "Groups/{id}", summary: "A role and who has it", success: found },
  {
    method: "put",
    path: "Groups/{id}",
    summary: "Replace who has a role",
    body: true,
    success: { 200: "Replaced; privileged roles wait for a second person" },
  },
  {
    method: "patch",
    path: "Groups/{id}",
    summary: "Hand a role out or take it",
    body: true,
    success: { 200: "Changed; privileged roles wait for a second person" },
  },
];

const failures = {
  400: { description: "Not valid (RFC 7644, 3.12): scimType and detail say what", content },
  401: { description: "No valid access token", content },
  403: { description: "The token lacks the scope scim, or its client has no institution", content },
  404: { description: "Not in the directory of the institution", content },
  409: { description: "Taken by another, or the last administrator", content },
  412: { description: "Changed since the version that was named", content },
};

/** Writes SCIM into the contract; its own documents say the rest (`/Schemas`). */
export const describeScim = (app: HttpApp): void => {
  for (const { method, path, summary, body, search: searches, success } of operations) {
    const request = {
      ...(path.includes("{id}") ? { params: z.object({ id: z.string() }) } : {}),
      ...(searches ? { query: search } : {}),
      ...(body ? { body: { required: true, content } } : {}),
    };
    const answers = Object.entries(success).map(([status, description]) => [
      status,
      status === "204" ? { description } : { description, content },
    ]);
    app.openAPIRegistry.registerPath({
      method,
      path: `/scim/v2/${path}`,
      summary,
      description: "SCIM 2.0 (RFC 7643, 7644). Needs an access token for urn:gov:sso with scim.",
      request,
      responses: { ...Object.fromEntries(answers), ...failures } as typeof failures,
    });
  }
};
