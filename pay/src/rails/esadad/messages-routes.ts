import type { Database } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findMessage, listMessages } from "./message-queries.ts";
import { messagePage, messagesPage, messagesPath } from "./messages-page.ts";

/**
 * The operator's pages of messages. They name payers: `frameFor` gives the console's frame to
 * treasury staff, and for everybody else the answer to give.
 */
export const addMessageRoutes = (
  app: HttpApp,
  db: Database<PayDatabase>,
  frameFor: (c: AppContext) => Promise<Frame | Response>,
): void => {
  app.get(messagesPath, async (c) => {
    const frame = await frameFor(c);
    if (frame instanceof Response) return frame;
    const guid = c.req.query("guid")?.trim().slice(0, 64) || undefined;
    return c.html(messagesPage(frame, await listMessages(db, guid), guid));
  });
  app.get(`${messagesPath}/:id`, async (c) => {
    const frame = await frameFor(c);
    if (frame instanceof Response) return frame;
    const id = c.req.param("id");
    const row = /^[1-9]\d{0,17}$/.test(id) ? await findMessage(db, BigInt(id)) : undefined;
    if (row) return c.html(messagePage(frame, row));
    return c.html(notFoundPage({ ...frame, reference: c.get("requestId") }), 404);
  });
};
