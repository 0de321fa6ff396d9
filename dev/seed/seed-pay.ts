import { openApi } from "./api-call.ts";
import { billedServices } from "./billed-services.ts";
import { institutions } from "./institutions.ts";
import type { Nation } from "./nation.ts";
import { seedCash } from "./seed-cash.ts";

/** What an institution collects for besides the services of the catalogue, by its biller's code. */
const serviceTypes: Record<string, readonly string[]> = {
  transport: ["vehicle-licence-renewal", "driving-licence-renewal", "traffic-fine-payment"],
  interior: ["passport", "identity-card-renewal", "birth-certificate", "good-conduct-certificate"],
  finance: ["property-tax", "traffic-fine"],
  health: ["health-insurance"],
  justice: ["non-conviction-certificate"],
};

/** What is paid without a bill over E-SADAD; bounds and accounts are illustrative. */
async function seedPrepaid(put: ReturnType<typeof openApi>): Promise<void> {
  const service = "/v1/billers/finance/prepaid-services/property-tax-advance";
  await put(service, {
    name: { ar: "سلفة ضريبة أملاك", en: "Property tax in advance" },
    currency: "ILS",
    lowerMinor: "1000",
    upperMinor: "1000000",
    active: true,
  });
  await put(`${service}/accounts`, {
    accounts: [
      { number: "PT-1001", holderName: "ليلى حسن أحمد خالد", active: true },
      { number: "PT-1002", holderName: "سامي يوسف محمود عودة", active: true },
    ],
  });
}

/** Registers the billers, and where pay tells the portal what was paid. */
export async function seedPay(nation: Nation): Promise<void> {
  const put = openApi(nation, "pay", "billers:write webhooks:write");
  const billers = institutions.filter((institution) => institution.ibans.length > 0);
  for (const { code, name, ibans } of billers) {
    const types = [...new Set([...(serviceTypes[code] ?? []), ...billedServices(code)])];
    const body = { name, institution: code, ibans, serviceTypes: types };
    await put(`/v1/billers/${code}`, body);
  }
  await seedPrepaid(put);
  await put("/v1/webhook-endpoints/portal", {
    url: `${nation.addresses.portal}/webhooks/pay`,
    secret: nation.secrets.payWebhookSecret,
    clientId: "portal-machine",
    eventTypes: ["bill.paid", "bill.partlyPaid", "charge.failed"],
  });
  nation.report(`${billers.length} billers`);
  await seedCash(openApi(nation, "pay", "agents:write"));
  nation.report("1 payment company with 2 agents");
}
