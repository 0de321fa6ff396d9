import { readdirSync, readFileSync } from "node:fs";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { textSchema } from "@gov/services/language/basic-schema.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { proveDefinition } from "@gov/services/language/prove-definition.ts";
import type { ExchangeOffers, Surroundings } from "@gov/services/language/surroundings.ts";
import { z } from "zod";

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const synonyms = z.array(z.string().min(1).max(60)).max(40);

const institutionSchema = z.strictObject({
  code: slug,
  /** Its member code in the exchange. */
  exchangeMember: z.string().regex(/^[A-Z][A-Z0-9-]{1,29}$/),
  name: textSchema,
  about: textSchema,
  synonyms,
  hours: textSchema,
  contact: textSchema,
});

const lifeEventSchema = z.strictObject({
  code: slug,
  name: textSchema,
  summary: textSchema,
  synonyms,
});

export type Institution = z.infer<typeof institutionSchema>;
export type LifeEvent = z.infer<typeof lifeEventSchema>;

/** All that government offers, read once at start. */
export type Catalogue = Readonly<{
  institutions: readonly Institution[];
  lifeEvents: readonly LifeEvent[];
  services: readonly ServiceDefinition[];
}>;

/** A problem and the file it is in. */
export type CatalogueProblem = Problem & Readonly<{ file: string }>;

const fileLimit = 1_000_000;

const problem = (file: string, code: string, ar: string, en: string): CatalogueProblem => ({
  file,
  path: "",
  code,
  reason: { ar, en },
});

const readJson = (folder: URL, file: string): Result<unknown, CatalogueProblem[]> => {
  const text = readFileSync(new URL(file, folder), "utf8");
  if (text.length > fileLimit) {
    return err([
      problem(
        file,
        "tooLarge",
        "الملف كبير: الحد مليون حرف.",
        "The file is too large: at most a million characters.",
      ),
    ]);
  }
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return err([problem(file, "notJson", "الملف ليس JSON صحيحا.", "The file is not valid JSON.")]);
  }
};

const readList = <T>(
  folder: URL,
  file: string,
  schema: z.ZodType<T>,
): Result<T[], CatalogueProblem[]> => {
  const json = readJson(folder, file);
  if (!json.ok) return json;
  const parsed = z.array(schema).max(500).safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.map(({ path, code, message }) => ({
      ...problem(file, code, `الشكل غير صحيح: ${message}`, `Wrong form: ${message}`),
      path: path.map(String).join("."),
    })),
  );
};

const serviceFiles = (folder: URL): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "templates")
    .flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, folder))
        .filter((file) => file.endsWith(".json"))
        .map((file) => `${name}/${file}`),
    )
    .toSorted();

/** What the exchange offers to a service. */
type OffersFor = (definition: ServiceDefinition) => ExchangeOffers;

const readService = (
  folder: URL,
  file: string,
  institutions: ReadonlySet<string>,
  exchange: OffersFor | undefined,
): Result<ServiceDefinition, CatalogueProblem[]> => {
  const json = readJson(folder, file);
  if (!json.ok) return json;
  const parsed = parseDefinition(json.value);
  const surroundings = (definition: ServiceDefinition): Surroundings => ({
    institutions,
    ...(exchange ? { exchange: exchange(definition) } : {}),
  });
  const problems = parsed.ok
    ? proveDefinition(parsed.value, surroundings(parsed.value))
    : parsed.error;
  const found = problems.map((each) => ({ ...each, file }));
  if (parsed.ok && `${parsed.value.code}.json` !== file) {
    found.push(
      problem(
        file,
        "wrongPlace",
        "رمز الخدمة لا يطابق مكان الملف.",
        "The code does not match the place of the file.",
      ),
    );
  }
  return parsed.ok && found.length === 0 ? ok(parsed.value) : err(found);
};

/** What does not fit together: institutions and life events that are not, prefixes that two have. */
export const checkReferences = (catalogue: Catalogue): CatalogueProblem[] => {
  const institutions = new Set(catalogue.institutions.map(({ code }) => code));
  const events = new Set(catalogue.lifeEvents.map(({ code }) => code));
  const prefixes = new Map<string, string>();
  return catalogue.services.flatMap(({ code, institution, lifeEvents, referencePrefix }) => {
    const file = `${code}.json`;
    const found: CatalogueProblem[] = [];
    if (!institutions.has(institution)) {
      found.push(
        problem(
          file,
          "unknownInstitution",
          `المؤسسة ${institution} غير معروفة.`,
          `The institution ${institution} is not known.`,
        ),
      );
    }
    for (const event of lifeEvents.filter((each) => !events.has(each))) {
      found.push(
        problem(
          file,
          "unknownLifeEvent",
          `المناسبة ${event} غير معروفة.`,
          `The life event ${event} is not known.`,
        ),
      );
    }
    if (prefixes.has(referencePrefix)) {
      found.push(
        problem(
          file,
          "prefixTaken",
          `البادئة ${referencePrefix} لخدمة أخرى.`,
          `The prefix ${referencePrefix} belongs to another service.`,
        ),
      );
    }
    prefixes.set(referencePrefix, code);
    return found;
  });
};

/**
 * Reads and proves every definition below a folder, this one unless told otherwise; its registries
 * only where it is told what the exchange offers.
 */
export const loadCatalogue = (
  folder: URL = new URL("./", import.meta.url),
  exchange?: OffersFor,
): Result<Catalogue, CatalogueProblem[]> => {
  const institutions = readList(folder, "institutions.json", institutionSchema);
  const lifeEvents = readList(folder, "life-events.json", lifeEventSchema);
  const known = new Set(institutions.ok ? institutions.value.map(({ code }) => code) : []);
  const services = serviceFiles(folder).map((file) => readService(folder, file, known, exchange));
  const problems = [institutions, lifeEvents, ...services].flatMap((read) =>
    read.ok ? [] : read.error,
  );
  if (!institutions.ok || !lifeEvents.ok || problems.length > 0) return err(problems);
  const catalogue: Catalogue = {
    institutions: institutions.value,
    lifeEvents: lifeEvents.value,
    services: services.flatMap((read) => (read.ok ? [read.value] : [])),
  };
  const dangling = checkReferences(catalogue);
  return dangling.length === 0 ? ok(catalogue) : err(dangling);
};

/** The service with this code, in its present version. */
export const findService = (catalogue: Catalogue, code: string): ServiceDefinition | undefined =>
  catalogue.services.find((service) => service.code === code);
