import { setTimeout as delay } from "node:timers/promises";
import { isPortFree } from "../free-port.ts";
import { StartFailure } from "../start-failure.ts";
import type { Ports } from "./addresses.ts";
import { findPortHolder } from "./port-holder.ts";

const RELEASE_TIMEOUT_MS = 20_000;
const POLL_MS = 100;
/** Stands in the command of every process a launcher supervises. */
const SUPERVISED = "with-parent.ts";

// Above 1023, of the ports that the Fetch standard blocks ("bad port"): nobody could open them.
const BLOCKED_BY_BROWSERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10_080,
]);

/** Refuses to start, in a sentence, when a port is taken by somebody else or of no use. */
export async function requireFreePorts(ports: Partial<Ports>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (BLOCKED_BY_BROWSERS.has(port)) {
      throw new StartFailure(
        `Port ${port}, needed for ${name}, is one that browsers refuse to open. ` +
          "Choose other ports, for instance --port-base 4000.",
      );
    }
    // The processes of a launcher that was just killed need a moment to leave.
    const deadline = Date.now() + RELEASE_TIMEOUT_MS;
    while (!(await isPortFree(port))) {
      const holder = findPortHolder(port);
      const isLeaving = holder?.command.includes(SUPERVISED) === true && Date.now() < deadline;
      if (!isLeaving) throw portTaken(name, port, holder);
      await delay(POLL_MS);
    }
  }
}

function portTaken(name: string, port: number, holder: ReturnType<typeof findPortHolder>) {
  const by =
    holder === undefined
      ? "another program (it cannot be seen which)"
      : `process ${holder.pid} (${holder.command})`;
  return new StartFailure(
    `Port ${port}, needed for ${name}, is taken by ${by}. ` +
      "Stop it, or choose other ports, for instance --port-base 4000.",
  );
}
