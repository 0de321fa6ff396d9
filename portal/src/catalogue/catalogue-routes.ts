import { toWesternDigits } from "@gov/country/digits.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { searchCatalogue } from "@gov/services/catalogue/catalogue-search.ts";
import { findService } from "@gov/services/catalogue/catalogue.ts";
import { findApplication } from "#src/apply/application-queries.ts";
import { measureUsualTime } from "#src/case/case-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, payBillHref, show } from "#src/frame.ts";
import { lifeEventPage } from "./catalogue-pages.ts";
import { findInstitution } from "./institution-names.ts";
import { institutionPage, institutionsPage } from "./institutions-pages.ts";
import { servicePage } from "./service-page.ts";
import { servicesPage } from "./services-page.ts";
import { measuredTime, promisedTime } from "./usual-time.ts";

/** Who types a bill's number where services are looked for wants to pay it. */
const billingNumberIn = (typed: string): string | undefined =>
  /^\d{15}$/.exec(toWesternDigits(typed).replaceAll(/[\s\p{Pd}\p{Cf}]/gu, ""))?.[0];

/** The public catalogue: services, institutions, life events and the search over them. */
export const addCatalogue = (app: HttpApp, deps: PortalDeps): void => {
  const { offered, db, sessions } = deps;
  const frame = async (c: AppContext) => frameOf(c, deps, await sessions.find(c));
  const notFound = async (c: AppContext): Promise<Response> =>
    await show(c, notFoundPage({ ...(await frame(c)), reference: c.get("requestId") }), 404);

  app.get("/services", async (c) => {
    const typed = (c.req.query("q") ?? "").slice(0, 200);
    const bill = billingNumberIn(typed);
    if (bill) return c.redirect(`${deps.config.PAY_URL}/pay?number=${bill}&lang=${c.get("lang")}`);
    const catalogue = await offered.now();
    const found =
      typed.trim() === ""
        ? catalogue.services
        : searchCatalogue(catalogue, typed, c.get("lang")).map(({ service }) => service);
    const payHref = payBillHref(deps, c.get("lang"));
    return await show(c, servicesPage({ frame: await frame(c), payHref, catalogue, typed, found }));
  });

  app.get("/services/:institution/:service", async (c) => {
    const code = `${c.req.param("institution")}/${c.req.param("service")}`;
    const catalogue = await offered.now();
    const definition = findService(catalogue, code);
    if (!definition) return await notFound(c);
    const session = await sessions.find(c);
    const usual = await measureUsualTime(db, code);
    const owner = session && { nationalId: session.nationalId, serviceCode: code };
    const html = servicePage({
      frame: frameOf(c, deps, session),
      definition,
      catalogue,
      today: localDate(new Date()),
      time: usual ? measuredTime(usual.ninetyHours) : promisedTime(definition),
      begun: owner !== undefined && (await findApplication(db, owner)) !== undefined,
    });
    return await show(c, html);
  });

  app.get("/institutions", async (c) =>
    show(c, institutionsPage({ frame: await frame(c), catalogue: deps.catalogue })),
  );
  app.get("/institutions/:code", async (c) => {
    const catalogue = await offered.now();
    const institution = findInstitution(catalogue, c.req.param("code"));
    if (!institution) return await notFound(c);
    return await show(c, institutionPage({ frame: await frame(c), institution, catalogue }));
  });
  app.get("/life/:code", async (c) => {
    const catalogue = await offered.now();
    const event = catalogue.lifeEvents.find(({ code }) => code === c.req.param("code"));
    if (!event) return await notFound(c);
    return await show(c, lifeEventPage({ frame: await frame(c), event, catalogue }));
  });
};
