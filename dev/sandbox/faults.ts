import { z } from "zod";
import type { Hono } from "hono";
import type { Holds } from "./holds.ts";
import type { PartyEnv } from "./party.ts";

/** One arranged misbehaviour: the next `remaining` requests that match meet it. */
export type Fault<Kind extends string> = {
  id: string;
  kind: Kind;
  match: Readonly<Record<string, string>>;
  remaining: number;
  delayMs: number;
};

export type FaultBook<Kind extends string> = {
  add(fault: Omit<Fault<Kind>, "id">): Fault<Kind>;
  /** The oldest fault that agrees with every fact it names, used up once; restricted to `kinds`. */
  take(facts: Record<string, string>, kinds?: readonly Kind[]): Fault<Kind> | undefined;
  list(): readonly Fault<Kind>[];
  clear(): void;
};

const maximumFaults = 1_000;

/** An empty book. Faults live in memory only: a restarted sandbox behaves. */
export function createFaultBook<Kind extends string>(): FaultBook<Kind> {
  let faults: Fault<Kind>[] = [];
  let last = 0;
  return {
    add(input) {
      const fault = { ...input, id: `fault-${++last}` };
      faults = [...faults, fault].slice(-maximumFaults);
      return fault;
    },
    take(facts, kinds) {
      const fault = faults.find(
        (one) =>
          (kinds === undefined || kinds.includes(one.kind)) &&
          Object.entries(one.match).every(([fact, value]) => facts[fact] === value),
      );
      if (!fault) return undefined;
      fault.remaining -= 1;
      if (fault.remaining === 0) faults = faults.filter((one) => one !== fault);
      return fault;
    },
    list: () => faults,
    clear: () => {
      faults = [];
    },
  };
}

/** What a fault request says: which requests (`match`), what happens, how often, how slowly. */
export function faultSchema<Kind extends string>(kinds: readonly Kind[], facts: readonly string[]) {
  const fact = z.enum(facts as readonly [string, ...string[]]);
  return z.strictObject({
    match: z.partialRecord(fact, z.string().min(1).max(200)).default({}),
    kind: z.enum(kinds as readonly [Kind, ...Kind[]]),
    times: z.number().int().min(1).max(1_000_000).default(1),
    delayMs: z.number().int().min(0).max(600_000).default(1_000),
  });
}

/** `POST|GET|DELETE /_sandbox/faults`, and the release of held answers. */
export function mountFaultRoutes<Kind extends string>(
  app: Hono<PartyEnv>,
  deps: { book: FaultBook<Kind>; holds: Holds; kinds: readonly Kind[]; facts: readonly string[] },
): void {
  const schema = faultSchema(deps.kinds, deps.facts);
  app.get("/_sandbox/faults", (c) => c.json({ faults: deps.book.list() }));
  app.delete("/_sandbox/faults", (c) => {
    deps.book.clear();
    return c.body(null, 204);
  });
  app.post("/_sandbox/faults", async (c) => {
    const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) {
      return c.json({ title: "Not a fault.", detail: z.prettifyError(parsed.error) }, 400);
    }
    const { times, match, kind, delayMs } = parsed.data;
    const facts = match as Record<string, string>;
    const fault = deps.book.add({ kind: kind, match: facts, delayMs, remaining: times });
    return c.json(fault, 201);
  });
  app.get("/_sandbox/holds", (c) => c.json({ holds: deps.holds.list() }));
  app.post("/_sandbox/release", (c) => c.json({ released: deps.holds.release() }));
}
