import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { citizens, nationalIdOf } from "../../seed/citizens.ts";
import type { Vehicle } from "../../seed/vehicles.ts";
import type { Party } from "../party.ts";
import { companyNumber } from "../../seed/companies.ts";
import { startCompaniesRegistry } from "./companies/companies.ts";
import { startCivilRegistry } from "./civil/civil.ts";
import { startVehicleRegistry } from "./vehicle/vehicle.ts";

let civil: Party;
let vehicles: Party;
const stateFile = join(mkdtempSync(join(tmpdir(), "registry-")), "vehicles.jsonl");
before(async () => {
  civil = await startCivilRegistry({ port: 0 });
  vehicles = await startVehicleRegistry({ port: 0, stateFile });
});
after(() => Promise.all([civil.close(), vehicles.close()]));

const get = async (url: string) => {
  const response = await fetch(url, { headers: { "x-road-userid": "PS400000006" } });
  return { status: response.status, type: response.headers.get("content-type"), response };
};
const fault = (url: string, kind: string) =>
  fetch(`${url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ kind, delayMs: 60 }) });

describe("the civil registry", () => {
  it("knows whom it has registered, and says so when it does not", async () => {
    const sara = await get(`${civil.url}/person/${nationalIdOf("sara")}`);
    const record = (await sara.response.json()) as { nameAr: { family: string }; status: string };
    assert.deepEqual([sara.status, record.nameAr.family, record.status], [200, "الخطيب", "alive"]);
    const pending = citizens.find((citizen) => !citizen.registered);
    const unknown = await get(`${civil.url}/person/${pending?.nationalId}`);
    assert.deepEqual([unknown.status, unknown.type], [404, "application/problem+json"]);
  });

  it("is down, slow, wrong and malformed on demand, and remembers who asked", async () => {
    const url = `${civil.url}/person/${nationalIdOf("omar")}`;
    await fault(civil.url, "down");
    await assert.rejects(fetch(url));
    await fault(civil.url, "slow");
    const begunAt = performance.now();
    assert.equal((await fetch(url)).status, 200);
    assert.ok(performance.now() - begunAt >= 55);
    await fault(civil.url, "wrong");
    const wrong = (await (await fetch(url)).json()) as { nationalId: string };
    assert.notEqual(wrong.nationalId, nationalIdOf("omar"));
    await fault(civil.url, "malformed");
    await assert.rejects((await fetch(url)).json());
    await get(url);
    const log = await fetch(`${civil.url}/_sandbox/requests`);
    const { requests } = (await log.json()) as { requests: { headers: object }[] };
    assert.deepEqual(requests.at(-1)?.headers, { "x-road-userid": "PS400000006" });
  });
});

describe("guardianships", () => {
  it("tell a father his living children under age, and nobody else", async () => {
    const children = async (key: string) => {
      const { response } = await get(`${civil.url}/guardianships?guardian=${nationalIdOf(key)}`);
      return ((await response.json()) as { children: { nameEn: { first: string } }[] }).children;
    };
    assert.deepEqual(
      (await children("omar")).map(({ nameEn }) => nameEn.first),
      ["Jana"],
    );
    assert.deepEqual(await children("sara"), []);
  });
});

describe("the vehicle registry", () => {
  const list = async (owner: string) => {
    const { response } = await get(`${vehicles.url}/vehicles?owner=${owner}`);
    return ((await response.json()) as { vehicles: Vehicle[] }).vehicles;
  };
  const renew = (url: string, plate: string, licenceExpires: string, reference: string) =>
    fetch(`${url}/vehicle/${plate}/renewals`, {
      method: "POST",
      body: JSON.stringify({ licenceExpires, reference }),
    });

  it("answers by plate and by owner", async () => {
    const { response } = await get(`${vehicles.url}/vehicle/7-4821-H`);
    const vehicle = (await response.json()) as Vehicle;
    assert.deepEqual([vehicle.ownerNationalId, vehicle.fuel], [nationalIdOf("sara"), "petrol"]);
    assert.ok(vehicle.engineCc > 1_400 && vehicle.engineCc < 1_600);
    assert.ok((await list(nationalIdOf("sara"))).some((one) => one.plate === "7-4821-H"));
    assert.deepEqual(await list(nationalIdOf("huda")), []);
    assert.equal((await get(`${vehicles.url}/vehicle/0-0000-A`)).status, 404);
  });

  it("writes a renewal once, whatever is repeated, and keeps it", async () => {
    const until = "2099-01-31";
    const { url } = vehicles;
    assert.equal((await renew(url, "7-4821-H", until, "VL-1")).status, 201);
    assert.equal((await renew(url, "7-4821-H", until, "VL-1")).status, 200);
    assert.equal((await renew(url, "7-4821-H", "2099-02-01", "VL-1")).status, 409);
    assert.equal((await renew(url, "7-4821-H", until, "VL-2")).status, 409);
    assert.equal((await renew(url, "7-4821-H", "tomorrow", "VL-3")).status, 400);
    const restarted = await startVehicleRegistry({ port: 0, stateFile });
    const again = await renew(restarted.url, "7-4821-H", until, "VL-1");
    const vehicle = (await again.json()) as Vehicle;
    await restarted.close();
    assert.deepEqual([again.status, vehicle.licenceExpires], [200, until]);
  });
});

describe("the companies registry", () => {
  it("tells who may sign for which company, and follows the register's changes", async () => {
    const registry = await startCompaniesRegistry({ port: 0 });
    const layla = nationalIdOf("layla");
    const roles = async () => {
      const response = await fetch(`${registry.url}/roles?person=${layla}`);
      return ((await response.json()) as { roles: { role: string }[] }).roles;
    };
    const [role, ...others] = await roles();
    assert.deepEqual([role?.role, others], ["authorisedSignatory", []], "struck off is no company");
    const change = { registrationNumber: companyNumber("zaytoun"), nationalId: layla, role: null };
    await fetch(`${registry.url}/_sandbox/representatives`, {
      method: "PUT",
      body: JSON.stringify(change),
    });
    assert.deepEqual(await roles(), []);
    const company = await fetch(`${registry.url}/company/${companyNumber("sanabel")}`);
    assert.equal(((await company.json()) as { status: string }).status, "struckOff");
    assert.equal((await fetch(`${registry.url}/roles?person=1`)).status, 400);
    const taken = async (name: string) => {
      const answer = await fetch(`${registry.url}/names?name=${encodeURIComponent(name)}`);
      return ((await answer.json()) as { taken: boolean }).taken;
    };
    assert.equal(await taken("شركه الزيتونه للنقل"), true, "in another spelling");
    assert.equal(await taken("شركة السنابل للتجارة"), false, "struck off frees the name");
    await registry.close();
  });
});
