import { searchCatalogue } from "@gov/services/catalogue/catalogue-search.ts";
import { z } from "zod";
import { textSchema } from "./applications.ts";
import { askFor, type Ask, type Asked } from "./asked.ts";
import { readKept } from "./kept.ts";
import type { Store } from "./store.ts";

const named = z.looseObject({
  code: z.string(),
  name: textSchema,
  synonyms: z.array(z.string()).max(100),
});

const serviceSchema = z.looseObject({
  code: z.string().regex(/^[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/),
  institution: z.string(),
  title: textSchema,
  summary: textSchema,
  lifeEvents: z.array(z.string()).max(50),
  keywords: z.array(z.string()).max(200),
  whoCanApply: textSchema,
  youNeed: z.array(textSchema).max(100),
  youGet: textSchema,
  fee: textSchema,
  time: textSchema.optional(),
  steps: z.array(textSchema).max(50),
  asked: z.array(textSchema).max(50),
  links: z.looseObject({ start: z.url({ protocol: /^https?$/ }).max(2000) }),
});

export const catalogueSchema = z.object({
  institutions: z.array(named).max(500),
  lifeEvents: z.array(named).max(500),
  services: z.array(serviceSchema).max(5_000),
});

export type Catalogue = Readonly<z.infer<typeof catalogueSchema>>;
export type Service = Readonly<z.infer<typeof serviceSchema>>;

export const catalogueName = "catalogue";

/** With the tag by which it is asked again. */
export const taggedSchema = z.object({
  etag: z.string().max(200).optional(),
  catalogue: catalogueSchema,
});
export type Tagged = Readonly<z.infer<typeof taggedSchema>>;

/** What is offered now; what is kept already does not travel again. */
export const loadCatalogue = async (ask: Ask, store: Store): Promise<Asked<Tagged>> => {
  const kept = await readKept(store, catalogueName, taggedSchema);
  const etag = kept?.value.etag;
  const answer = await askFor(
    ask,
    "/api/v1/catalogue",
    etag === undefined ? {} : { "if-none-match": etag },
  );
  if (!answer.ok) return answer;
  if (answer.value.status === 304) {
    return kept ? { ok: true, value: kept.value } : { ok: false, error: "down" };
  }
  try {
    const parsed = catalogueSchema.safeParse(await answer.value.json());
    if (!parsed.success) return { ok: false, error: "down" };
    const tag = answer.value.headers.get("etag");
    return { ok: true, value: { catalogue: parsed.data, ...(tag ? { etag: tag } : {}) } };
  } catch {
    return { ok: false, error: "down" };
  }
};

/** Services under what they are for or who gives them; each once where `first`. */
export type Group = Readonly<{
  code: string;
  name: Catalogue["lifeEvents"][number]["name"] | undefined;
  services: readonly Service[];
}>;

/** Every service once, under the first thing in life that it is for; the rest come last. */
export const byLifeEvent = ({ lifeEvents, services }: Catalogue): Group[] => {
  const known = new Set(lifeEvents.map(({ code }) => code));
  const firstOf = (service: Service) => service.lifeEvents.find((code) => known.has(code));
  return [...lifeEvents, undefined]
    .map((event) => ({
      code: event?.code ?? "",
      name: event?.name,
      services: services.filter((service) => firstOf(service) === event?.code),
    }))
    .filter((group) => group.services.length > 0);
};

/** The services of each institution that gives any. */
export const byInstitution = ({ institutions, services }: Catalogue): Group[] =>
  institutions
    .map(({ code, name }) => ({
      code,
      name,
      services: services.filter(({ institution }) => institution === code),
    }))
    .filter((group) => group.services.length > 0);

/** Finds services as the portal does, without asking it. */
export const findServices = (catalogue: Catalogue, typed: string, lang: "ar" | "en"): Service[] =>
  searchCatalogue(catalogue, typed.slice(0, 200), lang).map(({ service }) => service);

/** Who gives a service, by name. */
export const giverOf = (catalogue: Catalogue, { institution }: Service) =>
  catalogue.institutions.find(({ code }) => code === institution)?.name;
