import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { putInstitution } from "#src/directory/institution-queries.ts";
import { staffRoles } from "#src/staff/staff-role.ts";

/** Institutions that every test finds, each with every role to hand out. */
export const testInstitutions = {
  transport: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
  interior: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
  finance: { ar: "وزارة المالية", en: "Ministry of Finance" },
  health: { ar: "وزارة الصحة", en: "Ministry of Health" },
  mtit: { ar: "وزارة الاتصالات", en: "Ministry of Telecommunications" },
  "sandbox-cash": { ar: "شركة الدفع التجريبية", en: "Sandbox Cash Company" },
} as const;

export const putTestInstitutions = async (db: Kysely<SsoDatabase>): Promise<void> => {
  for (const [code, name] of Object.entries(testInstitutions)) {
    await putInstitution(db, { code, name, roles: staffRoles });
  }
};
