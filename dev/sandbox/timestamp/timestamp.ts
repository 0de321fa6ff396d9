import { createFaultBook, mountFaultRoutes } from "../faults.ts";
import { createHolds } from "../holds.ts";
import { answerThroughFault, wireFaultKinds } from "../misbehave.ts";
import { createPartyApp, openParty, type Party } from "../party.ts";
import type { AuthorityKeys } from "./authority.ts";
import { timestampFaultFacts, timestampFaultKinds } from "./timestamp-faults.ts";
import type { TimestampFaultKind } from "./timestamp-faults.ts";
import { answerRequest, imprintOf, readRequest } from "./token.ts";

const stampsKept = 1_000;

/**
 * A time-stamping authority: RFC 3161 over HTTP at `/`. `GET /_sandbox/stamps` lists which imprints
 * it was asked to stamp, the newest last.
 */
export async function startTimestampSandbox(options: {
  port: number;
  keys: AuthorityKeys;
}): Promise<Party> {
  const app = createPartyApp();
  const book = createFaultBook<TimestampFaultKind>();
  const holds = createHolds();
  const stamps: { at: string; imprint: string; fault?: string }[] = [];
  const [kinds, facts] = [timestampFaultKinds, timestampFaultFacts];
  mountFaultRoutes(app, { book, holds, kinds, facts });
  app.get("/_sandbox/stamps", (c) => c.json({ stamps }));
  app.get("/root.pem", (c) => c.text(options.keys.root));
  app.post("/", async (c) => {
    if (c.req.header("content-type") !== "application/timestamp-query") {
      return c.json({ title: "Send application/timestamp-query." }, 415);
    }
    const request = readRequest(new Uint8Array(await c.req.arrayBuffer()));
    const given = request ? { imprint: imprintOf(request) } : {};
    const taken = book.take(given);
    const own = wireFaultKinds.find((kind) => kind === taken?.kind) ? undefined : taken?.kind;
    const fault = taken?.kind === "slow" ? { ...taken, kind: "lateAnswer" as const } : taken;
    return await answerThroughFault(c, { fault, holds, facts: given }, async () => {
      const answer = await answerRequest(request, options.keys, own);
      const at = new Date().toISOString();
      if (request) {
        stamps.push({ at, imprint: imprintOf(request), ...(own ? { fault: own } : {}) });
      }
      if (stamps.length > stampsKept) stamps.shift();
      return c.body(Uint8Array.from(answer), 200, {
        "content-type": "application/timestamp-reply",
      });
    });
  });
  const party = await openParty(app, options.port);
  return {
    ...party,
    close() {
      holds.release();
      return party.close();
    },
  };
}
