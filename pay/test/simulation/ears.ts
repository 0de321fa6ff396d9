import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import type { PayDeps } from "#src/deps.ts";
import type { Count } from "./fault-kinds.ts";
import { endpoint } from "./parties.ts";
import { chance, type Random } from "./random.ts";
import type { Generation, Scheduler } from "./scheduler.ts";

/** What the billers' system has heard: each message once more for each time it came. */
export type Ears = Readonly<{
  /** How often a message was heard, by `type chargeId` or `type refundId`. */
  heard: ReadonlyMap<string, number>;
  times: (messageId: string) => number;
  /** From now on it hears and answers everything. */
  calm: () => void;
  /** The way there, for one process of the gateway. */
  postFor: (owner: Generation) => PayDeps["post"];
}>;

const messageSchema = z.object({
  type: z.string(),
  data: z.object({ chargeId: z.string().optional(), refundId: z.string().optional() }),
});

const no = (error: "noAnswer" | "noConnection") => ({ status: undefined, error, answer: "" });
const answered = (status: number) => ({ status, error: undefined, answer: "" });

export const openEars = (scheduler: Scheduler, random: Random, count: Count): Ears => {
  const heard = new Map<string, number>();
  const bodies = new Map<string, { body: string; times: number }>();
  const webhook = new Webhook(endpoint.secret);
  let quiet = false;
  const strikes = (share: number): boolean => !quiet && chance(random, share);

  const hear = (id: string, body: string): void => {
    const before = bodies.get(id);
    assert.equal(body, before?.body ?? body, "a message has the same bytes every time");
    bodies.set(id, { body, times: (before?.times ?? 0) + 1 });
    const { type, data } = messageSchema.parse(JSON.parse(body));
    const name = `${type} ${data.refundId ?? data.chargeId}`;
    heard.set(name, (heard.get(name) ?? 0) + 1);
  };

  const postFor: Ears["postFor"] =
    (owner) =>
    async ({ body, headers }) =>
      await scheduler.pass(
        "webhook",
        () => {
          if (strikes(0.05)) {
            count("webhookLost");
            return no("noConnection");
          }
          webhook.verify(body, headers);
          if (strikes(0.05)) {
            count("webhookRefused");
            return answered(503);
          }
          hear(headers["webhook-id"] ?? "", body);
          if (!strikes(0.05)) return answered(204);
          count("webhookAnswerLost");
          return no("noAnswer");
        },
        { owner },
      );

  return {
    heard,
    times: (messageId) => bodies.get(messageId)?.times ?? 0,
    calm: () => {
      quiet = true;
    },
    postFor,
  };
};
