import { z } from "zod";

const text = z.object({ ar: z.string(), en: z.string() });

const eventSchema = z.looseObject({ at: z.string(), text });

const applicationSchema = z.looseObject({
  reference: z.string(),
  service: text,
  state: z.string(),
  stateText: text,
  updatedAt: z.string(),
  waitsForMe: z.boolean(),
});

const listSchema = z.object({ applications: z.array(applicationSchema).max(500) });
const detailSchema = applicationSchema.extend({ timeline: z.array(eventSchema).max(500) });

export type Application = Readonly<z.infer<typeof applicationSchema>>;
export type ApplicationDetail = Readonly<z.infer<typeof detailSchema>>;

export type AskError = "ended" | "notFound" | "unreachable";
export type Asked<T> = { ok: true; value: T } | { ok: false; error: AskError };

type Ask = (path: string) => Promise<Response>;

const read = async <S extends z.ZodType>(
  ask: Ask,
  path: string,
  schema: S,
): Promise<Asked<z.infer<S>>> => {
  try {
    const response = await ask(path);
    if (response.status === 401 || response.status === 403) return { ok: false, error: "ended" };
    if (response.status === 404) return { ok: false, error: "notFound" };
    if (!response.ok) return { ok: false, error: "unreachable" };
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, error: "unreachable" };
  } catch {
    return { ok: false, error: "unreachable" };
  }
};

/** What waits for the person first, then the newest. */
export const inReadingOrder = (applications: readonly Application[]): Application[] =>
  applications.toSorted(
    (a, b) => Number(b.waitsForMe) - Number(a.waitsForMe) || b.updatedAt.localeCompare(a.updatedAt),
  );

export const loadApplications = async (ask: Ask): Promise<Asked<Application[]>> => {
  const list = await read(ask, "/api/v1/me/applications", listSchema);
  return list.ok ? { ok: true, value: inReadingOrder(list.value.applications) } : list;
};

export const loadApplication = (ask: Ask, reference: string): Promise<Asked<ApplicationDetail>> =>
  read(ask, `/api/v1/me/applications/${encodeURIComponent(reference)}`, detailSchema);
