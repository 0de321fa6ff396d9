import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import { loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import { billedServices } from "./billed-services.ts";
import { exchangeServices, subsystems } from "./exchange-services.ts";
import { institutions } from "./institutions.ts";
import type { Nation } from "./nation.ts";
import { purposesOf } from "./purposes.ts";
import { staff } from "./staff.ts";

const { services } = unwrap(loadCatalogue());
const addresses = new Proxy({}, { get: (_, name) => `http://registry.test/${String(name)}` });
const opened = exchangeServices({ sandbox: addresses } as Nation);
const named = (code: string) => institutions.find((institution) => institution.code === code);

it("every registry that a service of the catalogue asks is opened in the exchange", () => {
  const known = new Set(opened.map((one) => `${one.member}/${one.subsystem}/${one.code}`));
  const systems = new Set(subsystems.map(({ member, code }) => `${member}/${code}`));
  for (const { code, bindings } of services) {
    for (const { service } of bindings) {
      assert.ok(known.has(`${service.member}/${service.subsystem}/${service.code}`), code);
    }
  }
  for (const { member, subsystem } of opened) {
    assert.ok(systems.has(`${member}/${subsystem}`), subsystem);
    assert.ok(
      institutions.some(({ memberCode }) => memberCode === member),
      member,
    );
  }
});

it("the offers that services are proved against are what the seeds open", () => {
  const name = (one: Readonly<{ member: string; subsystem: string; code: string }>): string =>
    `${one.member}/${one.subsystem}/${one.code}`;
  const queries = Object.fromEntries(opened.map((one) => [name(one), one.fields]));
  const others = purposesOf().filter(({ asker }) => asker !== undefined);
  const seeded = { queries, othersPurposes: others.map(({ code }) => code).toSorted() };
  const file = new URL("../../services/catalogue/exchange-offers.json", import.meta.url);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), seeded, JSON.stringify(seeded));
});

it("every task and check of the catalogue has somebody to do it", () => {
  for (const { code, institution, workflow } of services) {
    const tasks = workflow.states.flatMap(({ task }) => (task ? [{ institution, ...task }] : []));
    const checks = workflow.states.flatMap((state) => state.checks ?? []);
    for (const { institution: asked, role } of [...tasks, ...checks]) {
      const able = staff.some(
        (one) => one.institution === asked && (one.role === role || one.role === "supervisor"),
      );
      assert.ok(able, `${code}: ${role} of ${asked}`);
    }
    const late = tasks.some(({ escalateAfterWorkingHours }) => escalateAfterWorkingHours);
    const above = staff.some((one) => one.institution === institution && one.role === "supervisor");
    assert.ok(!late || above, `${code}: nobody has its late tasks`);
  }
});

it("whoever has a part of a fee has an account in its currency, and bills for it", () => {
  for (const { code, institution, fees } of services) {
    for (const { currency, lines } of fees) {
      const shares = lines.flatMap(({ splits }) => splits ?? []);
      for (const paid of [institution, ...shares.map((split) => split.institution)]) {
        const accounts = named(paid)?.ibans ?? [];
        assert.ok(
          accounts.some((one) => one.currency === currency),
          `${code}: ${paid}`,
        );
      }
    }
    const billed = billedServices(institution).includes(code.slice(code.indexOf("/") + 1));
    assert.equal(billed, fees.length > 0, code);
  }
});

it("no two institutions share a member code or an account", () => {
  const codes = institutions.map(({ memberCode }) => memberCode);
  const ibans = institutions.flatMap((institution) => institution.ibans.map(({ iban }) => iban));
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(new Set(ibans).size, ibans.length);
});
