import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { forEachRegistry } from "../seed/service-registries.ts";
import { DATA, ROOT } from "./folders.ts";
import {
  findFreePortBase,
  localUrl,
  type Ports,
  portsFrom,
  type UrlOf,
} from "./nation/addresses.ts";
import { COMPONENTS, prepareDatabases } from "./nation/databases.ts";
import { lockDataFolder } from "./nation/folder-lock.ts";
import { componentPlans, type Rehearsal, sandboxPlans } from "./nation/plans.ts";
import { requireFreePorts } from "./nation/port-check.ts";
import type { NationRecord } from "./nation/record.ts";
import { loadSecrets, type NationSecrets } from "./nation/secrets.ts";
import { seedOnce } from "./nation/seeding.ts";
import { findLivePostgres, type Postgres, startPostgres, stopPostgres } from "./postgres.ts";
import { StartFailure } from "./start-failure.ts";
import { type ProcessPlan, supervise, type SupervisedProcess } from "./supervise/supervisor.ts";

export type NationOptions = {
  /** First port; without it, a free range is found. */
  portBase?: number;
  /** Where everything is kept; without it, `.data` of the project. */
  dataDir?: string;
  /** Drops what an earlier start left: database, secrets, people, sandboxes' memory. */
  fresh?: boolean;
  /** True when nothing need survive a power cut, as in tests: faster. */
  throwaway?: boolean;
  /** Runs the components as in production. */
  rehearsal?: Rehearsal;
  /** Told of progress, one line at a time. */
  report?: (line: string) => void;
  /** Gives up a start that is under way, and stops what has started. */
  signal?: AbortSignal;
};

export type Nation = NationRecord & {
  ports: Ports;
  dataDir: string;
  secrets: NationSecrets;
  /** Superuser address of PostgreSQL. */
  postgresUrl: string;
  /** Names of the processes that run. */
  running: string[];
  /** A process by name: sso, portal, pay, exchange, card, sms, civil-registry, … */
  component(name: string): SupervisedProcess;
  /** Stops everything in the reverse order of starting. */
  stop(): Promise<void>;
};

const THROWAWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the whole nation: PostgreSQL, the parties outside, every component, and at first the
 * seeds. The same nation serves `npm start`, the journeys and the fault tests. Throws
 * StartFailure with a sentence, and leaves nothing running, when it cannot.
 */
