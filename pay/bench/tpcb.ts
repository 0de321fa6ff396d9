import pg from "pg";

const accounts = 100_000;
const branches = 50;

/** pgbench's TPC-B-like tables, scale 50 in branches and tellers, 100,000 accounts. */
export const prepareTpcb = async (pool: pg.Pool): Promise<void> => {
  await pool.query(`
    create table b_branch (id int primary key, balance bigint not null default 0);
    create table b_teller (id int primary key, balance bigint not null default 0);
    create table b_account (id int primary key, balance bigint not null default 0);
    create table b_history (teller int, branch int, account int, delta int, at timestamptz);
    insert into b_branch (id) select generate_series(1, ${branches});
    insert into b_teller (id) select generate_series(1, ${branches * 10});
    insert into b_account (id) select generate_series(1, ${accounts})`);
  await pool.query("vacuum analyze");
};

const draw = (to: number): number => 1 + Math.floor(Math.random() * to);

/** One TPC-B-like transaction, statement by statement, prepared, as pgbench sends it. */
export const runTpcb = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect();
  const [account, teller, branch, delta] = [
    draw(accounts),
    draw(branches * 10),
    draw(branches),
    draw(5_000),
  ];
  const run = (name: string, text: string, values: number[]) =>
    client.query({ name, text, values });
  try {
    await client.query("begin");
    await run("a", "update b_account set balance = balance + $1 where id = $2", [delta, account]);
    await run("s", "select balance from b_account where id = $1", [account]);
    await run("t", "update b_teller set balance = balance + $1 where id = $2", [delta, teller]);
    await run("b", "update b_branch set balance = balance + $1 where id = $2", [delta, branch]);
    await run("h", "insert into b_history values ($1, $2, $3, $4, now())", [
      teller,
      branch,
      account,
      delta,
    ]);
    await client.query("commit");
  } finally {
    client.release();
  }
};
