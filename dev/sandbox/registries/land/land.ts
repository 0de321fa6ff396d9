import { parcels } from "../../../seed/parcels.ts";
import type { Party } from "../../party.ts";
import { createRegistry } from "../registry.ts";
import { serveOfPerson, serveRecord } from "../serve-records.ts";

/** The land registry of the Land Authority: `GET /parcel/{number}`, `GET /parcels?owner=`. */
export async function startLandRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "number", "owner"]);
  serveRecord(
    registry,
    { path: "parcel", operation: "PARCEL", key: "number" },
    {
      find: (number) => parcels.find((parcel) => parcel.number === number),
      other: (number) => parcels.find((parcel) => parcel.number !== number),
    },
  );
  serveOfPerson(
    registry,
    { path: "parcels", operation: "PARCELS", key: "owner" },
    {
      of: (owner) => parcels.filter((parcel) => parcel.ownerNationalId === owner),
      ofOthers: (owner) => parcels.filter((parcel) => parcel.ownerNationalId !== owner),
    },
  );
  return await registry.open(options.port);
}
