import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { nationalIdOf } from "../../seed/citizens.ts";
import { deceasedFather } from "../../seed/parcels.ts";
import type { Party } from "../party.ts";
import { startExamRegistry } from "./education/education.ts";
import { startHealthInsuranceRegistry } from "./health-insurance/health-insurance.ts";
import { startLabourRegistry } from "./labour/labour.ts";
import { startLandRegistry } from "./land/land.ts";
import { startPropertyTaxRegistry } from "./property-tax/property-tax.ts";
import { startDegreeRegistry } from "./universities/universities.ts";

const now = () => new Date("2026-11-24T08:00:00Z");
const open: Record<string, Party> = {};
before(async () => {
  open["land"] = await startLandRegistry({ port: 0 });
  open["tax"] = await startPropertyTaxRegistry({ port: 0, now });
  open["exams"] = await startExamRegistry({ port: 0 });
  open["degrees"] = await startDegreeRegistry({ port: 0 });
  open["labour"] = await startLabourRegistry({ port: 0, now });
  open["health"] = await startHealthInsuranceRegistry({ port: 0, now });
});
after(() => Promise.all(Object.values(open).map((party) => party.close())));

const get = async (registry: string, path: string) => {
  const response = await fetch(`${open[registry]?.url}${path}`);
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body };
};
/** Path, then what its answer must say. */
const answers: readonly [registry: string, path: string, said: Record<string, unknown>][] = [
  ["land", "/parcel/14-207", { ownerNationalId: nationalIdOf("fatima"), status: "registered" }],
  ["land", "/parcel/9-76", { ownerNationalId: deceasedFather }],
  ["land", "/parcel/21-440", { status: "settlement" }],
  ["land", `/parcels?owner=${nationalIdOf("yousef")}`, { count: 1 }],
  ["land", `/parcels?owner=${nationalIdOf("sara")}`, { count: 0, parcels: [] }],
  ["tax", "/assessment/RAM-204417", { year: 2026, yearBegins: "2026-01-01", arrearsYears: 0 }],
  ["tax", "/assessment/HEB-118302", { due: { amountMinor: "383350", currency: "ILS" } }],
  ["tax", `/assessments?owner=${nationalIdOf("tariq")}`, { count: 1 }],
  [
    "exams",
    `/result/23104821?candidate=${nationalIdOf("nour")}`,
    { status: "passed", average: "87.4" },
  ],
  ["exams", `/results?candidate=${nationalIdOf("huda")}`, { count: 1 }],
  ["degrees", `/degrees?graduate=${nationalIdOf("sara")}`, { count: 2 }],
  ["degrees", "/degree/AU-2008-00930", { accredited: false }],
  [
    "labour",
    `/jobseeker/${nationalIdOf("rania")}`,
    { registered: true, registeredOn: "2026-07-07" },
  ],
  ["labour", `/jobseeker/${nationalIdOf("sara")}`, { registered: false, office: null }],
  [
    "health",
    `/file/${nationalIdOf("omar")}`,
    { count: 1, policy: { kind: "voluntary", validUntil: "2026-10-30" } },
  ],
  ["health", `/file/${nationalIdOf("khaled")}`, { policy: null, count: 0, members: [] }],
];

it("the registries that services read answer as the seeds have it", async () => {
  for (const [registry, path, said] of answers) {
    const { status, body } = await get(registry, path);
    assert.equal(status, 200, path);
    for (const [name, value] of Object.entries(said)) {
      assert.deepEqual(body[name], value, `${path} ${name}`);
    }
  }
});

it("a record unknown, a person misspelt and another's seat are told apart", async () => {
  const refused: readonly [registry: string, path: string, status: number][] = [
    ["land", "/parcel/1-1", 404],
    ["land", "/parcels?owner=12", 400],
    ["tax", "/assessment/RAM-1", 404],
    ["exams", `/result/23104821?candidate=${nationalIdOf("huda")}`, 404],
    ["exams", "/result/23104821", 404],
    ["degrees", "/degree/KU-1", 404],
    ["labour", "/jobseeker/x", 404],
    ["health", "/file/x", 404],
  ];
  for (const [registry, path, status] of refused) {
    assert.equal((await get(registry, path)).status, status, path);
  }
});

it("on demand each registry breaks, and speaks of somebody else", async () => {
  const asked: readonly [registry: string, path: string, about: string][] = [
    ["land", "/parcel/14-207", "number"],
    ["tax", "/assessment/RAM-204417", "number"],
    ["exams", `/result/23104821?candidate=${nationalIdOf("nour")}`, "seatNumber"],
    ["degrees", "/degree/KU-2013-00412", "number"],
    ["labour", `/jobseeker/${nationalIdOf("rania")}`, "nationalId"],
    ["health", `/file/${nationalIdOf("sara")}`, "nationalId"],
  ];
  for (const [registry, path, about] of asked) {
    const url = open[registry]?.url;
    const right = (await get(registry, path)).body[about];
    const fault = async (kind: string) =>
      await fetch(`${url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ kind }) });
    await fault("wrong");
    assert.notEqual((await get(registry, path)).body[about], right, path);
    await fault("down");
    await assert.rejects(fetch(`${url}${path}`), path);
    assert.equal((await get(registry, path)).body[about], right, path);
  }
});
