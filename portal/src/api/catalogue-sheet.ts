import type { z } from "@hono/zod-openapi";
import { localDate } from "@gov/country/time-zone.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { applyPath } from "#src/apply/apply-paths.ts";
import { measureUsualTimes } from "#src/case/case-queries.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import { feeSummary } from "#src/catalogue/service-fee.ts";
import { stepsOf } from "#src/catalogue/service-steps.ts";
import { askedBy } from "#src/catalogue/services-by-need.ts";
import { measuredTime, promisedTime } from "#src/catalogue/usual-time.ts";
import type { PortalDeps } from "#src/deps.ts";
import type { catalogueSchema } from "./api-schemas.ts";

/** The catalogue as it is sent: its JSON, and the tag that changes with it. */
export type CatalogueSheet = Readonly<{ etag: string; body: string }>;

/** How long measured times are held before they are measured anew. */
const measuredForMs = 60_000;

const serviceJson = (
  service: ServiceDefinition,
  around: Readonly<{ catalogue: Catalogue; today: string; publicUrl: string; time?: Text }>,
) => {
  const { catalogue, today, publicUrl, time } = around;
  const { code, institution, title, summary, about, lifeEvents, keywords } = service;
  return {
    code,
    institution,
    title,
    summary,
    lifeEvents,
    keywords,
    whoCanApply: about.whoCanApply,
    youNeed: about.youNeed,
    youGet: about.youGet,
    fee: feeSummary(service, today),
    ...(time ? { time } : {}),
    steps: stepsOf(service, catalogue),
    asked: askedBy(service).map((each) => institutionName(catalogue, each)),
    links: {
      page: `${publicUrl}/services/${code}`,
      start: `${publicUrl}${applyPath(code)}`,
    },
  };
};

/**
 * Gives the catalogue as it is sent. It is written once for what is offered, the day and the
 * times that decisions took, however many ask.
 */
export const createCatalogueSheet = (
  deps: Pick<PortalDeps, "db" | "offered" | "config">,
): (() => Promise<CatalogueSheet>) => {
  let written: Readonly<{ of: Catalogue; today: string; atMs: number; sheet: CatalogueSheet }>;
  const write = async (catalogue: Catalogue, today: string): Promise<CatalogueSheet> => {
    const usual = await measureUsualTimes(deps.db);
    const services = catalogue.services.map((service) => {
      const measured = usual.get(service.code);
      const time = measured ? measuredTime(measured.ninetyHours) : promisedTime(service);
      const around = { catalogue, today, publicUrl: deps.config.PUBLIC_URL };
      return serviceJson(service, { ...around, ...(time ? { time } : {}) });
    });
    const content = {
      institutions: catalogue.institutions.map(({ code, name, about, synonyms }) => ({
        code,
        name,
        about,
        synonyms,
      })),
      lifeEvents: [...catalogue.lifeEvents],
      services,
    } satisfies z.input<typeof catalogueSchema>;
    const body = JSON.stringify(content);
    return { etag: `"${sha256(body).toString("base64url").slice(0, 22)}"`, body };
  };
  return async () => {
    const catalogue = await deps.offered.now();
    const today = localDate(new Date());
    const atMs = performance.now();
    const isSame = written?.of === catalogue && written.today === today;
    if (isSame && atMs - written.atMs < measuredForMs) return written.sheet;
    const sheet = await write(catalogue, today);
    written = { of: catalogue, today, atMs, sheet };
    return sheet;
  };
};