export async function startNation(options: NationOptions = {}): Promise<Nation> {
  const report = options.report ?? (() => {});
  const dataDir = options.dataDir ?? DATA;
  const ports = portsFrom(options.portBase ?? (await findFreePortBase()));
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => await stopAll(stops);
  const giveUp = () => void stop().catch(() => {});
  options.signal?.addEventListener("abort", giveUp);
  try {
    const unlock = lockDataFolder(dataDir);
    stops.push(async () => unlock());
    if (options.fresh === true) await forget(dataDir);
    const secrets = loadSecrets(dataDir, !existsSync(join(dataDir, "postgres")));
    await requirePorts(ports, dataDir);
    const postgres = await beginPostgres(ports, dataDir, options.throwaway === true, report);
    stops.push(postgres.stop);
    options.signal?.throwIfAborted();
    await prepareDatabases(postgres.url, secrets);
    mkdirSync(join(dataDir, "sandbox"), { recursive: true });
    const urlOf = urlsOf(ports, options.rehearsal);
    const at = { ports, urlOf, dataDir, secrets, rehearsal: options.rehearsal };
    const processes = new Map<string, SupervisedProcess>();
    const begin = async (plans: ProcessPlan[]) =>
      await beginProcesses(plans, join(dataDir, "logs"), processes, stops, report).finally(() =>
        options.signal?.throwIfAborted(),
      );
    await begin(sandboxPlans(at));
    // Sign-in comes first: the others ask it for its keys.
    const [sso, ...others] = componentPlans(at);
    await begin(sso === undefined ? [] : [sso]);
    await begin(others);
    await options.rehearsal?.openProxy();
    const addresses = addressesOf(ports, urlOf);
    const record = await seedOnce({ ...at, ...addresses, running: [...processes.keys()], report });
    return {
      ...record,
      ...at,
      postgresUrl: postgres.url,
      running: [...processes.keys()],
      component: (name) => {
        const found = processes.get(name);
        if (found === undefined) throw new Error(`no process named ${name} runs`);
        return found;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", giveUp);
  }
}

// What started last stops first. One that fails does not keep the others running.
async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function forget(dataDir: string): Promise<void> {
  await stopPostgres(join(dataDir, "postgres"));
  for (const name of ["postgres", "secrets.json", "nation.json", "seeded.json", "sandbox"]) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

async function requirePorts(ports: Ports, dataDir: string): Promise<void> {
  const { postgres, ...others } = ports;
  const live = await findLivePostgres(join(dataDir, "postgres"));
  await requireFreePorts(live?.port === postgres ? others : ports);
}

async function beginPostgres(
  ports: Ports,
  dataDir: string,
  throwaway: boolean,
  report: (line: string) => void,
): Promise<Postgres> {
  const startedAt = Date.now();
  const postgres = await startPostgres({
    dataDir: join(dataDir, "postgres"),
    port: ports.postgres,
    ...(throwaway ? { settings: THROWAWAY } : {}),
  });
  const how = postgres.adopted ? "taken over" : "ready";
  report(`postgres ${how} in ${Date.now() - startedAt} ms`);
  return postgres;
}

async function beginProcesses(
  plans: ProcessPlan[],
  logFolder: string,
  processes: Map<string, SupervisedProcess>,
  stops: (() => Promise<void>)[],
  report: (line: string) => void,
): Promise<void> {
  const starting = plans.map(async (plan) => {
    if (!existsSync(plan.program)) {
      report(`${plan.name} is not in this checkout (${plan.program.slice(ROOT.length + 1)})`);
      return;
    }
    const startedAt = Date.now();
    const one = supervise(plan, { logFolder, report });
    stops.push(one.stop);
    await one.start();
    processes.set(plan.name, one);
    report(`${plan.name} ready in ${Date.now() - startedAt} ms`);
  });
  const results = await Promise.allSettled(starting);
  const failures = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (failures.length === 0) return;
  const bug = failures.find((reason) => !(reason instanceof StartFailure));
  if (bug !== undefined) throw bug;
  throw new StartFailure(failures.map((reason: StartFailure) => reason.message).join("\n\n"));
}

function urlsOf(ports: Ports, rehearsal: Rehearsal | undefined): UrlOf {
  return (name) => {
    const component = rehearsal && COMPONENTS.find((known) => known === name);
    return component ? rehearsal.urlOf(component, ports) : localUrl(ports[name]);
  };
}

function addressesOf(ports: Ports, urlOf: UrlOf): Pick<NationRecord, "addresses" | "sandbox"> {
  return {
    addresses: {
      portal: urlOf("portal"),
      sso: urlOf("sso"),
      pay: urlOf("pay"),
      exchange: urlOf("exchange"),
      hukumati: urlOf("hukumati"),
    },
    sandbox: {
      card: localUrl(ports.card),
      instant: localUrl(ports.instant),
      treasuryBank: localUrl(ports.treasuryBank),
      esadad: localUrl(ports.esadad),
      sms: localUrl(ports.sms),
      smpp: `smpp://127.0.0.1:${ports.smpp}`,
      mail: localUrl(ports.mail),
      civilRegistry: localUrl(ports.civilRegistry),
      vehicleRegistry: localUrl(ports.vehicleRegistry),
      companiesRegistry: localUrl(ports.companiesRegistry),
      healthRegistry: localUrl(ports.healthRegistry),
      justiceRegistry: localUrl(ports.justiceRegistry),
      policeRegistry: localUrl(ports.policeRegistry),
      assistanceRegistry: localUrl(ports.assistanceRegistry),
      cash: localUrl(ports.cash),
      timestamp: localUrl(ports.timestamp),
      ...forEachRegistry((name) => localUrl(ports[name])),
    },
  };
}
