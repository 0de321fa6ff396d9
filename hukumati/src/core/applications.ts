import { currencies, type Currency } from "@gov/kit/money.ts";
import { z } from "zod";
import { askJson, type Ask, type Asked } from "./asked.ts";

export const textSchema = z.object({ ar: z.string(), en: z.string() });

/** A moment, as every answer of the portal writes it. */
export const instantSchema = z.iso.datetime({ offset: true });

const eventSchema = z.looseObject({ at: instantSchema, text: textSchema });

const moneySchema = z.looseObject({
  amountMinor: z.string().regex(/^\d{1,15}$/),
  currency: z.enum(Object.keys(currencies) as [Currency, ...Currency[]]),
});

/** A link is opened in the browser: nothing but an address of the web will do. */
const linkSchema = z.url({ protocol: /^https?$/ }).max(2000);

const applicationSchema = z.looseObject({
  reference: z.string(),
  service: textSchema,
  subject: z.string().optional(),
  state: z.string(),
  stateText: textSchema,
  updatedAt: instantSchema,
  waitsForMe: z.boolean(),
  waitsForWhat: z.enum(["payment", "answer"]).optional(),
  due: moneySchema.optional(),
  fee: moneySchema.extend({ paid: z.boolean() }).optional(),
  paidAt: instantSchema.optional(),
  links: z.looseObject({
    page: linkSchema,
    pay: linkSchema.optional(),
    receipt: linkSchema.optional(),
  }),
});

export const applicationsSchema = z.array(applicationSchema).max(500);
const listSchema = z.object({ applications: applicationsSchema });
export const applicationDetailSchema = applicationSchema.extend({
  next: textSchema.optional(),
  timeline: z.array(eventSchema).max(500),
});

export type Application = Readonly<z.infer<typeof applicationSchema>>;
export type ApplicationDetail = Readonly<z.infer<typeof applicationDetailSchema>>;

/** What waits for the person first, then the newest. */
export const inReadingOrder = (applications: readonly Application[]): Application[] =>
  applications.toSorted(
    (a, b) => Number(b.waitsForMe) - Number(a.waitsForMe) || b.updatedAt.localeCompare(a.updatedAt),
  );

/** Where the person does what the application waits for: the bill, or its page. */
export const nextStepLink = ({ waitsForMe, links }: Application): string | undefined =>
  waitsForMe ? (links.pay ?? links.page) : undefined;

/** A payment that has its receipt. */
export type Receipt = Readonly<{
  reference: string;
  service: Application["service"];
  amount: NonNullable<Application["fee"]>;
  paidAt: string;
  link: string;
}>;

/** Receipts of what was paid for applications, the newest first. */
export const receiptsOf = (applications: readonly Application[]): Receipt[] =>
  applications
    .flatMap(({ reference, service, fee, paidAt, links: { receipt } }) =>
      fee && paidAt && receipt ? [{ reference, service, amount: fee, paidAt, link: receipt }] : [],
    )
    .toSorted((a, b) => b.paidAt.localeCompare(a.paidAt));

export const loadApplications = async (ask: Ask): Promise<Asked<Application[]>> => {
  const list = await askJson(ask, "/api/v1/me/applications", listSchema);
  return list.ok ? { ok: true, value: inReadingOrder(list.value.applications) } : list;
};

export const loadApplication = (ask: Ask, reference: string): Promise<Asked<ApplicationDetail>> =>
  askJson(ask, `/api/v1/me/applications/${encodeURIComponent(reference)}`, applicationDetailSchema);
