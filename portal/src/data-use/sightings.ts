import type { ExchangeFailure } from "@gov/kit/exchange/exchange-client.ts";
import type { Text } from "@gov/kit/text.ts";
import { findDataLooks, lookedAt } from "#src/case/data-look.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { findUsage } from "#src/exchange-client/data-tracker.ts";
import { createFieldSayer } from "./said-fields.ts";

/** One look at a person's data. */
export type Sighting = Readonly<{
  at: Date;
  who: Text;
  by: Text;
  why: Text;
  what: Text;
  reference?: string;
}>;

export const pageSize = 25;
export const maxPages = 40;
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

/** A page of who saw this person's data, here and through the exchange, the latest first. */
export const findSightings = async (
  deps: Pick<PortalDeps, "db" | "exchange" | "offered" | "offers" | "catalogue">,
  nationalId: string,
  number: number,
): Promise<Readonly<{ sightings: Sighting[]; more: boolean; exchangeDown?: ExchangeFailure }>> => {
  // Two sources ordered by time: this page is within the first `reach` rows of both.
  const reach = { offset: 0, limit: Math.min(number * pageSize + 1, mostUsages) };
  const [usage, looks, offered, offers] = await Promise.all([
    findUsage(deps.exchange, nationalId, reach),
    findDataLooks(deps.db, nationalId, { offset: 0, limit: number * pageSize + 1 }),
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
    ...(row.caseReference && !isDraft(row.caseReference) ? { reference: row.caseReference } : {}),
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
  return {
    sightings: all.slice(from, from + pageSize),
    more: all.length > from + pageSize && number < maxPages,
    ...(usage.ok ? {} : { exchangeDown: usage.error }),
  };
};
