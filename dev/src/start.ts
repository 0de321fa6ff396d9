import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./folders.ts";
import { type Preview, servePreview } from "./hukumati/preview.ts";
import { HIGHEST_OFFSET } from "./nation/addresses.ts";
import { describeNation } from "./nation/summary.ts";
import { type Nation, startNation } from "./nation.ts";
import { runMain, StartFailure } from "./start-failure.ts";
import { whenParentGone } from "./supervise/parent.ts";

const USAGE = `npm start [-- options]
  Starts the whole nation on this machine and keeps it running until Ctrl-C.

  --port-base N   first port (default 3000): the portal is at N, sign-in at N+1, payments at
                  N+2, the exchange at N+3, the app at N+4, PostgreSQL at N+40, the outside
                  parties from N+50
  --data DIR      where everything is kept (default .data)
  --fresh         begin again: drops the database, the secrets and the people of DIR
  --help          this text

  DIR/nation.json holds the addresses and who can sign in, DIR/logs the log of each process.`;

await runMain(main);

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const startedAt = Date.now();
  const report = (line: string) => process.stdout.write(`${clock()}  ${line}\n`);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolveStopped) => {
    stopping.signal.addEventListener("abort", () => resolveStopped());
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stopping.abort());
  }
  whenParentGone(() => stopping.abort());
  const nation = await startUnlessStopped({ ...options, report, signal: stopping.signal });
  if (nation === undefined) return 130;
  const preview = await beginPreview(nation, report);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`\n${describeNation(nation)}\n\nReady in ${seconds} s. Ctrl-C stops it.\n`);
  // Signals alone do not keep a process alive.
  const alive = setInterval(() => {}, 60_000);
  await stopped;
  clearInterval(alive);
  report("stopping…");
  await preview?.stop();
  await nation.stop();
  report("stopped");
  return 0;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        "port-base": { type: "string", default: "3000" },
        data: { type: "string", default: ".data" },
        fresh: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return undefined;
    const portBase = Number(values["port-base"]);
    const highest = 65_535 - HIGHEST_OFFSET;
    if (!Number.isInteger(portBase) || portBase < 1 || portBase > highest) {
      throw new StartFailure(`--port-base must be a whole number from 1 to ${highest}.`);
    }
    return { portBase, dataDir: resolve(ROOT, values.data), fresh: values.fresh };
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function startUnlessStopped(
  options: Parameters<typeof startNation>[0] & { signal: AbortSignal },
): Promise<Nation | undefined> {
  try {
    return await startNation(options);
  } catch (error) {
    if (options.signal.aborted) return undefined;
    throw error;
  }
}

// The app is built while people already use the rest.
async function beginPreview(
  nation: Nation,
  report: (line: string) => void,
): Promise<Preview | undefined> {
  try {
    const { dataDir, addresses, ports } = nation;
    return await servePreview({ dataDir, addresses, port: ports.hukumati, report });
  } catch (error) {
    report(`hukumati cannot be served: ${(error as Error).message}`);
    return undefined;
  }
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}
