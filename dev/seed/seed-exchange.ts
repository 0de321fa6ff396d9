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
  for (const { member, code, name } of subsystems) {
    const key = askerKeys(nation)[code];
    const publicKey = key ? { publicKeyJwk: publicPart(key) } : {};
    await put(`${members}/${member}/subsystems/${code}`, { name, ...publicKey });
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

/** The keys of the systems that ask others, by the system's code. */
const askerKeys = ({ secrets }: Nation): Readonly<Record<string, Record<string, unknown>>> => ({
  portal: secrets.portalExchangeKey,
  sso: secrets.ssoExchangeKey,
});

const publicPart = ({ kty, crv, x, y }: Record<string, unknown>) => ({ kty, crv, x, y });

/** Each system may ask for its own purposes, each only where it needs to. */
async function grant(put: Put, purposes: readonly Purpose[]): Promise<void> {
  for (const asker of ["portal", "sso"] as const) {
    const own = purposes.filter((purpose) => (purpose.asker ?? "portal") === asker);
    const services = new Set(own.flatMap((purpose) => purpose.services));
    for (const service of services) {
      const allowed = own.filter((purpose) => purpose.services.includes(service));
      await put("/admin/v1/access-rights", {
        client: `PS/GOV/MTIT/${asker}`,
        service: `PS/GOV/${service}`,
        purposes: allowed.map((purpose) => purpose.code),
      });
    }
  }
}
