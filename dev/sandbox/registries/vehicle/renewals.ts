import { openJournal } from "../../journal.ts";
import { vehiclesOn } from "../../../seed/vehicles.ts";
import type { Vehicle } from "../../../seed/vehicles.ts";

export type Renewal = { reference: string; plate: string; licenceExpires: string; at: string };
export type RenewalOutcome =
  | { kind: "renewed" | "already"; renewal: Renewal }
  | { kind: "otherRequest" | "notLater" | "unknownPlate" };

export type VehicleBook = {
  find(plate: string): Vehicle | undefined;
  ofOwner(owner: string): Vehicle[];
  all(): Vehicle[];
  renew(renewal: Omit<Renewal, "at">): RenewalOutcome;
  close(): void;
};

/** The registry's vehicles: as the seeds have them today, and as they were renewed since. */
export function openVehicleBook(options: { stateFile?: string; now: () => Date }): VehicleBook {
  const renewals = new Map<string, Renewal>();
  const expiry = new Map<string, string>();
  const apply = (renewal: Renewal) => {
    renewals.set(renewal.reference, renewal);
    expiry.set(renewal.plate, renewal.licenceExpires);
  };
  const journal = openJournal<Renewal>(options.stateFile, apply);
  const all = () =>
    vehiclesOn(options.now()).map((vehicle) => ({
      ...vehicle,
      licenceExpires: expiry.get(vehicle.plate) ?? vehicle.licenceExpires,
    }));
  const find = (plate: string) => all().find((vehicle) => vehicle.plate === plate);
  return {
    all,
    find,
    ofOwner: (owner) => all().filter((vehicle) => vehicle.ownerNationalId === owner),
    renew(asked) {
      const earlier = renewals.get(asked.reference);
      if (earlier) {
        const { plate, licenceExpires } = earlier;
        const same = plate === asked.plate && licenceExpires === asked.licenceExpires;
        return same ? { kind: "already", renewal: earlier } : { kind: "otherRequest" };
      }
      const vehicle = find(asked.plate);
      if (!vehicle) return { kind: "unknownPlate" };
      if (asked.licenceExpires <= vehicle.licenceExpires) return { kind: "notLater" };
      const renewal = { ...asked, at: options.now().toISOString() };
      journal.append(renewal);
      apply(renewal);
      return { kind: "renewed", renewal };
    },
    close: () => journal.close(),
  };
}
