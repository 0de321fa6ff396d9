import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { randomUUID } from "node:crypto";
import { limitBody } from "./body-limit.ts";
import { awayRetryAfterS, isDatabaseAway } from "./database-away.ts";
import { localize } from "./locale.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Lang } from "./text.ts";
import { refuseInvalid } from "./validation.ts";

/** What every handler can read with `c.get`. */
export type Variables = { requestId: string; lang: Lang; log: Log };
export type AppEnv = { Variables: Variables };
export type AppContext = Context<AppEnv>;
export type HttpApp = OpenAPIHono<AppEnv>;

export type HttpAppDeps = Readonly<{
  component: string;
  log: Log;
  publicUrl: string;
  /** Rejects while the component cannot serve (its database does not answer). */
  ready: () => Promise<void>;
  /** Largest body in bytes; routes that take more set their own limit in `largerBodies`. */
  maxBodyBytes?: number;
  /** Paths (prefixes) exempt from the common limit because they set their own. */
  largerBodies?: readonly (string | RegExp)[];
  /** Other origins that forms may end at, by redirect. */
  formAction?: readonly string[];
  /** Paths (prefixes) that only programs call: what fails there is never answered by a page. */
  programPaths?: readonly string[];
  /** HTML for people: an error page by status; API callers get problem+json. */
  errorPage?: (c: AppContext, status: ErrorStatus) => Response | Promise<Response>;
}>;

/** What the common parts answer in place of a route; 503 while the database is away. */
export type ErrorStatus = 404 | 413 | 500 | 503;

const texts = {
  404: { ar: "الصفحة غير موجودة.", en: "There is nothing at this address." },
  413: { ar: "الطلب أكبر من المسموح.", en: "The request is larger than allowed." },
  500: { ar: "حدث خطأ عندنا وسجلناه.", en: "Something failed on our side; it was recorded." },
  503: {
    ar: "الخدمة متوقفة قليلا. أعد الطلب نفسه بعد ثوان.",
    en: "The service is out for a moment. Send the same request again in a few seconds.",
  },
} as const;

const types = { 404: "not-found", 413: "too-large", 500: "internal", 503: "unavailable" } as const;

const isLarger = (larger: readonly (string | RegExp)[], path: string): boolean =>
  larger.some((one) => (typeof one === "string" ? path.startsWith(one) : one.test(path)));

/** True when a person's browser asks for a page. */
export const wantsHtml = (c: Context): boolean =>
  (c.req.header("accept") ?? "").includes("text/html");

const identify =
  (log: Log): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const given = c.req.header("x-request-id") ?? "";
    const requestId = /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    c.set("log", log.child({ requestId }));
    c.header("x-request-id", requestId);
    await next();
  };

const refuse = async (c: AppContext, deps: HttpAppDeps, status: ErrorStatus): Promise<Response> => {
  const isForProgram = deps.programPaths?.some((path) => c.req.path.startsWith(path)) ?? false;
  return deps.errorPage && wantsHtml(c) && !isForProgram
    ? await deps.errorPage(c, status)
    : problem(c, { status, type: types[status], title: texts[status] });
};

const readyWithinMs = 3_000;

/** Rejects where `ready` does, and where it does not answer in time. */
const checkReady = async (ready: () => Promise<void>): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer in time")), readyWithinMs);
  try {
    await Promise.race([ready(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const addHealth = (app: HttpApp, deps: HttpAppDeps): void => {
  app.get("/health/live", (c) => c.json({ status: "live" }));
  app.get("/health/ready", async (c) => {
    try {
      await checkReady(deps.ready);
      return c.json({ status: "ready" });
    } catch {
      return c.json({ status: "not ready" }, 503);
    }
  });
};

/**
 * A Hono app with what every component owes: request ids, strict security headers, language,
 * body limit, health, metrics, and errors that tell callers what happened and nobody else's data.
 */
export const createHttpApp = (deps: HttpAppDeps): HttpApp => {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const metrics = createMetrics(deps.component);
  const limit = limitBody({
    maxBytes: deps.maxBodyBytes ?? 64 * 1024,
    refuse: (c) => refuse(c as AppContext, deps, 413),
  });
  app.use(metrics.measure);
  app.use(identify(deps.log));
  app.use(localize);
  app.use(
    securityHeaders({
      https: deps.publicUrl.startsWith("https:"),
      ...(deps.formAction ? { formAction: deps.formAction } : {}),
    }),
  );
  app.use(async (c, next) =>
    isLarger(deps.largerBodies ?? [], c.req.path) ? await next() : await limit(c, next),
  );
  // No database holds NUL, so nothing of ours stands at an address with one.
  app.use(async (c, next) =>
    /%00|\0/.test(c.req.path) ? await refuse(c, deps, 404) : await next(),
  );
  addHealth(app, deps);
  app.get("/metrics", async (c) => c.text(await metrics.registry.metrics()));
  app.notFound((c) => refuse(c, deps, 404));
  app.onError((error, c) => {
    if ("getResponse" in error) {
      const response = error.getResponse();
      if (response.status < 500) {
        return problem(c, {
          status: 400,
          type: "malformed",
          title: { ar: "تعذرت قراءة الطلب.", en: "The request could not be read." },
        });
      }
    }
    if (isDatabaseAway(error)) {
      c.get("log")?.warn({ err: error, path: c.req.path }, "the database is away");
      c.header("retry-after", String(awayRetryAfterS));
      return refuse(c, deps, 503);
    }
    c.get("log")?.error({ err: error, path: c.req.path }, "request failed");
    return refuse(c, deps, 500);
  });
  return app;
};
