import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { esadadEnvironment } from "../test/esadad-hub.ts";
import { startInstantBank } from "../test/instant-bank.ts";
import { freePort, migrations, payEnvironment } from "../test/pay-world.ts";
import { startTokenIssuer } from "../test/token-issuer.ts";
import { openPayers, registerParties } from "./bench-parties.ts";
import { endedChildrenCpuMs, postgresCpuMs } from "./cpu-time.ts";
import { measure, median, print, rounded, type Measured } from "./measure.ts";
import { floorProgram, startPayProcesses, type PayProcesses } from "./pay-processes.ts";
import { flows, type Flow, type Payer } from "./payment-flows.ts";
import { hasPgbench, preparePgbench, runPgbench } from "./pgbench.ts";

/**
 * Whole payments a second over HTTP, from the bill to the signed receipt, beside pgbench's
 * TPC-B-like transactions on the same server in the same run, turn by turn. `pay` runs as
 * processes of its own; the callers and the rails' parties share the machine with it.
 */
const serverUrl = process.env["TEST_DATABASE_URL"] ?? "";
const seconds = Number(process.env["SECONDS"] ?? 5);
/** Before the first turn, so that what is measured is compiled and its tables are analysed. */
const warmUpSeconds = Number(process.env["WARM_UP"] ?? 10);
const turns = Number(process.env["TURNS"] ?? 3);
const callers = Number(process.env["CALLERS"] ?? 64);
const counts = (process.env["PROCESSES"] ?? "1,2").split(",").map(Number);
const floor = "floor";
const wanted = (process.env["FLOWS"] ?? [...Object.keys(flows), floor].join(",")).split(",");
const chosen = Object.entries(flows).filter(([name]) => wanted.includes(name));

/** Processor time a payment: of `pay`, PostgreSQL, and the callers with the rails' parties. */
type Cpu = Readonly<{ pay: number; postgres: number; callers: number }>;
type Run = Readonly<{ whole: Measured; steps: ReadonlyMap<string, number[]>; cpu: Cpu }>;
type Stage = Readonly<{ payers: readonly Payer[]; pay: PayProcesses; db: Database<PayDatabase> }>;

const cpuNow = async ({ pay, db }: Stage): Promise<Cpu> => {
  const { user, system } = process.cpuUsage();
  return {
    pay: pay.cpuMs(),
    postgres: await postgresCpuMs(db),
    callers: (user + system) / 1_000,
  };
};

/** Runs one flow with all payers for the time of a turn. */
const runFlow = async (flow: Flow, stage: Stage, forSeconds = seconds): Promise<Run> => {
  const { payers } = stage;
  const steps = new Map<string, number[]>();
  const before = await cpuNow(stage);
  const free = [...payers];
  const whole = await measure(payers.length, forSeconds, async () => {
    const payer = free.pop();
    if (!payer) throw new Error("more callers than payers");
    await flow(payer, async (name, work) => {
      const start = performance.now();
      const reply = await work();
      const times = steps.get(name) ?? [];
      times.push(performance.now() - start);
      steps.set(name, times);
      return reply;
    });
    free.push(payer);
    return true;
  });
  const after = await cpuNow(stage);
  const payments = steps.values().next().value?.length ?? 0;
  const each = (of: (cpu: Cpu) => number): number => (of(after) - of(before)) / payments;
  const cpu = {
    pay: each((one) => one.pay),
    postgres: each((one) => one.postgres),
    callers: each((one) => one.callers),
  };
  return { whole, steps, cpu };
};

type Tpcb = Readonly<{ perSecond: number; cpuMs: number }>;

/** TPC-B-like transactions a second, and the processor time that each took on both sides. */
const runTpcb = async (url: string, db: Database<PayDatabase>): Promise<Tpcb> => {
  const used = async (): Promise<number> => (await postgresCpuMs(db)) + endedChildrenCpuMs();
  const before = await used();
  const { tps } = await runPgbench(url, seconds);
  return { perSecond: tps, cpuMs: ((await used()) - before) / (tps * seconds) };
};

const at = (times: readonly number[], share: number): number =>
  rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN, 1);

type Turn = Readonly<{ tpcb: Tpcb; run: Run }>;

