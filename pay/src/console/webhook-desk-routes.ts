import { localTime } from "@gov/country/time-zone.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { mayDecide, notFound, type ConsoleApp, type Desk } from "./desk.ts";
import { listDeskClients, listDeskDeliveries, listDeskEndpoints } from "./webhook-desk-queries.ts";
import { clientsPage, endpointPage, endpointsPage, webhooksPath } from "./webhook-desk-pages.ts";
import { replayHref, replaySection, replayTexts } from "./webhook-replay-page.ts";
import { listReplayed } from "./webhook-replay-queries.ts";

const pageRows = 50;

const showEndpoint = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, frame, lang, staff } = desk;
  const id = c.req.param("id");
  const endpoint = (await listDeskEndpoints(db, scope)).find((one) => one.id === id);
  if (!endpoint) return notFound(desk);
  const typed = c.req.query("before") ?? "";
  const before = /^\d{1,18}$/.test(typed) ? BigInt(typed) : undefined;
  const failedOnly = c.req.query("failed") === "yes";
  const page = { failedOnly, before, limit: pageRows + 1 };
  const deliveries = await listDeskDeliveries(db, scope, endpoint.id, page);
  const mayReplay = mayDecide(staff);
  const disabled = endpoint.disabled_at !== null;
  const replayed = await listReplayed(db, scope, endpoint.id);
  const today = localTime(new Date()).date;
  const below = { endpointId: endpoint.id, today, disabled, mayReplay, replayed };
  const sent = c.req.query("done") === "sent";
  return c.html(
    endpointPage(frame, {
      endpoint,
      deliveries: deliveries.slice(0, pageRows),
      failedOnly,
      paged: before !== undefined,
      more: deliveries.length > pageRows,
      again: mayReplay && !disabled ? (message) => replayHref(endpoint.id, { message }) : undefined,
      notice: sent
        ? notice({ kind: "success", lang, live: true, title: replayTexts.sent })
        : undefined,
      below: replaySection(below, lang),
    }),
  );
};

/** Where systems are told, what they answered, and which systems there are. */
export const addWebhookDeskRoutes = (app: ConsoleApp): void => {
  app.get(webhooksPath, async ({ c, db, scope, frame }) =>
    c.html(endpointsPage(frame, await listDeskEndpoints(db, scope))),
  );
  app.get(`${webhooksPath}/:id`, showEndpoint);
  app.get("/console/clients", async ({ c, db, scope, frame, signInUrl }) =>
    c.html(clientsPage(frame, await listDeskClients(db, scope), signInUrl)),
  );
};
