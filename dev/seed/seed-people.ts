import { fullNameText } from "@gov/country/names.ts";
import { openApi } from "./api-call.ts";
import type { Put } from "./api-call.ts";
import { cashCompany } from "./cash-company.ts";
import { citizens } from "./citizens.ts";
import type { Credentials } from "./credentials.ts";
import { institutions } from "./institutions.ts";
import type { Nation, SeededPerson, SeededStaff } from "./nation.ts";
import { staff } from "./staff.ts";

/** Gives every citizen and every employee an account, and lists how each signs in. */
export async function seedPeople(nation: Nation, credentials: Credentials): Promise<void> {
  const put = openApi(nation, "sso", "accounts:write staff:write");
  const people = await seedCitizens(put, credentials);
  nation.people.splice(0, nation.people.length, ...people);
  nation.report(`${people.length} citizens`);
  await seedInstitutions(put);
  const employees = await seedStaff(put, credentials);
  nation.staff.splice(0, nation.staff.length, ...employees);
  nation.report(`${employees.length} employees of institutions`);
}

async function seedCitizens(put: Put, credentials: Credentials): Promise<SeededPerson[]> {
  const people: SeededPerson[] = [];
  for (const citizen of citizens) {
    const { nationalId, dateOfBirth, phone } = citizen;
    const name = fullNameText(citizen.name);
    const password = credentials.password(nationalId);
    await put(`/admin/v1/accounts/${nationalId}`, {
      name,
      dateOfBirth,
      phone,
      password,
      test: true,
    });
    people.push({ name, nationalId, password, phone });
  }
  return people;
}

/** Institutions of government hand out their roles; payment companies theirs alone. */
async function seedInstitutions(put: Put): Promise<void> {
  for (const { code, name, roles } of institutions) {
    await put(`/admin/v1/institutions/${code}`, { name, roles });
  }
  const { institution, name } = cashCompany;
  await put(`/admin/v1/institutions/${institution}`, {
    name,
    roles: ["agent", "administrator"],
  });
}

async function seedStaff(put: Put, credentials: Credentials): Promise<SeededStaff[]> {
  const employees: SeededStaff[] = [];
  for (const { username, name, institution, role } of staff) {
    const password = credentials.password(username);
    const totpSecret = credentials.totpSecret(username);
    const body = { name, institution, roles: [role], password, totpSecret };
    await put(`/admin/v1/staff/${username}`, body);
    employees.push({ name, institution, role, username, password, totpSecret });
  }
  return employees;
}