const report = (flow: string, processes: number, taken: readonly Turn[]): void => {
  const of = (value: (turn: Turn) => number) => median(taken.map(value));
  const names = [...(taken[0]?.run.steps.keys() ?? [])];
  const stepTimes = names.map((name) => {
    const times = taken.flatMap(({ run }) => run.steps.get(name) ?? []);
    return [name, { p50Ms: at(times, 0.5), p99Ms: at(times, 0.99) }];
  });
  print({
    flow,
    processes,
    callers,
    paymentsPerSecond: Math.round(of(({ run }) => run.whole.perSecond)),
    tpcbPerSecond: Math.round(of(({ tpcb }) => tpcb.perSecond)),
    ratio: rounded(of(({ tpcb, run }) => run.whole.perSecond / tpcb.perSecond)),
    cpuMs: {
      pay: rounded(of(({ run }) => run.cpu.pay)),
      postgres: rounded(of(({ run }) => run.cpu.postgres)),
      callers: rounded(of(({ run }) => run.cpu.callers)),
      tpcb: rounded(of(({ tpcb }) => tpcb.cpuMs)),
    },
    whole: {
      p50Ms: rounded(
        of(({ run }) => run.whole.p50Ms),
        1,
      ),
      p99Ms: rounded(
        of(({ run }) => run.whole.p99Ms),
        1,
      ),
    },
    steps: Object.fromEntries(stepTimes),
  });
};

/** Everything that was answered is there, once, and the books agree. */
const verify = async (db: Database<PayDatabase>): Promise<void> => {
  const { rows } = await sql<Record<string, bigint>>`
    select (select count(*) from bill where status = 'paid') as "billsPaid",
      (select count(*) from payment) as payments,
      (select count(*) from receipt where cose is not null) as "receiptsSigned",
      (select count(*) from transfer where source_kind = 'capture') as captures,
      (select count(*) from ledger_difference) as differences`.execute(db);
  const found = Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]);
  print({ what: "at the end", ...Object.fromEntries(found) });
};

/** A database, the parties around it, and what `pay` needs in its environment to know them. */
const openSurroundings = async () => {
  const database = await createTestDatabase(migrations);
  const [issuer, bank] = await Promise.all([startTokenIssuer(), startInstantBank()]);
  const environment: Record<string, string> = {
    ...payEnvironment({
      port: await freePort(),
      databaseUrl: database.url,
      bankUrl: bank.url,
      issuerUrl: issuer.url,
    }),
    ...bank.environment,
    ...esadadEnvironment("http://127.0.0.1:9"),
    LOG_LEVEL: "info",
    SWEEP_EVERY_MS: "2000",
    CASH_AGENT_DAY_LIMIT_MINOR: "ILS:999999999999999",
  };
  const db = openDatabase<PayDatabase>(database.url, { max: 1 });
  const close = async (): Promise<void> => {
    await Promise.all([issuer.close(), bank.close(), db.destroy()]);
    await database.drop();
  };
  return { issuer, bank, environment, db, close };
};

type Surroundings = Awaited<ReturnType<typeof openSurroundings>>;

const openStage = async (around: Surroundings, pay: PayProcesses): Promise<Stage> => {
  const { issuer, bank, environment, db } = around;
  const publicUrl = environment["PUBLIC_URL"] ?? "";
  const payers = await openPayers({ pay, issuer, callers, publicUrl, bankKey: bank.privateKey });
  return { payers, pay, db };
};

const measureFlow = async (flow: Flow, stage: Stage, tpcbUrl: string): Promise<Turn[]> => {
  await runFlow(flow, stage, warmUpSeconds);
  // As autovacuum would have done long ago: plans made for empty tables scan them.
  await sql`vacuum analyze`.execute(stage.db);
  const taken: Turn[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    taken.push({ tpcb: await runTpcb(tpcbUrl, stage.db), run: await runFlow(flow, stage) });
  }
  return taken;
};

const measureProcesses = async (processes: number, tpcbUrl: string): Promise<void> => {
  const around = await openSurroundings();
  const pay = await startPayProcesses(around.environment, processes);
  await registerParties({ port: pay.ports[0] ?? 0, issuer: around.issuer, callers });
  const stage = await openStage(around, pay);
  for (const [name, flow] of chosen) {
    report(name, processes, await measureFlow(flow, stage, tpcbUrl));
  }
  stage.payers.forEach((payer) => payer.connection.close());
  await verify(around.db);
  await pay.close();
  await around.close();
};

/** The requests of an instant payment, answered with next to nothing behind them. */
const measureFloor = async (tpcbUrl: string): Promise<void> => {
  const { instant } = flows;
  if (!instant) throw new Error("there is no instant flow");
  const around = await openSurroundings();
  const pay = await startPayProcesses(around.environment, 1, floorProgram);
  const stage = await openStage(around, pay);
  report(floor, 1, await measureFlow(instant, stage, tpcbUrl));
  stage.payers.forEach((payer) => payer.connection.close());
  await pay.close();
  await around.close();
};

if (!(await hasPgbench())) {
  process.stdout.write("pgbench is not on this machine (Debian: postgresql-contrib). Not run.\n");
  process.exit(1);
}
const tpcb = await preparePgbench(serverUrl);
if (chosen.length > 0) {
  for (const processes of counts) await measureProcesses(processes, tpcb.url);
}
if (wanted.includes(floor)) await measureFloor(tpcb.url);
await tpcb.drop();
