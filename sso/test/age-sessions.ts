import { sql } from "kysely";
import type { SsoUnderTest } from "./sso-under-test.ts";

/** Makes every session's sign-in so many seconds older than it is. */
export const ageSessions = async (sso: SsoUnderTest, seconds: number): Promise<void> => {
  await sql`
    update oidc_entity
      set payload = jsonb_set(payload::jsonb, '{loginTs}',
        to_jsonb((payload::jsonb ->> 'loginTs')::int - ${seconds}::int))::json
      where model = 'Session' and payload::jsonb ? 'loginTs'`.execute(sso.db);
};
