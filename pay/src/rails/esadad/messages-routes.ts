import { forbiddenPage } from "@gov/kit/ui/status-pages.ts";
import { notFound, type ConsoleApp, type DeskPage } from "#src/console/desk.ts";
import { findMessage, listMessages } from "./message-queries.ts";
import { messagePage, messagesPage, messagesPath } from "./messages-page.ts";

/** They name payers of all institutions: only the treasury's staff read them. */
const forTreasury =
  (show: DeskPage): DeskPage =>
  (desk) => {
    const { c, frame, treasury } = desk;
    if (treasury) return show(desk);
    return c.html(forbiddenPage({ ...frame, reference: c.get("requestId") }), 403);
  };

/** The operator's pages of messages with the hub. */
export const addMessageRoutes = (desks: ConsoleApp): void => {
  desks.get(
    messagesPath,
    forTreasury(async ({ c, db, frame }) => {
      const guid = c.req.query("guid")?.trim().slice(0, 64) || undefined;
      return c.html(messagesPage(frame, await listMessages(db, guid), guid));
    }),
  );
  desks.get(
    `${messagesPath}/:id`,
    forTreasury(async (desk) => {
      const { c, db, frame } = desk;
      const id = c.req.param("id") ?? "";
      const row = /^[1-9]\d{0,17}$/.test(id) ? await findMessage(db, BigInt(id)) : undefined;
      return row ? c.html(messagePage(frame, row)) : notFound(desk);
    }),
  );
};
