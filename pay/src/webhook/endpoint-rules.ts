import type { Caller } from "@gov/kit/access-token.ts";
import { leadsOutside, mayBeInside } from "@gov/kit/outside-address.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDeps } from "#src/deps.ts";
import { findEndpoint, type EndpointRow } from "./webhook-queries.ts";

/** Whoever sets up billers sets up their endpoints too; everybody else only their own. */
export const mayAct = (caller: Caller, clientId: string): boolean =>
  caller.clientId === clientId || caller.scopes.has("billers:write");

/** The caller's endpoint of this id; another's is not told of. */
export const findOwnEndpoint = async (
  deps: PayDeps,
  caller: Caller,
  id: string,
): Promise<Result<EndpointRow, "endpointUnknown">> => {
  const endpoint = await findEndpoint(deps.db, id);
  return endpoint && mayAct(caller, endpoint.client_id) ? ok(endpoint) : err("endpointUnknown");
};

/** An endpoint is outside and speaks TLS, unless its host is on the list of those inside. */
export const checkEndpointUrl = async (
  deps: PayDeps,
  address: string,
): Promise<Result<undefined, "urlInside" | "urlNotHttps">> => {
  const url = new URL(address);
  if (mayBeInside(deps.insideHosts, url)) return ok(undefined);
  if (url.protocol !== "https:") return err("urlNotHttps");
  return (await leadsOutside(url)) ? ok(undefined) : err("urlInside");
};
