import { z } from "zod";
import { drivingLicenceOn } from "../../../seed/driving-licences.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry, registryProblem } from "../registry.ts";
import type { Registry } from "../registry.ts";
import { openVehicleBook } from "./renewals.ts";
import type { VehicleBook } from "./renewals.ts";

export type VehicleRegistryOptions = { port: number; stateFile?: string; now?: () => Date };

const renewalSchema = z.strictObject({
  licenceExpires: z.iso.date(),
  reference: z.string().regex(/^[\w.:-]{1,64}$/),
});

/**
 * The vehicle registry of the Ministry of Transport: `GET /vehicle/{plate}`,
 * `GET /vehicles?owner=`, `POST /vehicle/{plate}/renewals`; and its drivers' registry:
 * `GET /driving-licence/{nationalId}`.
 */
export async function startVehicleRegistry(options: VehicleRegistryOptions): Promise<Party> {
  const registry = createRegistry(["operation", "plate", "owner", "nationalId"]);
  const stateFile = options.stateFile ? { stateFile: options.stateFile } : {};
  const now = options.now ?? (() => new Date());
  const book = openVehicleBook({ now, ...stateFile });
  mountReading(registry, book);
  mountRenewals(registry, book);
  answerAboutPerson(registry, {
    operation: "driving-licence",
    of: (nationalId) => ({ nationalId, licence: drivingLicenceOn(now(), nationalId) ?? null }),
  });
  const party = await registry.open(options.port);
  return {
    ...party,
    async close() {
      await party.close();
      book.close();
    },
  };
}

function mountReading(registry: Registry, book: VehicleBook): void {
  registry.app.get("/vehicle/:plate", (c) => {
    const plate = c.req.param("plate");
    return registry.answer(c, { operation: "VEHICLE", plate }, (fault) => {
      const other = () => book.all().find((vehicle) => vehicle.plate !== plate);
      const found = fault?.kind === "wrong" ? other() : book.find(plate);
      return found ? c.json(found) : registryProblem(c, 404, "No vehicle with this plate.");
    });
  });
  registry.app.get("/vehicles", async (c) => {
    const owner = c.req.query("owner") ?? "";
    if (!/^\d{9}$/.test(owner)) return registryProblem(c, 400, "owner: nine digits.");
    return registry.answer(c, { operation: "VEHICLES", owner }, (fault) => {
      const others = () => book.all().filter((vehicle) => vehicle.ownerNationalId !== owner);
      const vehicles = fault?.kind === "wrong" ? others() : book.ofOwner(owner);
      return c.json({ vehicles });
    });
  });
}

const refusals = {
  unknownPlate: [404, "No vehicle with this plate."],
  otherRequest: [409, "This reference renewed another vehicle, or to another day."],
  notLater: [409, "licenceExpires: later than the day the licence expires now."],
} as const satisfies Record<string, readonly [404 | 409, string]>;

function mountRenewals(registry: Registry, book: VehicleBook): void {
  registry.app.post("/vehicle/:plate/renewals", async (c) => {
    const plate = c.req.param("plate");
    const parsed = renewalSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return registryProblem(c, 400, z.prettifyError(parsed.error));
    return registry.answer(c, { operation: "RENEWAL", plate }, () => {
      const outcome = book.renew({ plate, ...parsed.data });
      if ("renewal" in outcome) {
        const { reference, at } = outcome.renewal;
        const status = outcome.kind === "renewed" ? 201 : 200;
        return c.json({ ...book.find(plate), renewal: { reference, at } }, status);
      }
      const [status, title] = refusals[outcome.kind];
      return registryProblem(c, status, title);
    });
  });
}
