import type { HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { findDataLooks, lookedAt } from "#src/case/data-look.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { findUsage } from "#src/exchange-client/data-tracker.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen } from "#src/session/citizen-guard.ts";
import { dataUsePage, type Sighting } from "./data-use-page.ts";
import { createFieldSayer } from "./said-fields.ts";

const pageSize = 25;
const maxPages = 40;
/** The tracker gives no more at once. */
const mostUsages = 100;

const officerLooked = (officer: string): Text => ({
  ar: `الموظف ${officer}`,
  en: `Officer ${officer}`,
});

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Before an application is sent it has no number that its owner would know. */
const isDraft = (reference: string | null | undefined): boolean =>
  typeof reference === "string" && uuid.test(reference);

const whileWriting = (purpose: Text): Text => ({
  ar: `${purpose.ar}، وأنت تكتب الطلب`,
  en: `${purpose.en}, while you were writing the application`,
});

/** `/data-use`: who saw this person's data, here and through the exchange. */
export const addDataUse = (app: HttpApp, deps: PortalDeps): void => {
  app.get(
    "/data-use",
    forCitizen(deps, async (c, session) => {
      const asked = Number(c.req.query("page") ?? "1");
      const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), maxPages) : 1;
      // Two sources ordered by time: this page is within the first `reach` rows of both.
      const reach = { offset: 0, limit: Math.min(number * pageSize + 1, mostUsages) };
      const [usage, looks, offered, offers] = await Promise.all([
        findUsage(deps.exchange, session.nationalId, reach),
        findDataLooks(deps.db, session.nationalId, { offset: 0, limit: number * pageSize + 1 }),
        deps.offered.now(),
        deps.offers(),
      ]);
      const say = createFieldSayer(offered.services, offers);
      const asks: Sighting[] = (usage.ok ? usage.value : []).map((row) => ({
        at: row.at,
        who: row.institution,
        by: row.officer ? officerLooked(row.officer) : { ar: "نظام آلي", en: "A computer system" },
        why: isDraft(row.caseReference) ? whileWriting(row.purpose) : row.purpose,
        what: say(row),
        ...(row.caseReference && !isDraft(row.caseReference)
          ? { reference: row.caseReference }
          : {}),
      }));
      const seen: Sighting[] = looks.map((look) => ({
        at: look.at,
        who: institutionName(deps.catalogue, look.institution),
        by: look.officerName,
        why: { ar: "العمل على طلبك", en: "Working on your application" },
        what: lookedAt[look.what],
        reference: look.reference,
      }));
      const all = [...asks, ...seen].toSorted((a, b) => b.at.getTime() - a.at.getTime());
      const from = (number - 1) * pageSize;
      return await show(
        c,
        dataUsePage({
          frame: frameOf(c, deps, session),
          sightings: all.slice(from, from + pageSize),
          page: number,
          more: all.length > from + pageSize && number < maxPages,
          ...(usage.ok ? {} : { exchangeDown: usage.error }),
        }),
      );
    }),
  );
};
