import { payOutCash } from "./agents.ts";
import { tellReversalsAgain } from "./payers.ts";
import { decideRefunds } from "./refunds.ts";
import { Crashed, type World } from "./world.ts";

/** A draw for each row by its name: the same in every run, in whatever order rows are found. */
const drawn = (name: string, share: string): string =>
  `(hashtext(${name} || $2::text) & 65535) < 65536 * ${share}`;

const movings = [
  // What has ended is looked at again too, but seldom.
  `update charge set next_check_at = now() where (institution_id, id) in (select institution_id, id
     from charge where next_check_at > now() and ${drawn(
       "id::text",
       "$1::float8 * case when status in ('created', 'pending') then 0.6 else 0.04 end",
     )} for update skip locked)`,
  `update charge set expires_at = now() where (institution_id, id) in (select institution_id, id
     from charge where status in ('created', 'pending') and expires_at > now()
       and ${drawn("id::text", "$1::float8 / 3")} for update skip locked)`,
  // An agent's reservation has the time of its attempt.
  `update cash_collection set expires_at = now() where id in (select c.id from cash_collection c
     join charge a on a.institution_id = c.institution_id and a.id = c.charge_id
     where c.status = 'reserved' and c.expires_at > now() and a.expires_at <= now()
       and ${drawn("c.id::text", "$1::float8 * 2")} for update of c skip locked)`,
  `update outbox set due_at = now() where id in (select id from outbox where due_at > now()
     and ${drawn("id::text", "$1::float8")} for update skip locked)`,
  `update outbox set leased_until = now() where id in (select id from outbox
     where leased_until > now() and ${drawn("id::text", "$1::float8")} for update skip locked)`,
  `update idempotency_key set held_until = now() where (client_id, key) in (select client_id, key
     from idempotency_key where state = 'inFlight' and held_until > now()
       and ${drawn("key", "$1::float8")} for update skip locked)`,
].map((text, index) => ({ name: `time ${index}`, text }));

/**
 * Time is moved in the rows, not in a clock: what waits becomes due. Rows that a transaction
 * holds are left alone.
 */
const moveTime = async (world: World, share: number): Promise<void> => {
  for (const moving of movings) {
    await world.monitor.query({ ...moving, values: [share, String(world.random())] });
  }
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

/** What goes on beside the stories: two sweeps, two outbox workers, time, and people at desks. */
export const startBackground = (world: World, ended: () => boolean): Promise<void>[] => [
  ...[1, 2].map(() =>
    repeat(world, ended, { label: "sweep", weight: 0.08 }, () =>
      world.call(({ sweep }) => sweep()),
    ),
  ),
  ...[1, 2].map(() =>
    repeat(world, ended, { label: "outbox", weight: 0.15 }, () =>
      world.call(({ workOutbox }) => workOutbox()),
    ),
  ),
  repeat(world, ended, { label: "time", weight: 0.05 }, () => passTime(world, 0.5)),
  repeat(world, ended, { label: "staff", weight: 0.03 }, () => decideRefunds(world)),
  repeat(world, ended, { label: "counter", weight: 0.03 }, () => payOutCash(world)),
];

const underWay = `select (select count(*) from charge where status in ('created', 'pending'))
  + (select count(*) from refund where status = 'due')
  + (select count(*) from refund_order where status in ('requested', 'due', 'refusedByRail'))
  + (select count(*) from cash_payout where status = 'due')
  + (select count(*) from outbox) as open`;

const stuck = `select c.rail, c.status, c.taken_minor::text, r.reason, r.amount_minor::text,
    r.status as refund, o.last_error, t.transaction_id
  from charge c left join refund r on r.charge_id = c.id and r.status = 'due'
    left join outbox o on o.payload ->> 'chargeId' = c.id::text
    left join rail_transaction t on t.charge_id = c.id
  where c.status in ('created', 'pending') or r.status = 'due' limit 20`;

/** Everything is late: what can be asked is asked, what can be done is done. */
const workOff = async (world: World): Promise<void> => {
  const { monitor, call } = world;
  await monitor.query("update charge set next_check_at = now() where next_check_at is not null");
  await monitor.query("update charge set expires_at = now() where expires_at > now()");
  await monitor.query("update cash_collection set expires_at = now() where expires_at > now()");
  await monitor.query("update outbox set due_at = now(), lease = null, leased_until = null");
  while ((await call(({ sweep }) => sweep())) > 0);
  while (await call(({ workOutbox }) => workOutbox()));
  while ((await decideRefunds(world, true)) > 0);
  while ((await payOutCash(world)) > 0);
  await tellReversalsAgain(world);
};

const rounds = 30;

/** After the last payer and a last restart: everything is settled, in the ordinary way. */
export const settleAll = async (world: World): Promise<void> => {
  const { monitor } = world;
  for (let round = 0; round < rounds; round += 1) {
    await workOff(world);
    const { rows } = await monitor.query<{ open: bigint }>(underWay);
    if (BigInt(rows[0]?.open ?? 1) > 0n) continue;
    // Once more after the last: nothing changes any more.
    await workOff(world);
    return;
  }
  const { rows } = await monitor.query(stuck);
  throw new Error(`something is never settled: ${JSON.stringify(rows)}`);
};
