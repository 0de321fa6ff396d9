import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { plainAddress } from "#src/sign-in/client-address.ts";
import { filling, secondsUntilFree } from "#src/throttle/throttle-queries.ts";
import { answerTooMany } from "./engine-answers.ts";
import { engineRequest } from "./engine-request.ts";
import type { AuthLimit } from "./auth-limit.ts";

/**
 * Answers a request, but one that begins a sign-in at an address where too many began. They are
 * counted with what such a request writes anyhow, so whether there was room is known when all is
 * made: then the answer is another, and the sign-in was not begun.
 */
export const limited = async (
  { db }: Readonly<{ db: Kysely<SsoDatabase> }>,
  limit: AuthLimit,
  ctx: KoaContextWithOIDC,
  answer: () => Promise<void>,
): Promise<void> => {
  const request = ctx.path === "/auth" ? engineRequest(ctx) : undefined;
  if (!request) return await answer();
  const address = plainAddress(ctx.ip);
  const asked = limit.ask(address);
  if (asked.kind === "full") return await answerTooMany(ctx, asked.seconds);
  const { count } = asked;
  if (count) request.later["counted"] = filling(count.bucket, count.tries);
  await answer();
  if (!count || !request.full) return;
  const seconds = await secondsUntilFree(db, [count.bucket], count.tries);
  limit.refuse(address, seconds);
  await answerTooMany(ctx, seconds);
};
