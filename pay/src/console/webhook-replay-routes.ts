import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { replayOne } from "#src/webhook/message-queries.ts";
import { noteDeskAction } from "./desk-action-queries.ts";
import { mayDecide, notFound, type ConsoleApp, type Desk } from "./desk.ts";
import { formTexts } from "./form-once.ts";
import { isDay } from "./list-filter.ts";
import { endpointHref, webhooksPath } from "./webhook-desk-pages.ts";
import { listDeskEndpoints, type DeskEndpoint } from "./webhook-desk-queries.ts";
import { replayHref, replayLostPage, replayOnePage } from "./webhook-replay-page.ts";
import { countLost, findDeskMessage, lockEndpoint, replayLost } from "./webhook-replay-queries.ts";

type Asked = Readonly<{ kind: "one"; messageId: string } | { kind: "lost"; since: string }>;

const readAsked = (typed: Readonly<Record<string, string>>): Asked | undefined => {
  const { message = "", since = "" } = typed;
  if (/^msg_[0-9a-f]{32}$/.test(message)) return { kind: "one", messageId: message };
  return isDay(since) ? { kind: "lost", since } : undefined;
};

/** The endpoint of the address, where this person may send to it again. */
const findEndpoint = async ({ c, db, scope, staff }: Desk): Promise<DeskEndpoint | undefined> => {
  const id = c.req.param("id");
  const all = mayDecide(staff) ? await listDeskEndpoints(db, scope) : [];
  return all.find((one) => one.id === id && !one.disabled_at);
};

const confirm = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, frame, csrfToken } = desk;
  const endpoint = await findEndpoint(desk);
  const asked = readAsked(c.req.query());
  if (!endpoint || !asked) return notFound(desk);
  const more = { endpointId: endpoint.id, csrfToken };
  if (asked.kind === "lost") {
    const path = replayHref(endpoint.id, { since: asked.since });
    const count = await countLost(db, { scope, endpoint, since: asked.since });
    return c.html(replayLostPage({ ...frame, path }, { ...more, since: asked.since, count }));
  }
  const message = await findDeskMessage(db, scope, endpoint, asked.messageId);
  if (!message) return notFound(desk);
  const path = replayHref(endpoint.id, { message: message.id });
  return c.html(replayOnePage({ ...frame, path }, { ...more, message }));
};

/** Sends it in one transaction with the note of who did; gives what is noted. */
const carryOut = async (
  tx: Tx<PayDatabase>,
  { scope }: Desk,
  endpointId: string,
  asked: Asked,
): Promise<Result<string, "unknown" | "underWay">> => {
  const endpoint = await lockEndpoint(tx, endpointId);
  if (!endpoint || endpoint.disabled_at) return err("unknown");
  if (asked.kind === "lost") {
    const count = await replayLost(tx, { scope, endpoint, since: asked.since });
    return count === 0n ? err("underWay") : ok(`since ${asked.since} (${count})`);
  }
  const message = await findDeskMessage(tx, scope, endpoint, asked.messageId);
  if (!message) return err("unknown");
  if (message.underWay) return err("underWay");
  await replayOne(tx, endpoint, message.id);
  return ok(message.id);
};

const send = async (desk: Desk): Promise<Response> => {
  const { c, db, deps, ownLane, staff } = desk;
  const endpoint = await findEndpoint(desk);
  const asked = readAsked(await formTexts(desk));
  if (!endpoint || !asked) return notFound(desk);
  const sent = await inTransaction(db, async (tx) => {
    const done = await carryOut(tx, desk, endpoint.id, asked);
    if (!done.ok) return done;
    const subject = `${endpoint.id}/${done.value}`;
    const note = { institutionId: ownLane, username: staff.username, subject };
    await noteDeskAction(tx, { ...note, action: "messageReplayed" });
    return done;
  });
  if (!sent.ok && sent.error === "unknown") return notFound(desk);
  deps.kickOutbox();
  // Pressed twice, or by two people: it is on its way, which is what was wanted.
  return c.redirect(`${endpointHref(endpoint.id)}?done=sent`, 303);
};

/** Sending webhook messages again: asked first, noted, and never what is on its way already. */
export const addWebhookReplayRoutes = (app: ConsoleApp): void => {
  app.get(`${webhooksPath}/:id/replay`, confirm);
  app.post(`${webhooksPath}/:id/replay`, send);
};
