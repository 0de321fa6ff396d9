import { openApi } from "./api-call.ts";
import type { Put } from "./api-call.ts";
import { exchangeServices, subsystems } from "./exchange-services.ts";
import { institutions } from "./institutions.ts";
import type { Nation } from "./nation.ts";
import { purposesOf } from "./purposes.ts";
import type { Purpose } from "./purposes.ts";

const members = "/admin/v1/members/PS/GOV";

/** Registers members, their systems and services, and who may ask what for which purpose. */
export async function seedExchange(nation: Nation): Promise<void> {
  const put = openApi(nation, "exchange", "exchange:admin");
  for (const { memberCode, name } of institutions) await put(`${members}/${memberCode}`, { name });
  const keys: Record<string, Record<string, unknown>> = {
    portal: nation.secrets.portalExchangeKey,
    sso: nation.secrets.ssoExchangeKey,
  };
  for (const { member, code, name } of subsystems) {
    const key = keys[code];
    await put(`${members}/${member}/subsystems/${code}`, {
      name,
      ...(key ? { publicKeyJwk: publicPart(key) } : {}),
    });
  }
  const services = exchangeServices(nation);
  for (const { member, subsystem, code, ...service } of services) {
    await put(`${members}/${member}/subsystems/${subsystem}/services/${code}`, service);
  }
  const purposes = purposesOf();
  for (const { code, text, legalBasis } of purposes) {
    await put(`/admin/v1/purposes/${code}`, { text, legalBasis });
  }
  await grant(put, purposes);
  nation.report(`${services.length} services of registries, ${purposes.length} purposes`);
}

function publicPart({ kty, crv, x, y }: Record<string, unknown>) {
  return { kty, crv, x, y };
}

/** Each of MTIT's systems may ask for its purposes, each only where it needs to. */
async function grant(put: Put, purposes: readonly Purpose[]): Promise<void> {
  for (const client of ["portal", "sso"] as const) {
    const its = purposes.filter((purpose) => (purpose.client ?? "portal") === client);
    for (const service of new Set(its.flatMap((purpose) => purpose.services))) {
      const allowed = its.filter((purpose) => purpose.services.includes(service));
      await put("/admin/v1/access-rights", {
        client: `PS/GOV/MTIT/${client}`,
        service: `PS/GOV/${service}`,
        purposes: allowed.map((purpose) => purpose.code),
      });
    }
  }
}
