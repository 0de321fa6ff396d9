import { sweepCharges } from "#src/charge/sweep.ts";
import { Crashed, type World } from "./world.ts";

/**
 * Time is moved in the rows, not in a clock: what waits becomes due. Rows that a transaction
 * holds are left alone.
 */
const moveTime = async (world: World, share: number): Promise<void> => {
  const some = [share];
  // The seed's chance in the rows too.
  await world.monitor.query("select setseed($1)", [world.random()]);
  await world.monitor.query(
    `update charge set next_check_at = now() where (institution_id, id) in (select institution_id,
       id from charge where next_check_at > now() and random() < $1::float8 for update skip locked)`,
    some,
  );
  await world.monitor.query(
    `update charge set expires_at = now() where (institution_id, id) in (select institution_id, id
       from charge where status in ('created', 'pending') and expires_at > now()
         and random() < $1::float8 / 3 for update skip locked)`,
    some,
  );
  await world.monitor.query(
    `update outbox set due_at = now() where id in (select id from outbox where due_at > now()
       and random() < $1::float8 for update skip locked)`,
    some,
  );
  await world.monitor.query(
    `update outbox set leased_until = now() where id in (select id from outbox
       where leased_until > now() and random() < $1::float8 for update skip locked)`,
    some,
  );
  await world.monitor.query(
    `update idempotency_key set held_until = now() where (client_id, key) in (select client_id, key
       from idempotency_key where state = 'inFlight' and held_until > now() and random() < $1::float8
       for update skip locked)`,
    some,
  );
};

const passTime = (world: World, share: number): Promise<void> =>
  world.look("time passes", () => moveTime(world, share));

const repeat = async (
  world: World,
  ended: () => boolean,
  { label, weight }: { label: string; weight: number },
  work: () => Promise<unknown>,
): Promise<void> => {
  while (!ended()) {
    await world.step(label, weight);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
    }
  }
};

/** What goes on without anybody's request: two sweeps, two outbox workers, and time. */
export const startBackground = (world: World, ended: () => boolean): Promise<void>[] => [
  ...[1, 2].map(() =>
    repeat(world, ended, { label: "sweep", weight: 0.15 }, () =>
      world.call(({ deps }) => sweepCharges(deps)),
    ),
  ),
  ...[1, 2].map(() =>
    repeat(world, ended, { label: "outbox", weight: 0.15 }, () =>
      world.call(({ workOutbox }) => workOutbox()),
    ),
  ),
  repeat(world, ended, { label: "time", weight: 0.05 }, () => passTime(world, 0.5)),
];

const unsettled = `select (select count(*) from charge where status in ('created', 'pending'))
  + (select count(*) from refund where status = 'due')
  + (select count(*) from charge where next_check_at <= now())
  + (select count(*) from outbox where due_at <= now()) as open`;

const stuck = `select c.rail, c.status, c.taken_minor::text, r.reason, r.amount_minor::text,
    r.status as refund, o.last_error, t.transaction_id
  from charge c left join refund r on r.charge_id = c.id and r.status = 'due'
    left join outbox o on o.payload ->> 'chargeId' = c.id::text
    left join rail_transaction t on t.charge_id = c.id
  where c.status in ('created', 'pending') or r.status = 'due' limit 20`;

/** After the last payer: everything is asked and worked off, in the ordinary way. */
export const settleAll = async (world: World): Promise<void> => {
  for (let round = 0; round < 60; round += 1) {
    await passTime(world, 1.1);
    await world.look("all is late", (monitor) =>
      monitor.query("update charge set expires_at = now() where expires_at > now()"),
    );
    while ((await world.call(({ deps }) => sweepCharges(deps))) > 0);
    while (await world.call(({ workOutbox }) => workOutbox()));
    const { rows } = await world.look("settled?", (monitor) =>
      monitor.query<{ open: bigint }>(unsettled),
    );
    // Once more after the last: what it wrote is looked at too.
    if (round > 2 && BigInt(rows[0]?.open ?? 1) === 0n) return;
  }
  const { rows } = await world.look("stuck", (monitor) => monitor.query(stuck));
  throw new Error(`something is never settled: ${JSON.stringify(rows)}`);
};
