import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export type Metrics = Readonly<{ registry: Registry; measure: MiddlewareHandler }>;

let processRegistry: Registry | undefined;

/** The process is watched once, by timers of its own, however many apps are made in it. */
const watchProcess = (): Registry => {
  if (processRegistry) return processRegistry;
  processRegistry = new Registry();
  collectDefaultMetrics({ register: processRegistry });
  return processRegistry;
};

const addProcessMetrics = (registry: Registry): void => {
  const watched = watchProcess();
  for (const { name } of watched.getMetricsAsArray()) {
    const metric = watched.getSingleMetric(name);
    if (metric) registry.registerMetric(metric);
  }
};

/** Prometheus metrics of one component: the process and its requests by route, never by person. */
export const createMetrics = (component: string): Metrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ component });
  addProcessMetrics(registry);
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests take, by method, route and status class",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const measure: MiddlewareHandler = async (c, next) => {
    const stop = duration.startTimer();
    await next();
    stop({
      method: c.req.method,
      route: routePath(c, -1),
      status: `${Math.floor(c.res.status / 100)}xx`,
    });
  };
  return { registry, measure };
};
