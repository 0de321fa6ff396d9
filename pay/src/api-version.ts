import type { MiddlewareHandler } from "hono";
import { problem } from "@gov/kit/problem.ts";

/** Dated versions of the API that are served; the newest is the default. */
export const apiVersions = ["2026-11-26"] as const;
const newest = apiVersions[0];
const known: readonly string[] = apiVersions;

/**
 * `Pay-Version`: a caller that names the version it was written against keeps it; one that names
 * none gets the newest. The answer says which version it is.
 */
export const pinVersion: MiddlewareHandler = async (c, next) => {
  const asked = c.req.header("pay-version");
  if (asked !== undefined && !known.includes(asked)) {
    c.header("pay-version", newest);
    return problem(c, {
      status: 400,
      type: "version-unknown",
      title: {
        ar: `لا نعرف إصدار الواجهة هذا. الإصدارات المعروفة: ${apiVersions.join("، ")}.`,
        en: `This version of the API is not known. Known versions: ${apiVersions.join(", ")}.`,
      },
      errors: apiVersions.map((version) => ({
        field: "Pay-Version",
        message: { ar: `استعمل ${version}.`, en: `Use ${version}.` },
      })),
    });
  }
  c.header("pay-version", asked ?? newest);
  return await next();
};
