import type { Hono } from "hono";
import { createFaultBook, mountFaultRoutes } from "../faults.ts";
import type { Fault } from "../faults.ts";
import { createHolds } from "../holds.ts";
import { answerThroughFault, wireFaultKinds } from "../misbehave.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party, PartyContext, PartyEnv } from "../party.ts";

/**
 * Beyond the wire's faults (`down` among them):
 * - `slow`: the answer comes `delayMs` late.
 * - `wrong`: the answer is about someone or something else.
 * - `malformed`: the answer is not what the registry promised.
 */
export const registryFaultKinds = [...wireFaultKinds, "slow", "wrong", "malformed"] as const;
export type RegistryFaultKind = (typeof registryFaultKinds)[number];

export type Registry = {
  app: Hono<PartyEnv>;
  /** Does the work through whatever fault is arranged for these facts. */
  answer(
    c: PartyContext,
    facts: Record<string, string>,
    work: (fault: Fault<RegistryFaultKind> | undefined) => Response | Promise<Response>,
  ): Promise<Response>;
  /** Answers at this port (0 takes a free one) until it is closed, with whatever it held back. */
  open(port: number): Promise<Party>;
};

const requestsKept = 1_000;

/** A registry's application: faults, and a memory of who asked in whose name (X-Road headers). */
export function createRegistry(facts: readonly string[]): Registry {
  const app = createPartyApp();
  const book = createFaultBook<RegistryFaultKind>();
  const holds = createHolds();
  const requests: { at: string; method: string; path: string; headers: object }[] = [];
  mountFaultRoutes(app, { book, holds, kinds: registryFaultKinds, facts });
  app.get("/_sandbox/requests", (c) => c.json({ requests }));
  const remember = (c: PartyContext) => {
    const headers = [...c.req.raw.headers].filter(([name]) => /^(x-road|uxp)-/.test(name));
    const { method, url } = c.req;
    const { pathname, search } = new URL(url);
    const at = new Date().toISOString();
    requests.push({ at, method, path: pathname + search, headers: Object.fromEntries(headers) });
    if (requests.length > requestsKept) requests.shift();
  };
  return {
    app,
    answer(c, given, work) {
      remember(c);
      const taken = book.take(given);
      const fault = taken?.kind === "slow" ? { ...taken, kind: "lateAnswer" as const } : taken;
      return answerThroughFault(c, { fault, holds, facts: given }, () =>
        fault?.kind === "malformed" ? c.html("<html>502</html>") : work(fault),
      );
    },
    async open(port) {
      const party = await openParty(app, port);
      return {
        ...party,
        close() {
          holds.release();
          return party.close();
        },
      };
    },
  };
}

/** RFC 9457: the registry knows no such record, or cannot do what was asked. */
export const registryProblem = (c: PartyContext, status: 400 | 404 | 409, title: string) =>
  c.json({ type: "about:blank", title, status }, status, {
    "content-type": "application/problem+json",
  });
