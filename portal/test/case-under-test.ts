import { openDatabase } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { createLog } from "@gov/kit/log.ts";
import { publishCatalogue, readCatalogue } from "#src/catalogue/catalogue-queries.ts";
import type { Facts, Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";

export const catalogue = readCatalogue(new URL("./catalogue/", import.meta.url));
export const silent = createLog("portal", "silent");

/** A fresh database with the catalogue of the tests published in it. */
export const createCaseDatabase = async () => {
  const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  const db = openDatabase<PortalDb>(database.url, { max: 6 });
  await publishCatalogue(db, catalogue, silent);
  const drop = async (): Promise<void> => {
    await db.destroy();
    await database.drop();
  };
  return { db, url: database.url, drop };
};

export const layla = {
  nationalId: "400000006",
  name: { ar: "ليلى محمود حسن النتشة", en: "Layla Mahmoud Hasan Al-Natsheh" },
  phone: "+970599123456",
};

export const serviceCode = "transport/vehicle-licence";

const checkedAt = "2026-11-22T08:00:00.000Z";

/** What the vehicle registry said about a vehicle of hers. */
export const vehicleFacts: Facts = {
  vehicle: {
    source: { ar: "سجل المركبات", en: "Vehicle registry" },
    outcome: "answered",
    at: checkedAt,
    checkedAt,
    askedFor: "MOT/vehicle-registry/vehicle/7-4821-H",
    values: {
      "vehicle.ownerNationalId": layla.nationalId,
      "vehicle.make": { ar: "هيونداي", en: "Hyundai" },
      "vehicle.engineCc": 1600,
      "vehicle.unpaidFines": 0,
    },
  },
};

export const completeAnswers = {
  plate: "7-4821-H",
  "confirmed.vehicle": "MOT/vehicle-registry/vehicle/7-4821-H",
  phone: "+970599123456",
  period: "year",
};

export const officer: Officer = {
  username: "officer.transport",
  name: { ar: "سامر عودة", en: "Samer Odeh" },
  institution: "transport",
  roles: ["officer"],
};
