import assert from "node:assert/strict";
import { test } from "node:test";
import { accountLinksFor } from "#src/account/account-links.ts";
import type { Account, Staff } from "#src/account/account.ts";
import { officeLinksFor } from "#src/office/office-links.ts";
import { staffRoles } from "#src/staff/staff-role.ts";

const name = { ar: "أمل حسن", en: "Amal Hasan" };
const citizen = { kind: "citizen", name } as Account;
const employee = { kind: "staff", name, roles: [...staffRoles] as readonly string[] } as Staff;

test("each part of an account and of the office is listed once", () => {
  for (const links of [
    accountLinksFor(citizen),
    accountLinksFor(employee),
    officeLinksFor(employee),
  ]) {
    const addresses = links.map(({ href }) => href);
    assert.deepEqual(addresses, [...new Set(addresses)]);
    assert.ok(addresses.length > 3);
  }
});
