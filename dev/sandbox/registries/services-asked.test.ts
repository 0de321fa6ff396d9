import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import { findService, loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import { feeSum, verdict } from "@gov/services/catalogue/service-under-test.ts";
import { bindingRequests, readBinding } from "@gov/services/language/bindings.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { citizens, nationalIdOf } from "../../seed/citizens.ts";
import { exchangeServices, type ExchangeService } from "../../seed/exchange-services.ts";
import type { Nation } from "../../seed/nation.ts";
import type { Party } from "../party.ts";
import { startCivilRegistry } from "./civil/civil.ts";
import { startHealthRegistry } from "./health/health.ts";
import { startJusticeRegistry } from "./justice/justice.ts";
import { startPoliceRegistry } from "./police/police.ts";
import { startAssistanceRegistry } from "./social/social.ts";
import { startVehicleRegistry } from "./vehicle/vehicle.ts";

const catalogue = unwrap(loadCatalogue());
const starts = {
  civilRegistry: startCivilRegistry,
  vehicleRegistry: startVehicleRegistry,
  healthRegistry: startHealthRegistry,
  justiceRegistry: startJusticeRegistry,
  policeRegistry: startPoliceRegistry,
  assistanceRegistry: startAssistanceRegistry,
};
const parties: Party[] = [];
const offered = new Map<string, ExchangeService>();
before(async () => {
  const running: Record<string, string> = {};
  for (const [name, start] of Object.entries(starts)) {
    const party = await start({ port: 0 });
    parties.push(party);
    running[name] = party.url;
  }
  for (const one of exchangeServices({ sandbox: running } as Nation)) {
    offered.set(`${one.member}/${one.subsystem}/${one.code}`, one);
  }
});
after(() => Promise.all(parties.map((party) => party.close())));

const factsAsked = async (
  service: ServiceDefinition,
  data: CaseData,
): Promise<Record<string, WireValues>> => {
  const facts: Record<string, WireValues> = {};
  for (const request of bindingRequests(service, data)) {
    const { member, subsystem, service: code, path, query, binding } = request;
    const offer = offered.get(`${member}/${subsystem}/${code}`);
    assert.ok(offer, `the exchange has no ${member}/${subsystem}/${code}`);
    const response = await fetch(`${offer.url}${path}${query}`);
    if (response.status === 404) continue;
    const answer = (await response.json()) as object;
    // Whom it was asked about is said back, and is no news.
    const told = ["nationalId", ...offer.fields];
    const untold = Object.keys(answer).filter((field) => !told.includes(field));
    assert.deepEqual(untold, [], `${code} answers with more than it offers`);
    facts[binding] = unwrap(readBinding(service, binding, answer));
  }
  return facts;
};

/** What the registries say to a service of a person who answered so far. */
const asked = async (code: string, key: string, answers: WireValues = {}) => {
  const service = findService(catalogue, code);
  assert.ok(service, code);
  const today = new Date().toISOString().slice(0, 10);
  const data = { answers, facts: { "applicant.nationalId": nationalIdOf(key) }, today };
  const facts = await factsAsked(service, data);
  const known: CaseData = {
    ...data,
    facts: Object.assign({}, data.facts, ...Object.values(facts)),
  };
  return { service, known, bindings: Object.keys(facts) };
};

const renewal = { reason: "expiring" };
const five = { years: "five" };
const self = { requestedFor: "self", use: "work" };
const born = (noticeNumber: string) => ({ noticeNumber });
const ticket = (ticketNumber: string) => ({ ticketNumber });

/** Service, person, answers, what stands in the way, what it costs. */
const cases: [string, string, WireValues, string, string][] = [
  ["interior/passport", "sara", {}, "eligible", "passport 21000 = 21000"],
  ["interior/passport", "omar", renewal, "eligible", "passport 21000 = 21000"],
  ["interior/passport", "mariam", renewal, "due", "passport 21000 = 21000"],
  ["interior/passport", "fatima", {}, "identityCard", "passport 21000 = 21000"],
  ["interior/identity-card-renewal", "fatima", renewal, "eligible", "free - assisted 5000"],
  ["interior/identity-card-renewal", "sara", renewal, "eligible", "card 5000 = 5000"],
  ["interior/identity-card-renewal", "nour", renewal, "due", "card 5000 = 5000"],
  ["interior/birth-certificate", "huda", born("BN-260417"), "eligible", "certificate 2000 = 2000"],
  ["interior/birth-certificate", "khaled", born("BN-260417"), "eligible", "free - assisted 2000"],
  [
    "interior/birth-certificate",
    "omar",
    born("BN-251093"),
    "eligible",
    "certificate 2000 + late 1500 = 3500",
  ],
  ["interior/birth-certificate", "mariam", born("BN-260388"), "father", "certificate 2000 = 2000"],
  ["interior/good-conduct-certificate", "yousef", {}, "eligible", "certificate 1500 = 1500"],
  ["justice/non-conviction-certificate", "sara", self, "eligible", "certificate 2500 = 2500"],
  ["justice/non-conviction-certificate", "tariq", self, "noConviction", "certificate 2500 = 2500"],
  [
    "transport/driving-licence-renewal",
    "sara",
    five,
    "eligible",
    "licence 18000 + issue 2000 = 20000",
  ],
  [
    "transport/driving-licence-renewal",
    "tariq",
    { years: "two" },
    "eligible",
    "licence 15000 + issue 2000 = 17000",
  ],
  [
    "transport/driving-licence-renewal",
    "omar",
    five,
    "examined",
    "licence 18000 + issue 2000 = 20000",
  ],
  [
    "transport/driving-licence-renewal",
    "layla",
    five,
    "examined",
    "licence 18000 + issue 2000 = 20000",
  ],
  [
    "transport/driving-licence-renewal",
    "yousef",
    five,
    "fines",
    "licence 18000 + issue 2000 = 20000",
  ],
  [
    "transport/driving-licence-renewal",
    "mariam",
    five,
    "notSuspended",
    "licence 18000 + issue 2000 = 20000",
  ],
  ["transport/driving-licence-renewal", "huda", five, "fit", "licence 13000 + issue 2000 = 15000"],
  ["transport/driving-licence-renewal", "nour", five, "due", "licence 18000 + issue 2000 = 20000"],
  [
    "transport/driving-licence-renewal",
    "rania",
    five,
    "notLapsed fines",
    "licence 18000 + issue 2000 = 20000",
  ],
  ["transport/driving-licence-renewal", "fatima", five, "held examined", "unknown"],
  [
    "transport/traffic-fine-payment",
    "yousef",
    ticket("70412885"),
    "eligible",
    "fine 15000 - early 3750 = 11250",
  ],
  ["transport/traffic-fine-payment", "sara", ticket("70409077"), "eligible", "fine 25000 = 25000"],
  [
    "transport/traffic-fine-payment",
    "yousef",
    ticket("70388126"),
    "notAtCourt",
    "fine 45000 = 45000",
  ],
  ["transport/traffic-fine-payment", "tariq", ticket("70377415"), "notPaid", "fine 30000 = 30000"],
];

describe("the registries, asked as the services ask them", () => {
  it("give each named person the verdict and the fee that the seeds mean for them", async () => {
    for (const [code, key, answers, expected, fee] of cases) {
      const { service, known } = await asked(code, key, answers);
      const found = [verdict(service, known), feeSum(service, known)];
      assert.deepEqual(found, [expected, fee], `${key} and ${code}`);
    }
  });

  it("answer everyone in the agreed form", async () => {
    for (const code of new Set(cases.map(([each]) => each))) {
      for (const { key, registered } of citizens) {
        const { bindings, service } = await asked(code, key, self);
        const silent = service.bindings.filter((each) => each.path?.[0] === "applicant.nationalId");
        const expected = silent
          .map((each) => each.code)
          .filter((each) => registered || each !== "person");
        assert.deepEqual(
          expected.filter((each) => !bindings.includes(each)),
          [],
          `${key}, ${code}`,
        );
      }
    }
  });

  it("hold the police's and the courts' cases that the passport service waits for", async () => {
    const held = async (key: string) => {
      const { facts } = (await asked("interior/passport", key)).known;
      return [facts["holds.count"], facts["orders.travelBans"]];
    };
    assert.deepEqual(await held("yousef"), [1, 0]);
    assert.deepEqual(await held("khaled"), [0, 1]);
    assert.deepEqual(await held("omar"), [0, 0]);
  });
});
