import type { Adapter, AdapterPayload } from "oidc-provider";
import type { Pool } from "pg";

/** The engine's state in a table, a statement for each call, as its manual's examples keep it. */
export const createPlainAdapter =
  (pool: Pool) =>
  (model: string): Adapter => {
    const ask = async (name: string, text: string, values: readonly unknown[]) =>
      (await pool.query<{ payload: AdapterPayload }>({ name, text, values: [...values] })).rows[0];
    const find = async (column: "id" | "uid" | "user_code", value: string) => {
      const text = `select payload from plain_entity
        where model = $1 and ${column} = $2 and expires_at > now()`;
      return (await ask(`find by ${column}`, text, [model, value]))?.payload;
    };
    return {
      find: (id) => find("id", id),
      findByUid: (uid) => find("uid", uid),
      findByUserCode: (code) => find("user_code", code),
      upsert: async (id, payload, expiresIn) => {
        const text = `insert into plain_entity (model, id, payload, grant_id, uid, expires_at)
          values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
          on conflict (model, id) do update set payload = excluded.payload,
            grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`;
        const { grantId, uid } = payload;
        await ask("upsert", text, [model, id, payload, grantId, uid, expiresIn]);
      },
      consume: async (id) => {
        const text = `update plain_entity set payload = payload
          || jsonb_build_object('consumed', extract(epoch from now())::int)
          where model = $1 and id = $2`;
        await ask("consume", text, [model, id]);
      },
      destroy: async (id) => {
        await ask("destroy", "delete from plain_entity where model = $1 and id = $2", [model, id]);
      },
      revokeByGrantId: async (grantId) => {
        const text = "delete from plain_entity where model = $1 and grant_id = $2";
        await ask("revoke", text, [model, grantId]);
      },
    };
  };

export const createPlainTable = async (pool: Pool): Promise<void> => {
  await pool.query(`
    create table plain_entity (model text, id text, payload jsonb not null, grant_id text, uid text,
      user_code text, expires_at timestamptz not null, primary key (model, id));
    create index on plain_entity (uid);
    create index on plain_entity (grant_id);`);
};
