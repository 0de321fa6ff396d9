import type { Hono } from "hono";
import { z } from "zod";
import type { PartyEnv } from "./party.ts";

/** A party whose ways can be changed while it runs. */
type Changeable<S> = Readonly<{ settings: () => S; change: (given: Partial<S>) => void }>;

/** `GET` and `PUT /_sandbox/settings`: how a party behaves; what is not given stays. */
export function mountSettings<S extends object>(
  app: Hono<PartyEnv>,
  party: Changeable<S>,
  given: z.ZodType<{ [K in keyof S]?: S[K] | undefined }>,
): void {
  app.get("/_sandbox/settings", (c) => c.json(party.settings()));
  app.put("/_sandbox/settings", async (c) => {
    const parsed = given.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) {
      return c.json({ title: "Not settings.", detail: z.prettifyError(parsed.error) }, 400);
    }
    const changes = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    party.change(Object.fromEntries(changes) as Partial<S>);
    return c.json(party.settings());
  });
}
