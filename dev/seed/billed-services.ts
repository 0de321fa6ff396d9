import { globSync, readFileSync } from "node:fs";
import { z } from "zod";

const definitionSchema = z.object({
  code: z.string(),
  institution: z.string(),
  fees: z.array(z.unknown()),
});

const catalogue = new URL("../../services/catalogue/", import.meta.url);

/** The services of the catalogue that an institution collects for, as its bills name them. */
export function billedServices(institution: string, folder: URL = catalogue): string[] {
  return globSync("*/*.json", { cwd: folder })
    .toSorted()
    .map((file) => definitionSchema.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))))
    .filter((service) => service.institution === institution && service.fees.length > 0)
    .map(({ code }) => code.slice(code.indexOf("/") + 1));
}
