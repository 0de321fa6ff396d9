import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { parseIban } from "@gov/country/iban.ts";
import { parseNationalId } from "@gov/country/national-id.ts";
import { parseMobile } from "@gov/country/phone.ts";
import { parsePlate } from "@gov/country/plate.ts";
import { citizens, nationalIdOf } from "./citizens.ts";
import { civilRecords } from "./civil-records.ts";
import { companies } from "./companies.ts";
import { deriveCredentials } from "./credentials.ts";
import { institutions } from "./institutions.ts";
import type { Nation } from "./nation.ts";
import { seed } from "./seed.ts";
import { forEachRegistry } from "./service-registries.ts";
import { staff } from "./staff.ts";
import { vehiclesOn } from "./vehicles.ts";

const distinct = (values: readonly string[]) => new Set(values).size === values.length;

describe("the people of the sandbox", () => {
  it("have numbers, phones, plates and accounts that the country's own rules accept", () => {
    const ids = [
      ...civilRecords.map((record) => record.nationalId),
      ...citizens.map((citizen) => citizen.nationalId),
      ...companies.map((company) => company.registrationNumber),
    ];
    for (const id of ids) assert.deepEqual(parseNationalId(id), { ok: true, value: id });
    for (const { phone } of citizens) {
      assert.deepEqual(parseMobile(phone), { ok: true, value: phone });
    }
    for (const { plate } of vehiclesOn(new Date())) {
      assert.deepEqual(parsePlate(plate), { ok: true, value: plate });
    }
    for (const { iban } of institutions.flatMap((one) => one.ibans)) {
      assert.deepEqual(parseIban(iban), { ok: true, value: iban });
    }
  });

  it("are told apart, and have four names in both languages", () => {
    assert.equal(citizens.length, 12);
    assert.ok(distinct(citizens.map((citizen) => citizen.nationalId)));
    assert.ok(distinct(citizens.map((citizen) => citizen.phone)));
    assert.ok(distinct(staff.map((member) => member.username)));
    for (const { name } of citizens) {
      for (const part of [...Object.values(name.ar), ...Object.values(name.en)]) assert.ok(part);
    }
    assert.equal(
      citizens.find((citizen) => citizen.key === "yousef")?.name.ar.father,
      "عبد الرحمن",
    );
  });

  it("own vehicles of every condition, on whatever day it is", () => {
    const today = new Date("2031-12-31T23:00:00Z");
    const vehicles = vehiclesOn(today);
    const sara = vehicles.find((vehicle) => vehicle.plate === "7-4821-H");
    assert.equal(sara?.ownerNationalId, nationalIdOf("sara"));
    assert.equal(sara?.insurance && sara.insurance.validUntil > "2031-12-31", true);
    const has = (found: (vehicle: (typeof vehicles)[number]) => boolean) =>
      assert.ok(vehicles.some(found));
    has((vehicle) => vehicle.insurance === null);
    has((vehicle) => (vehicle.insurance?.validUntil ?? "9") < "2031-12-31");
    has((vehicle) => vehicle.inspection?.result === "failed");
    has((vehicle) => vehicle.unpaidFines.count > 0);
    has((vehicle) => vehicle.fuel === "electric");
    has((vehicle) => /^\d{7}$/.test(vehicle.plate));
  });
});

describe("credentials", () => {
  it("follow from the folder's secret, differ for everyone, and are refused in production", () => {
    const one = deriveCredentials("a folder's own secret", "development");
    const other = deriveCredentials("another folder's secret", "development");
    assert.equal(one.password("x"), deriveCredentials("a folder's own secret").password("x"));
    assert.notEqual(one.password("x"), other.password("x"));
    assert.ok(distinct(citizens.map((citizen) => one.password(citizen.nationalId))));
    assert.match(one.password("x"), /^([a-z2-7]{5}-){3}[a-z2-7]{5}$/);
    assert.match(one.totpSecret("x"), /^[A-Z2-7]{32}$/);
    assert.throws(() => deriveCredentials("a folder's own secret", "production"), /production/);
  });
});

describe("seeding", () => {
  const calls: { path: string; body: string }[] = [];
  let refuse: string | undefined;
  let busy = 0;
  let url = "";
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      if (path === "/token") {
        response.end(JSON.stringify({ access_token: "t", expires_in: 600 }));
        return;
      }
      calls.push({ path, body: Buffer.concat(parts).toString() });
      response.statusCode = path === refuse ? 400 : busy-- > 0 ? 503 : 201;
      response.end(path === refuse ? '{"title":"phone is wrong"}' : "{}");
    });
  });
  before(async () => {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    calls.length = 0;
    refuse = undefined;
    busy = 0;
  });

  const nation = (): Nation => ({
    addresses: { portal: url, sso: url, pay: url, exchange: url, hukumati: url },
    sandbox: {
      card: url,
      esadad: url,
      sms: url,
      smpp: url,
      mail: url,
      civilRegistry: url,
      vehicleRegistry: url,
      companiesRegistry: url,
      healthRegistry: url,
      justiceRegistry: url,
      policeRegistry: url,
      assistanceRegistry: url,
      cash: url,
      ...forEachRegistry(() => url),
    },
    secrets: {
      clientSecrets: {
        portal: "portal secret",
        backoffice: "backoffice secret",
        "cash-company": "cash company secret",
        "nation-seed": "the secret of the seeds",
      },
      payWebhookSecret: "whsec_c2VjcmV0",
      portalExchangeKey: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "private" },
      ssoExchangeKey: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "private" },
      portalPayKey: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "private" },
      payConsoleKey: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "private" },
    },
    report: () => undefined,
    people: [],
    staff: [],
    clients: [],
  });

  it("run twice, says the same twice and doubles nothing", async () => {
    const seeded = nation();
    await seed(seeded);
    const first = calls.splice(0);
    await seed(seeded);
    assert.deepEqual(calls, first);
    assert.deepEqual(
      [seeded.people.length, seeded.staff.length, seeded.clients.length],
      [citizens.length, staff.length, 1],
    );
    assert.ok(first.every((call) => !call.body.includes("private")));
    assert.ok(first.some((call) => call.path === "/v1/webhook-endpoints/portal"));
  });

  it("waits for a busy component, and names the call that is refused", async () => {
    busy = 2;
    refuse = `/admin/v1/accounts/${nationalIdOf("omar")}`;
    await assert.rejects(seed(nation()), (error: Error) => {
      assert.match(error.message, /sso answered 400 to PUT \/admin\/v1\/accounts\/4000/);
      assert.match(error.message, /phone is wrong/);
      return true;
    });
  });
});
