import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { citizens, nationalIdOf } from "../../seed/citizens.ts";
import { vehiclesOn } from "../../seed/vehicles.ts";
import type { Party } from "../party.ts";
import { startCivilRegistry } from "./civil/civil.ts";
import { startHealthRegistry } from "./health/health.ts";
import { startJusticeRegistry } from "./justice/justice.ts";
import { startPoliceRegistry } from "./police/police.ts";
import { startAssistanceRegistry } from "./social/social.ts";
import { startVehicleRegistry } from "./vehicle/vehicle.ts";

const starts = {
  civil: startCivilRegistry,
  health: startHealthRegistry,
  justice: startJusticeRegistry,
  police: startPoliceRegistry,
  social: startAssistanceRegistry,
  vehicle: startVehicleRegistry,
};
type Name = keyof typeof starts;
const parties = new Map<Name, Party>();
before(async () => {
  for (const [name, start] of Object.entries(starts)) {
    parties.set(name as Name, await start({ port: 0 }));
  }
});
after(() => Promise.all([...parties.values()].map((party) => party.close())));

const url = (name: Name) => parties.get(name)?.url ?? "";
const ask = async (name: Name, path: string): Promise<{ status: number; json: unknown }> => {
  const response = await fetch(`${url(name)}${path}`);
  return { status: response.status, json: await response.json() };
};

describe("registries about one person", () => {
  const operations = [
    ["civil", "documents"],
    ["health", "eye-report"],
    ["justice", "criminal-record"],
    ["justice", "court-orders"],
    ["police", "holds"],
    ["police", "fines"],
    ["social", "assistance"],
    ["vehicle", "driving-licence"],
  ] as const;

  it("answer about everyone with an account, and about the person asked for", async () => {
    for (const [name, operation] of operations) {
      for (const { key, nationalId, registered } of citizens) {
        const { status, json } = await ask(name, `/${operation}/${nationalId}`);
        const about = `${operation} of ${key}`;
        if (name === "civil" && !registered) assert.equal(status, 404, about);
        else assert.equal((json as { nationalId: string }).nationalId, nationalId, about);
      }
      assert.equal((await ask(name, `/${operation}/123`)).status, 400, operation);
    }
  });

  it("answer about somebody else, or in another form, when told to", async () => {
    const omar = nationalIdOf("omar");
    const arrange = (kind: string) =>
      fetch(`${url("police")}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ kind }) });
    await arrange("wrong");
    const { json } = await ask("police", `/holds/${omar}`);
    assert.notEqual((json as { nationalId: string }).nationalId, omar);
    await arrange("malformed");
    await assert.rejects(ask("police", `/holds/${omar}`));
  });
});

describe("births", () => {
  it("are told to both parents and found by number", async () => {
    for (const parent of ["huda", "khaled"]) {
      const { json } = await ask("health", `/birth-notices?parent=${nationalIdOf(parent)}`);
      const { notices } = json as { notices: { number: string }[] };
      assert.deepEqual(
        notices.map(({ number }) => number),
        ["BN-260417"],
      );
    }
    const { json } = await ask("health", "/birth-notice/BN-260388");
    assert.equal((json as { fatherNationalId: null }).fatherNationalId, null);
    assert.equal((await ask("health", "/birth-notice/BN-000000")).status, 404);
    assert.equal((await ask("health", "/birth-notices?parent=x")).status, 400);
  });
});

describe("traffic tickets", () => {
  it("are the open ones of a driver, and add up to what the vehicle registry says", async () => {
    for (const { ownerNationalId, unpaidFines, plate } of vehiclesOn(new Date())) {
      const { json } = await ask("police", `/fines/${ownerNationalId}`);
      const { unpaid } = json as { unpaid: { count: number; total: { amountMinor: string } } };
      if (unpaidFines.count === 0) continue;
      const { count, amountMinor } = unpaidFines;
      assert.deepEqual([unpaid.count, unpaid.total.amountMinor], [count, amountMinor], plate);
    }
    const { json } = await ask("police", `/tickets?driver=${nationalIdOf("tariq")}`);
    assert.deepEqual(json, { tickets: [] }, "what is paid is not offered for payment");
    const paid = await ask("police", "/ticket/70377415");
    assert.equal((paid.json as { status: string }).status, "paid");
    assert.equal((await ask("police", "/ticket/1")).status, 404);
  });
});
