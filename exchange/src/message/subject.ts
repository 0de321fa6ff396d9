import { err, ok, type Result } from "@gov/kit/result.ts";

/** A person as X-Road writes users: country prefix and national number. */
export const personPattern = /^PS\d{9}$/;

const asPerson = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{9}$/.test(value) ? `PS${value}` : undefined;

/**
 * The person a request asks about, where the request itself says it; a header that claims
 * somebody else is refused, so that a query cannot be hidden under another name.
 */
export const subjectOfRequest = (
  subjectFrom: string,
  request: { rest: string; query: URLSearchParams; claimed: string | undefined },
): Result<string | undefined, "subjectMismatch"> => {
  const [place, name] = subjectFrom.split(":");
  const asked =
    place === "path"
      ? asPerson(request.rest.split("/")[1])
      : place === "query"
        ? asPerson(request.query.get(name ?? "") ?? undefined)
        : undefined;
  if (asked !== undefined && request.claimed !== undefined && asked !== request.claimed) {
    return err("subjectMismatch");
  }
  return ok(asked ?? request.claimed);
};

/** The person an answer is about, where the service says which field names them. */
export const subjectOfAnswer = (subjectFrom: string, body: Uint8Array): string | undefined => {
  const [place, name] = subjectFrom.split(":");
  if (place !== "response" || !name) return undefined;
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    return typeof answer === "object" && answer !== null
      ? asPerson((answer as Record<string, unknown>)[name])
      : undefined;
  } catch {
    return undefined;
  }
};
