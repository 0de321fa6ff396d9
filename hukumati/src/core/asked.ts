import type { z } from "zod";

/**
 * Why something could not be had: the sign-in ended; it is not this person's; nothing answers
 * (no connection, as far as the phone can tell); the portal answers that it cannot.
 */
export type AskError = "ended" | "notFound" | "offline" | "down";

export type Asked<T> = { ok: true; value: T } | { ok: false; error: AskError };

/** Asks the portal; rejects where nothing answers. */
export type Ask = (path: string, headers?: Record<string, string>) => Promise<Response>;

/** The answer itself where it is a good one, or why not. */
export const askFor = async (
  ask: Ask,
  path: string,
  headers?: Record<string, string>,
): Promise<Asked<Response>> => {
  let response: Response;
  try {
    response = await ask(path, headers);
  } catch {
    return { ok: false, error: "offline" };
  }
  if (response.status === 401 || response.status === 403) return { ok: false, error: "ended" };
  if (response.status === 404) return { ok: false, error: "notFound" };
  if (!response.ok && response.status !== 304) return { ok: false, error: "down" };
  return { ok: true, value: response };
};

/** What the portal answers, where it has the shape that this app knows. */
export const askJson = async <S extends z.ZodType>(
  ask: Ask,
  path: string,
  schema: S,
): Promise<Asked<z.infer<S>>> => {
  const answer = await askFor(ask, path);
  if (!answer.ok) return answer;
  try {
    const parsed = schema.safeParse(await answer.value.json());
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, error: "down" };
  } catch {
    // A page of somebody between us and the portal, or an answer that broke off.
    return { ok: false, error: "down" };
  }
};

/** `fetch` that gives up after `withinMs`: a dead network must not keep a person waiting. */
export const fetchWithin =
  (fetch: (url: string, init?: RequestInit) => Promise<Response>, withinMs: number) =>
  async (url: string, init?: RequestInit): Promise<Response> => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), withinMs);
    try {
      return await fetch(url, { ...init, signal: stop.signal });
    } finally {
      clearTimeout(timer);
    }
  };
