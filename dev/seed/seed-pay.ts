import { openApi } from "./api-call.ts";
import { institutions } from "./institutions.ts";
import type { Nation } from "./nation.ts";
import { seedCash } from "./seed-cash.ts";

/** Service types an institution collects for, by its biller's code. */
const serviceTypes: Record<string, readonly string[]> = {
  transport: ["vehicle-licence-renewal", "driving-licence-renewal"],
  interior: ["passport", "identity-card", "birth-certificate"],
  finance: ["property-tax", "traffic-fine"],
  health: ["health-insurance"],
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
    const body = { name, institution: code, ibans, serviceTypes: serviceTypes[code] ?? [] };
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
