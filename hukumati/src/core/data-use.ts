import { z } from "zod";
import { instantSchema, textSchema } from "./applications.ts";
import { askJson, type Ask, type Asked } from "./asked.ts";

const sightingSchema = z.looseObject({
  at: instantSchema,
  who: textSchema,
  by: textSchema,
  why: textSchema,
  what: textSchema,
  reference: z.string().optional(),
});

export const dataUseSchema = z.object({
  sightings: z.array(sightingSchema).max(100),
  more: z.boolean(),
  /** False where the exchange's record did not answer: its questions are missing. */
  complete: z.boolean(),
});

export type DataUse = Readonly<z.infer<typeof dataUseSchema>>;
export type Sighting = DataUse["sightings"][number];

/** Who saw the person's data, the latest 25. */
export const loadDataUse = (ask: Ask): Promise<Asked<DataUse>> =>
  askJson(ask, "/api/v1/me/data-use", dataUseSchema);
