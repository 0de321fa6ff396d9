import { z } from "zod";
import type { AskError, Asked } from "./asked.ts";
import type { Store } from "./store.ts";

/** Something with the moment at which it was so, as an ISO instant. */
export type Kept<T> = Readonly<{ value: T; asOf: string }>;

/** Why what is shown is not from now, and since when (ISO) it has been so. */
export type Stale = Readonly<{ error: AskError; since: string }>;

/** What a screen shows: fresh, or kept with why; or nothing with why. */
export type Seen<T> =
  | Readonly<{ ok: true; value: T; asOf: string; stale?: Stale }>
  | Readonly<{ ok: false; error: AskError; since: string }>;

/** Since when nothing has come: from the first failure after the last success. */
export type Outage = Readonly<{
  worked: () => void;
  failed: (atMs: number) => string;
}>;

export const createOutage = (): Outage => {
  let since: string | undefined;
  return {
    worked: () => (since = undefined),
    failed: (atMs) => (since ??= new Date(atMs).toISOString()),
  };
};

/** What is kept under a name; undefined where nothing is, or an older app wrote it otherwise. */
export const readKept = async <S extends z.ZodType>(
  store: Store,
  name: string,
  schema: S,
): Promise<Kept<z.infer<S>> | undefined> => {
  const bytes = await store.read(name).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    const kept = z.object({ value: schema, asOf: z.iso.datetime() });
    const parsed = kept.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? (parsed.data as Kept<z.infer<S>>) : undefined;
  } catch {
    return undefined;
  }
};

export const keepJson = async (
  place: ReturnType<Store["open"]>,
  name: string,
  kept: Kept<unknown>,
): Promise<void> => {
  await place.write(name, new TextEncoder().encode(JSON.stringify(kept)));
};

/**
 * Asks, and keeps what came; where nothing comes, gives what is kept and says so. A full disk
 * costs the keeping, not the showing.
 */
export const seeNow = async <S extends z.ZodType>(
  deps: Readonly<{ store: Store; outage: Outage; nowMs: () => number }>,
  entry: Readonly<{ name: string; schema: S }>,
  load: () => Promise<Asked<z.infer<S>>>,
): Promise<Seen<z.infer<S>>> => {
  const { store, outage, nowMs } = deps;
  const place = store.open();
  const asked = await load();
  if (asked.ok) {
    outage.worked();
    const fresh = { value: asked.value, asOf: new Date(nowMs()).toISOString() };
    await keepJson(place, entry.name, fresh).catch(() => undefined);
    return { ok: true, ...fresh };
  }
  const { error } = asked;
  const since = outage.failed(nowMs());
  const kept = await readKept(store, entry.name, entry.schema);
  return kept ? { ok: true, ...kept, stale: { error, since } } : { ok: false, error, since };
};
